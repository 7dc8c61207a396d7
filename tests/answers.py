"""Makes waves that are over, with invitations and answers: `make_measured(session, version, …)`.

Answers are laid in as they are kept, without the ways by which they come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.evaluation.responses.models import Answer, AnswerText, SurveyResponse
from eventsys.evaluation.responses.rules import ResponseSource
from eventsys.evaluation.surveys.rules import Questionnaire
from eventsys.evaluation.waves.models import SurveyInvite, SurveyWave
from eventsys.evaluation.waves.rules import WaveKind
from eventsys.events.models import Event
from eventsys.events.rules import EventKind
from eventsys.places.models import District
from eventsys.places.operations import find_or_add_venue
from tests.factories import AT, make_event, occasions_on

WEEK = timedelta(days=7)
LASTS = timedelta(days=14)

_numbers = count(1)


@dataclass(frozen=True, kw_only=True)
class Given:
    """What was answered: for each question, by its place, how many gave which answer."""

    responses: int = 0
    answers: Sequence[Mapping[str, int]] = ()
    texts: Sequence[str] = ()
    invited: int | None = None
    source: ResponseSource = ResponseSource.LINK


def make_workshop(
    session: Session, *, at: datetime = AT, district: str = "noerrebro", **changes: Any
) -> Event:
    """Make a workshop in a district, a week after `at`."""
    place = session.scalars(select(District).filter_by(slug=district)).one()
    venue = find_or_add_venue(session, place, f"Salen i {place.name}", at=at, by=SYSTEM)
    values = {"kind": EventKind.WORKSHOP, "occasions": occasions_on(venue, (7,), at=at)} | changes
    return make_event(session, at=at, **values)


def make_measured(
    session: Session,
    questionnaire: Questionnaire,
    *given: Given,
    months: int = 0,
    event: Event | None = None,
    at: datetime = AT,
    **changes: Any,
) -> SurveyWave:
    """Make a wave that ends two weeks after its event, and lay answers in."""
    opens_at = at + WEEK + timedelta(days=30 * months)
    of_event = event or make_workshop(session, at=at, **changes)
    wave = SurveyWave(
        public_id=f"measured-{next(_numbers)}",
        event_id=of_event.id,
        version_id=questionnaire.id,
        kind=WaveKind.FOLLOW_UP if months else WaveKind.IMMEDIATE,
        months=months,
        opens_at=opens_at,
        closes_at=opens_at + LASTS,
    )
    session.add(wave)
    session.flush()
    for each in given:
        lay_in(session, wave, questionnaire, each)
    return wave


def lay_in(session: Session, wave: SurveyWave, questionnaire: Questionnaire, given: Given) -> None:
    """Lay answers in; each question's go to the first responses that have none to it."""
    invited = given.responses if given.invited is None else given.invited
    if given.source is not ResponseSource.EXIT:
        session.add_all(
            SurveyInvite(
                public_id=uuid4().hex, wave_id=wave.id, is_answered=number < given.responses
            )
            for number in range(invited)
        )
    ids = [uuid4().hex for _ in range(given.responses)]
    session.add_all(SurveyResponse(id=each, wave_id=wave.id, source=given.source) for each in ids)
    session.flush()
    for question, by_value in zip(questionnaire.questions, given.answers, strict=False):
        values = [value for value, number in by_value.items() for _ in range(number)]
        session.add_all(
            Answer(response_id=each, question_id=question.id, value=value)
            for each, value in zip(ids, values, strict=False)
        )
    own = next((each for each in questionnaire.questions if each.is_text), None)
    for text in given.texts:
        assert own is not None
        session.add(
            AnswerText(
                id=uuid4().hex,
                wave_id=wave.id,
                question_id=own.id,
                source=given.source,
                text=text,
            )
        )
    session.flush()
