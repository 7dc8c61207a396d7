"""A course that has begun: who came to its first evenings stands on the lists."""

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from eventsys.attendance.apologies.operations import send_apology
from eventsys.attendance.completion.operations import RuleRequest, set_rule
from eventsys.attendance.marks.operations import close_list, correct, record_marks
from eventsys.attendance.marks.queries import get_occasion, read_attendance
from eventsys.attendance.marks.requests import CorrectionRequest, MarkBatch, MarkRow
from eventsys.attendance.marks.rules import AttendanceSource, AttendanceStatus
from eventsys.attendance.marks.sheets import AttendanceSheet, SheetOccasion
from eventsys.cli.demonstration.places import OUTER_NOERREBRO
from eventsys.cli.demonstration.show import DemonstrationEvent, Show, next_weekday
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.core.text import Language
from eventsys.events.queries import find_event
from eventsys.events.rules import Audience, EventKind
from eventsys.registration.models import Participant

BEGUN = "frivillig-i-byen"
THURSDAY = 3
NEEDED = 4
WEEK = timedelta(days=7)
ID_BITS = 128
USUAL = (
    *[AttendanceStatus.CAME] * 7,
    *[AttendanceStatus.APOLOGISED] * 2,
    AttendanceStatus.STAYED_AWAY,
)


def begun_course(today: date) -> DemonstrationEvent:
    """Make a course of six evenings, three of which are over."""
    first = next_weekday(today - 3 * WEEK, THURSDAY)
    return DemonstrationEvent(
        slug=BEGUN,
        kind=EventKind.COURSE,
        titles={
            Language.DANISH: "Frivillig i byen: seks aftener",
            Language.ENGLISH: "Volunteering in the city: six evenings",
        },
        bodies={
            Language.DANISH: (
                "Vi besøger seks foreninger og prøver, hvad frivillige laver der. "
                "Kom til mindst fire aftener, så får du et bevis."
            ),
            Language.ENGLISH: (
                "We visit six associations and try what volunteers do there. "
                "Come to at least four evenings and you get a certificate."
            ),
        },
        shows=[
            Show(day=first + week * WEEK, begins=time(18), ends=time(20), venue=OUTER_NOERREBRO)
            for week in range(6)
        ],
        audience=Audience.ADULTS,
        capacity=16,
        participants=14,
        largest_group=1,
    )


def add_attendance(session: Session, *, seed: int, at: datetime) -> None:
    """Tick the lists of the course's evenings that are over, unless somebody has."""
    event = find_event(session, BEGUN)
    if event is None:
        return
    sheet = read_attendance(session, event, at=at)
    sources = {each.source for each in sheet.cells.values()}
    if sources != {AttendanceSource.NONE}:
        return
    chance = Random(f"{seed} {BEGUN} attendance")  # noqa: S311 -- not for secrecy
    for occasion in (each for each in sheet.occasions if each.is_over):
        batch = MarkBatch(marks=ticks(sheet, occasion, chance))
        record_marks(session, event, batch, at=occasion.ends_at, by=SYSTEM)
        held = get_occasion(session, occasion.id)
        close_list(session, held, at=occasion.ends_at, by=SYSTEM)
    correct_one(session, sheet, at=at)
    begin = sheet.occasions[0].starts_at - WEEK
    set_rule(session, event, RuleRequest(needed=NEEDED), at=begin, by=SYSTEM)
    send_one_apology(session, sheet, at=at)


def ticks(sheet: AttendanceSheet, occasion: SheetOccasion, chance: Random) -> list[MarkRow]:
    """Tick most people as there; the last of them nobody has ticked."""
    return [
        MarkRow(
            mark_id=UUID(int=chance.getrandbits(ID_BITS)),
            participant_id=person.id,
            occasion_id=occasion.id,
            status=chance.choice(USUAL),
        )
        for person in sheet.participants[:-1]
    ]


def send_one_apology(session: Session, sheet: AttendanceSheet, *, at: datetime) -> None:
    """Let the first say that the next evening does not suit."""
    coming = next(each for each in sheet.occasions if each.starts_at > at)
    participant = session.get_one(Participant, sheet.participants[0].id)
    send_apology(session, participant, get_occasion(session, coming.id), at=at, by=VISITOR)


def correct_one(session: Session, sheet: AttendanceSheet, *, at: datetime) -> None:
    """Correct the first evening of whoever was not ticked."""
    request = CorrectionRequest(
        occasion_id=sheet.occasions[0].id,
        status=AttendanceStatus.CAME,
        reason="Kom efter pausen og nåede ikke listen.",
    )
    participant = session.get_one(Participant, sheet.participants[-1].id)
    correct(session, participant, request, at=at, by=SYSTEM)
