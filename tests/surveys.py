"""Makes questionnaires for tests: `make_survey(session, make_scale("Kan du bruge det?"))`."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Origin, Provenance
from eventsys.core.text import Language
from eventsys.evaluation.responses.models import SurveyResponse
from eventsys.evaluation.responses.rules import ResponseSource
from eventsys.evaluation.surveys.models import Survey
from eventsys.evaluation.surveys.operations import create_survey
from eventsys.evaluation.surveys.queries import get_questionnaire
from eventsys.evaluation.surveys.requests import (
    SurveyOption,
    SurveyPlan,
    SurveyQuestionPlan,
    SurveyQuestionText,
)
from eventsys.evaluation.surveys.rules import (
    YES,
    Questionnaire,
    SurveyQuestionKind,
    SurveyWords,
)
from eventsys.evaluation.surveys.versions.queries import newest_version
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.evaluation.waves.rules import WaveKind
from tests.factories import AT, make_event

Others = Mapping[Language, str] | None
ONE: dict[str, Any] = {"at": AT, "by": SYSTEM}


def make_survey_plan(
    title: str = "Efter mødet", intro: str = "", *, others: Others = None
) -> SurveyPlan:
    """Plan a questionnaire; `others` are titles in other languages."""
    titles = {Language.DANISH: title} | dict(others or {})
    return SurveyPlan(
        texts={each: SurveyWords(title=text, intro=intro) for each, text in titles.items()}
    )


def make_asked(
    label: str, kind: SurveyQuestionKind, *, others: Others = None, **changes: Any
) -> SurveyQuestionPlan:
    """Plan a question of any kind; `others` are labels in other languages."""
    labels = {Language.DANISH: label} | dict(others or {})
    texts = {each: SurveyQuestionText(label=text) for each, text in labels.items()}
    return SurveyQuestionPlan(**({"kind": kind, "texts": texts} | changes))


def make_scale(label: str = "Kan du bruge det?", **changes: Any) -> SurveyQuestionPlan:
    """Plan a question with four steps, of which the upper two are positive."""
    values: dict[str, Any] = {"positive": ("4", "3"), "may_be_irrelevant": True} | changes
    return make_asked(label, SurveyQuestionKind.SCALE, **values)


def make_yes_no(label: str = "Har du brugt det?", **changes: Any) -> SurveyQuestionPlan:
    """Plan a question that is answered yes or no; yes is positive."""
    values: dict[str, Any] = {"positive": (YES,), "may_be_irrelevant": True} | changes
    return make_asked(label, SurveyQuestionKind.YES_NO, **values)


def make_choice(
    label: str = "Hvad var bedst?", *options: str, others: Others = None, **changes: Any
) -> SurveyQuestionPlan:
    """Plan a choice; its answers are the same in all languages."""
    languages = [Language.DANISH, *(others or {})]
    values: dict[str, Any] = {
        "options": options_of(options or ("Oplæg", "Snak"), languages)
    } | changes
    return make_asked(label, SurveyQuestionKind.CHOICE, others=others, **values)


def make_words(label: str = "Hvad kan blive bedre?", **changes: Any) -> SurveyQuestionPlan:
    """Plan a question that people answer in their own words."""
    return make_asked(label, SurveyQuestionKind.TEXT, **changes)


def options_of(labels: Sequence[str], languages: Sequence[Language]) -> list[SurveyOption]:
    """Plan new answers of a choice."""
    return [SurveyOption(labels=dict.fromkeys(languages, label)) for label in labels]


def make_survey(
    session: Session, *questions: SurveyQuestionPlan, title: str = "Efter mødet", **changes: Any
) -> Survey:
    """Make a questionnaire; without questions it asks a scale, yes or no, and for words."""
    asked = questions or (make_scale(), make_yes_no(), make_words())
    plan = make_survey_plan(title, **changes)
    return create_survey(session, plan, asked, at=AT, by=SYSTEM)


def make_questionnaire(
    session: Session, *questions: SurveyQuestionPlan, **changes: Any
) -> Questionnaire:
    """Make a questionnaire and give its first version; see `make_survey`."""
    return newest(session, make_survey(session, *questions, **changes))


def make_wave(
    session: Session, version_id: int, *, months: int = 0, opens_at: datetime = AT
) -> SurveyWave:
    """Make a wave of an event of its own that asks a version."""
    event = make_event(session)
    wave = SurveyWave(
        public_id=f"wave-{event.id}-{months}",
        event_id=event.id,
        version_id=version_id,
        kind=WaveKind.FOLLOW_UP if months else WaveKind.IMMEDIATE,
        months=months,
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=14),
    )
    session.add(wave)
    session.flush()
    return wave


def every_kind() -> list[SurveyQuestionPlan]:
    """Plan a question of each kind, the first in two languages, one of them a machine's."""
    said = Provenance(origins={Language.ARABIC: Origin.MACHINE})
    scale = make_scale(others={Language.ARABIC: "هل يمكنك استخدامه؟"}, provenance=said)
    return [scale, make_yes_no(), make_choice(), make_words()]


def make_answered_survey(
    session: Session, *questions: SurveyQuestionPlan, **changes: Any
) -> Survey:
    """Make a questionnaire that somebody has answered; see `make_survey`."""
    survey = make_survey(session, *questions, **changes)
    wave = make_wave(session, newest_version(session, survey.id).id)
    session.add(SurveyResponse(id=f"r{wave.id}", wave_id=wave.id, source=ResponseSource.LINK))
    session.flush()
    return survey


def newest(session: Session, survey: Survey) -> Questionnaire:
    """Give the newest version of a questionnaire."""
    return get_questionnaire(session, newest_version(session, survey.id).id)


def asked(session: Session, survey: Survey) -> tuple[int, list[tuple[str, str]]]:
    """Tell the newest version's number, and its questions by code and Danish label."""
    found = newest(session, survey)
    return found.no, [(each.code, each.worded(Language.DANISH).label) for each in found.questions]
