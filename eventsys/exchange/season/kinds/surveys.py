"""Where questionnaires and answers lie."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from eventsys.evaluation.waves.rules import kind_of
from eventsys.exchange.season.facts.surveys import (
    InvitationFact,
    QuestionFact,
    QuestionTextValue,
    ResponseFact,
    SurveyFact,
    SurveyTextValue,
    SurveyVersionFact,
    WaveFact,
)
from eventsys.exchange.season.kinds.base import (
    Filling,
    Kind,
    Names,
    Part,
    Rows,
    Values,
    YearOf,
    table,
)
from eventsys.exchange.season.kinds.events import BY_HAND, of_events


def write_survey_texts(fact: SurveyFact, _filling: Filling) -> Rows:
    """Write title and introduction in each language."""
    for language, text in fact.texts.items():
        yield {"language": language, "title": text.title, "intro": text.intro, **BY_HAND}


def read_survey_texts(rows: Sequence[Any], _names: Names) -> Values:
    """Read title and introduction in each language."""
    texts = {
        language: SurveyTextValue(title=title, intro=intro) for _, language, title, intro in rows
    }
    return {"texts": dict(sorted(texts.items()))}


def write_figures(fact: SurveyFact, _filling: Filling) -> Rows:
    """Write which question a figure is made of."""
    for code, question in fact.figures.items():
        yield {"code": code, "question_code": question}


def read_figures(rows: Sequence[Any], _names: Names) -> Values:
    """Read which question a figure is made of."""
    return {"figures": dict(sorted((code, question) for _, code, question in rows))}


def write_question_texts(fact: QuestionFact, _filling: Filling) -> Rows:
    """Write a question in each language."""
    for language, text in fact.texts.items():
        words = {"label": text.label, "help": text.help, "options": text.options}
        yield {"language": language, **words, **BY_HAND}


def read_question_texts(rows: Sequence[Any], _names: Names) -> Values:
    """Read a question in each language."""
    texts = {
        language: QuestionTextValue(label=label, help=words, options=dict(sorted(options.items())))
        for _, language, label, words, options in rows
    }
    return {"texts": dict(sorted(texts.items()))}


def fill_wave(fact: WaveFact, _filling: Filling) -> Values:
    """Fill in that nobody was reminded from here."""
    return {
        "kind": kind_of(fact.months),
        "link_version": 1,
        "reminded_at": None,
        "told_at": None,
        "mixed_count": 0,
    }


def write_answers(fact: ResponseFact, filling: Filling) -> Rows:
    """Write the answers of a response."""
    for question, value in fact.answers.items():
        yield {"question_id": filling.row("question", question), "value": value}


def read_answers(rows: Sequence[Any], names: Names) -> Values:
    """Read the answers of a response."""
    given = ((names.of("question", question) or "", value) for _, question, value in rows)
    return {"answers": dict(sorted(given))}


def of_waves(name: str, year: YearOf) -> Sequence[Select[Any]]:
    """Choose all rows of a table that belong to the waves of a year's events."""
    found, waves = table(name), table("survey_wave")
    chosen = select(found.c.id).join(waves, waves.c.id == found.c.wave_id)
    return [chosen.where(waves.c.event_id.in_(year.event_ids))]


def questions_of_year(year: YearOf) -> Sequence[Select[Any]]:
    """Choose what was asked in the waves of a year's events."""
    questions, waves = table("survey_question"), table("survey_wave")
    versions = select(waves.c.version_id).where(waves.c.event_id.in_(year.event_ids))
    return [select(questions.c.id).where(questions.c.version_id.in_(versions))]


SURVEYS = Kind(
    fact=SurveyFact,
    table="survey",
    fill=lambda *_: {"revision": 0},
    parts=[
        Part(
            table="survey_wording",
            owner="survey_id",
            fields=["texts"],
            columns=["language", "title", "intro"],
            write=write_survey_texts,
            read=read_survey_texts,
        ),
        Part(
            table="figure_question",
            owner="survey_id",
            fields=["figures"],
            columns=["code", "question_code"],
            write=write_figures,
            read=read_figures,
        ),
    ],
)
VERSIONS = Kind(fact=SurveyVersionFact, table="survey_version", links={"survey": "survey"})
QUESTIONS = Kind(
    fact=QuestionFact,
    table="survey_question",
    links={"version": "survey-version"},
    of_year=questions_of_year,
    parts=[
        Part(
            table="survey_question_wording",
            owner="question_id",
            fields=["texts"],
            columns=["language", "label", "help", "options"],
            write=write_question_texts,
            read=read_question_texts,
        )
    ],
)
WAVES = Kind(
    fact=WaveFact,
    table="survey_wave",
    own="public_id",
    links={"event": "event", "version": "survey-version"},
    fill=fill_wave,
    of_year=lambda year: of_events("survey_wave", year),
)
INVITATIONS = Kind(
    fact=InvitationFact,
    table="survey_invite",
    own="public_id",
    links={"wave": "wave"},
    columns={"answered": "is_answered"},
    fill=lambda *_: {
        "participant_id": None,
        "link_version": 1,
        "is_told": True,
        "is_reminded": True,
    },
    of_year=lambda year: of_waves("survey_invite", year),
)
RESPONSES = Kind(
    fact=ResponseFact,
    table="survey_response",
    own="id",
    links={"wave": "wave"},
    refers={"answers": "question"},
    of_year=lambda year: of_waves("survey_response", year),
    parts=[
        Part(
            table="answer",
            owner="response_id",
            fields=["answers"],
            links={"question_id": "question"},
            columns=["value"],
            write=write_answers,
            read=read_answers,
        )
    ],
)
