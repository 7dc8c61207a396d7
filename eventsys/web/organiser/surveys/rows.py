"""Questionnaires and their questions as organisers see them in lists."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from flask import url_for
from markupsafe import Markup

from eventsys.core.localtime import local_day
from eventsys.core.standing import TextState
from eventsys.core.text import Language
from eventsys.evaluation.surveys.rules import AskedQuestion, Questionnaire, SurveyQuestionKind
from eventsys.evaluation.surveys.versions.queries import VersionSummary
from eventsys.events.texts.rules import WORKS
from eventsys.web.common.dates import say_date
from eventsys.web.common.surveys.words import kind_name, value_apart, value_words
from eventsys.web.common.words import listed
from eventsys.web.organiser.texts.rows import TAGS, WorkList, work_list, work_words
from eventsys.web.organiser.wording import Tag


@dataclass(frozen=True, kw_only=True)
class QuestionRow:
    """A question of a questionnaire."""

    code: str
    label: str
    language: Language
    kind: str
    answers: str
    positive: str
    may_be_irrelevant: bool
    is_first: bool
    is_last: bool
    work: WorkList


@dataclass(frozen=True, kw_only=True)
class SurveyRow:
    """A questionnaire in the list of all."""

    id: int
    title: str
    language: Language
    no: int
    questions: int
    languages: str
    doubts: Sequence[Tag]


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """A version of a questionnaire, with how often it is used."""

    no: int
    made: str
    waves: int
    responses: int


def survey_row(known: Questionnaire, language: Language) -> SurveyRow:
    """Put a questionnaire into a row, with the languages in which all of it stands."""
    whole = [each.own_name for each in Language if is_whole(known, each)]
    return SurveyRow(
        id=known.survey_id,
        title=known.worded(language).title,
        language=known.language_in(language),
        no=known.no,
        questions=len(known.questions),
        languages=listed(whole),
        doubts=doubts_about(known),
    )


def doubts_about(known: Questionnaire) -> list[Tag]:
    """Count the texts that are outdated or made by a machine."""
    states = [known.states, *(each.states for each in known.questions)]
    works = Counter(WORKS.get(state) for each in states for state in each.values())
    return [Tag(f"{work_words(each)}: {works[each]}", TAGS[each]) for each in TAGS if works[each]]


def is_whole(known: Questionnaire, language: Language) -> bool:
    """Tell whether title and all questions are there in a language."""
    return language in known.words and all(language in each.words for each in known.questions)


def question_rows(known: Questionnaire, language: Language) -> list[QuestionRow]:
    """Put a questionnaire's questions into rows."""
    last = len(known.questions)
    return [
        QuestionRow(
            code=each.code,
            label=each.worded(language).label,
            language=each.language_in(language),
            kind=kind_name(each.kind),
            answers=answers_of(each, language),
            positive=listed([value_words(each, value, language) for value in each.positive]),
            may_be_irrelevant=each.may_be_irrelevant,
            is_first=number == 1,
            is_last=number == last,
            work=work_on(each.states, partial(question_url, known, each.code)),
        )
        for number, each in enumerate(known.questions, start=1)
    ]


def answers_of(question: AskedQuestion, language: Language) -> str:
    """Say what can be chosen, where that is the question's own."""
    if question.kind is not SurveyQuestionKind.CHOICE:
        return ""
    return Markup(" · ").join(value_apart(question, each, language) for each in question.scored)


def head_work(known: Questionnaire) -> WorkList:
    """List what there is to do on title and introduction."""
    return work_on(known.states, partial(head_url, known))


def work_on(states: Mapping[Language, TextState], url: Callable[[Language], str]) -> WorkList:
    """List the languages in which there is something to do, and where to do it."""
    found = {each: WORKS[state] for each in Language if (state := states.get(each)) in WORKS}
    return work_list(None, found, url)


def head_url(known: Questionnaire, language: Language) -> str:
    """Lead to the part of a questionnaire's form that holds a language."""
    form, code = "organiser.surveys.edit", language.value
    return url_for(form, survey_id=known.survey_id, language=code, _anchor=f"text_{code}")


def question_url(known: Questionnaire, code: str, language: Language) -> str:
    """Lead to the part of a question's form that holds a language."""
    form, part = "organiser.surveys.questions.edit", f"text_{language.value}"
    survey_id = known.survey_id
    return url_for(form, survey_id=survey_id, code=code, language=language.value, _anchor=part)


def version_rows(history: Sequence[VersionSummary], language: Language) -> list[VersionRow]:
    """Put the versions of a questionnaire into rows."""
    return [
        VersionRow(
            no=each.no,
            made=say_date(local_day(each.made_at), language),
            waves=each.waves,
            responses=each.responses,
        )
        for each in history
    ]
