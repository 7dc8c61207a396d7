"""The workshops of 2009 as events, lists and answers; only the totals are the paper's.

Every split is invented. Six workshops in two districts: 72 registered, 66 came from 33
organisations, and answered two questionnaires. A seventh in Valby belongs to none of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.marks.operations import record_marks
from eventsys.attendance.marks.requests import MarkBatch, MarkRow
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.core.principal import SYSTEM
from eventsys.evaluation.responses.operations import answer_at_exit, answer_by_link, type_in
from eventsys.evaluation.responses.rules import Sheet
from eventsys.evaluation.surveys.rules import NO, NOT_RELEVANT, YES, Questionnaire
from eventsys.evaluation.waves.invites.operations import keep_wave
from eventsys.evaluation.waves.invites.queries import survey_token_of
from eventsys.evaluation.waves.models import SurveyInvite, SurveyWave
from eventsys.evaluation.waves.operations import plan_wave
from eventsys.evaluation.waves.queries import exit_token_of
from eventsys.evaluation.waves.requests import WavePlan
from eventsys.evaluation.waves.rules import window_after
from eventsys.events.models import Event
from eventsys.events.queries import list_occasions
from eventsys.people.actors.models import Actor
from eventsys.people.actors.operations import merge
from eventsys.registration.models import Participant
from eventsys.registration.rules import ParticipantRequest
from tests.actors import make_actor
from tests.answers import make_workshop
from tests.factories import make_registration
from tests.surveys import make_questionnaire, make_scale, make_words, make_yes_no

DISTRICTS = ("broenshoej-husum", "noerrebro")
ATTENDEES = {1: 11, 2: 13, 3: 7, 4: 2}
"""How many organisations sent so many people."""
BLANK = ""
AT_ONCE = [*31 * "4", *24 * "3", *4 * "2", "1", *3 * [NOT_RELEVANT], BLANK]
LATER = [*44 * [YES], *7 * [NO], *11 * [NOT_RELEVANT], *2 * [BLANK]]
ON_PAPER = 2
"""How many answers of each wave come on paper."""
REPORTED_AT = datetime(2010, 1, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Year:
    """What was laid in: the questionnaires right after and three months later, the events."""

    at_once: Questionnaire
    later: Questionnaire
    events: Sequence[Event]
    elsewhere: Event


def make_2009(session: Session) -> Year:
    """Hold the workshops of the year and have them answered."""
    names = register_actors(session)
    at_once = make_questionnaire(session, make_scale(), make_words(), title="Lige efter")
    later = make_questionnaire(session, make_yes_no(), make_words(), title="Tre måneder efter")
    events = [
        hold(
            session, number, DISTRICTS[number % 2], [*names[number::6], f"Fraværende {number % 2}"]
        )
        for number in range(6)
    ]
    for number, event in enumerate(events):
        answer(session, event, at_once, 0, AT_ONCE[number::6])
        answer(session, event, later, 3, LATER[number::6])
    elsewhere = hold(session, 6, "valby", [*3 * ["Valby A"], *2 * ["Valby B"], "Fraværende 0"])
    answer(session, elsewhere, at_once, 0, ["4", "1", "1"])
    return Year(at_once, later, events, elsewhere)


def register_actors(session: Session) -> list[str]:
    """Register 33 organisations that come and four that do not count; give a name a person.

    One person of each of the last three typed another name; it is merged into the first.
    """
    at = datetime(2009, 1, 5, tzinfo=UTC)
    sizes = [size for size, number in ATTENDEES.items() for _ in range(number)]
    people: list[str] = []
    actors: list[Actor] = []
    for number, size in enumerate(sizes):
        actors.append(make_actor(session, f"Organisation {number}", at=at))
        people += size * [f"Organisation {number}"]
    for other in ("Fraværende 0", "Fraværende 1", "Valby A", "Valby B"):
        make_actor(session, other, at=at)
    for number in range(len(sizes) - 3, len(sizes)):
        alias = make_actor(session, f"Afdeling {number}", at=at)
        merge(session, alias, actors[number], at=at, by=SYSTEM)
        people[people.index(f"Organisation {number}")] = f"Afdeling {number}"
    return people


def hold(session: Session, number: int, district: str, names: Sequence[str]) -> Event:
    """Hold a workshop; all but the last of those registered come, as the list says."""
    at = datetime(2009, 2 + number, 1, 9, tzinfo=UTC)
    event = make_workshop(session, at=at, district=district, asks_workplace=True)
    for index, name in enumerate(names):
        person = ParticipantRequest(name=f"Medarbejder {index}", workplace=name)
        make_registration(session, event, participants=[person], at=at)
    [occasion] = list_occasions(session, event)
    *came, absent = session.scalars(
        select(Participant.id).filter_by(event_id=event.id).order_by(Participant.id)
    )
    marks = [
        *(mark_of(each, occasion.id, AttendanceStatus.CAME) for each in came),
        mark_of(absent, occasion.id, AttendanceStatus.STAYED_AWAY),
    ]
    record_marks(session, event, MarkBatch(marks=marks), at=occasion.ends_at, by=SYSTEM)
    return event


def mark_of(participant_id: int, occasion_id: int, status: AttendanceStatus) -> MarkRow:
    """Mark somebody on the list."""
    return MarkRow(
        mark_id=uuid4(), participant_id=participant_id, occasion_id=occasion_id, status=status
    )


def answer(
    session: Session, event: Event, asked: Questionnaire, months: int, values: Sequence[str]
) -> None:
    """Ask those who came, and let some of them answer: two on paper, the others by their link.

    At the exit of the first time five more people answer, who are in no rate.
    """
    [occasion] = list_occasions(session, event)
    window = window_after(occasion.ends_at, months)
    plan = WavePlan(months=months, version_id=asked.id, window=window)
    wave = plan_wave(session, event, plan, at=occasion.ends_at, by=SYSTEM)
    keep_wave(session, wave.id, at=window.opens_at)
    at = window.opens_at + DAY
    links = tokens_of(session, wave)
    sheets = [sheet_of(asked, value) for value in values]
    for sheet in sheets[:ON_PAPER]:
        type_in(session, wave, sheet, at=at, by=SYSTEM)
    for token, sheet in zip(links, sheets[ON_PAPER:], strict=False):
        answer_by_link(session, token, sheet, at=at)
    for number in range(5 * (months == 0)):
        key = f"{event.slug}-{number}"
        answer_at_exit(session, exit_token_of(wave), sheet_of(asked, "1"), key, at=at)


def tokens_of(session: Session, wave: SurveyWave) -> Iterator[str]:
    """Give the links of those who were asked."""
    invites = session.scalars(select(SurveyInvite).filter_by(wave_id=wave.id)).all()
    return (survey_token_of(each) for each in invites)


def sheet_of(asked: Questionnaire, value: str) -> Sheet:
    """Answer the question; who leaves it blank says something in their own words."""
    question, own = asked.questions
    if value == BLANK:
        return Sheet(texts={own.id: "Ved ikke rigtigt."})
    return Sheet(values={question.id: value})
