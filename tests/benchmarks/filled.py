"""A house of many years: 1,000 events, 210,000 registrations, and one event with all that happens.

That one, `kursus`, has 10,000 people who wait, came, were written to, came from somewhere.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast, insert, literal, select, text, update
from sqlalchemy.orm import Session

from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.checkin.arrivals.operations import mend
from eventsys.checkin.models import Device, Scan, Tally, TicketState
from eventsys.checkin.rules import Direction, Verdict
from eventsys.core import clock
from eventsys.core.audit import AuditEntry
from eventsys.core.codes import CodeKind
from eventsys.core.db import Model, table_of
from eventsys.core.outbox import NoticeKind
from eventsys.core.principal import SYSTEM
from eventsys.events.models import Event, Occasion
from eventsys.events.queries import list_occasions
from eventsys.events.rules import EventKind
from eventsys.exchange.imports.operations import keep_draft
from eventsys.exchange.imports.rules import ImportFile, ImportKind
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.people.rules import RoleName
from eventsys.registration.affiliations.models import Affiliation
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import Category, Channel, ParticipantStatus
from eventsys.registration.waitlist.models import WaitlistEntry
from tests.actors import make_actor
from tests.answers import Given, make_measured
from tests.benchmarks import office
from tests.benchmarks.world import add_tickets
from tests.broadcasts import make_broadcast
from tests.factories import make_account, make_device, make_event
from tests.questions import make_question
from tests.surveys import make_questionnaire, make_scale, make_survey, make_words

SLUG = "kursus"
PEOPLE = 10_000
WAIT, TO_CALL = 500, 500
ACTORS, ACCOUNTS, WAVES, FILES, LETTERS, PHONES = 1_000, 300, 100, 200, 60, 60
AUDITED = 100_000
LIST = ImportFile(name="liste.csv", digest="0", heads=["Navn"], rows=[(2, ["Amina"])])
NAMES = ("Søren", "Amina", "Åse", "Mehmet", "نور", "Xuân", "Halima", "Bo")
FAMILIES = ("Jensen", "Khan", "Østergård", "Yılmaz", "حسن", "Nguyễn", "Warsame")

KINDS = ("Bibliotek", "Kulturhus", "Forening", "Rådgivning", "Boldklub", "Sprogcafé")
ABOUT = (
    *("Musik", "Håndarbejde", "Somaliske kvinders", "Unges", "Forældrenes", "Fiskernes", "Skak"),
    *("Kulinarisk", "Tyrkisk", "Arabisk", "Ældres", "Børns", "Cykel", "Teatrets", "Haves"),
    *("Frivillige", "Røde Kors", "Lektiehjælp", "Drengenes", "Pigernes", "Urdu", "Kors", "Bydel"),
)
AREAS = ("Nørrebro", "Vesterbro", "Valby", "Tingbjerg", "Husum", "Sundby", "Mjølnerparken")


def fill(session: Session) -> None:
    """Lay all of it in."""
    at = clock.now()
    began = at - timedelta(days=30)
    event = make_event(
        session,
        slug=SLUG,
        at=began,
        kind=EventKind.WORKSHOP,
        days=(3, 10, 17, 60),
        capacity=PEOPLE - WAIT,
        asks_workplace=True,
    )
    make_question(session, event, "Spiser du med?", "Ja", "Nej")
    add_tickets(session, event, range(10**6, 10**6 + PEOPLE), at=began)
    name_all(session, event)
    let_wait(session, event, at=began)
    come(session, event, at=at)
    write(session, event, at=at)
    come_from(session, event, at=at)
    keep_house(session, event, at=at)
    office.lay_in(session)
    if session.connection().dialect.name == "postgresql":
        session.execute(text("ANALYZE"))  # as the server does by itself with time


def put(session: Session, model: type[Model], rows: Iterable[dict[str, Any]]) -> None:
    """Lay rows in by whole statements."""
    session.execute(insert(table_of(model)), list(rows))


def people_of(session: Session, event: Event) -> Sequence[int]:
    """List the ids of an event's people."""
    mine = select(Participant.id).filter_by(event_id=event.id)
    return session.scalars(mine.order_by(Participant.id)).all()


def name_all(session: Session, event: Event) -> None:
    """Give everybody names, of which some are those of several; every tenth is called up."""
    for number, name in enumerate(NAMES):
        known = literal(f"{name} {FAMILIES[number % 7]} ") + cast(Participant.id / 8, String)
        mine = Participant.event_id == event.id, Participant.id % 8 == number
        session.execute(update(Participant).where(*mine).values(name=known))
    known = cast(Registration.id, String)
    written = update(Registration).where(Registration.event_id == event.id)
    mail = literal("amina") + known + literal("@example.org")
    values = {"contact_name": literal("Amina ") + known, "contact_email": mail}
    session.execute(written.values(**values, contact_channel=Channel.EMAIL))
    called = written.where(Registration.id % (PEOPLE // TO_CALL) == 0)
    session.execute(called.values(contact_channel=Channel.PHONE, contact_phone="+4512345678"))


def let_wait(session: Session, event: Event, *, at: datetime) -> None:
    """Let the last ones wait."""
    waiting = people_of(session, event)[-WAIT:]
    mine = Participant.id.in_(waiting)
    session.execute(update(Participant).where(mine).values(status=ParticipantStatus.WAITING))
    parties = session.scalars(select(Participant.registration_id).where(mine))
    same = {"event_id": event.id, "joined_at": at, "is_passed": False}
    put(session, WaitlistEntry, (same | {"registration_id": n, "rank": n} for n in parties))


def come(session: Session, event: Event, *, at: datetime) -> None:
    """Let most come to the first dates, by scan or by list; some scans are at odds."""
    phone = make_device(session, event, at=at).device
    for _ in range(PHONES):
        make_device(session, event, at=at)
    tickets = session.scalars(select(Ticket.id).filter_by(event_id=event.id).order_by(Ticket.id))
    ids, people = tickets.all(), people_of(session, event)
    for index, date in enumerate(list_occasions(session, event)[:2]):
        put(session, TicketState, (state_of(each, date) for each in ids[: PEOPLE * 6 // 10]))
        scans = range(PEOPLE * 6 // 10)
        put(session, Scan, (scan_of(index, each, ids[each], phone, date) for each in scans))
        put(session, AttendanceMark, (mark_of(each, date) for each in people[:-WAIT:3]))
        mend(session, date.id, at=at)
    put(session, Tally, (tally_of(each, phone, date) for each in range(1000)))


def state_of(ticket_id: int, date: Occasion) -> dict[str, Any]:
    """Say that a ticket was admitted."""
    return {
        "ticket_id": ticket_id,
        "occasion_id": date.id,
        "admitted_at": date.starts_at,
        "admitted_gate": "Nord",
        "admitted_scan_id": None,
        "is_inside": True,
        "changed_at": date.starts_at,
    }


def fact_of(number: int, phone: Device, date: Occasion) -> dict[str, Any]:
    """Say what every row of a phone says; each hundredth came with another gate."""
    return {
        "device_id": phone.id,
        "event_id": date.event_id,
        "occasion_id": date.id,
        "seq": number + 1,
        "gate": "Nord" if number % 100 else "Syd",
        "device_at": date.starts_at,
        "offset_ms": 0,
        "effective_at": date.starts_at + timedelta(seconds=number),
        "received_at": date.starts_at,
        "clock_unsure": False,
        "quarantined": number % 500 == 0,
    }


def scan_of(
    index: int, number: int, ticket_id: int, phone: Device, date: Occasion
) -> dict[str, Any]:
    """Say that a ticket was scanned; each hundredth phone let in whom it should not have."""
    return fact_of(index * PEOPLE + number, phone, date) | {
        "scan_id": str(UUID(int=index * PEOPLE + number + 1)),
        "code_kind": CodeKind.CODE,
        "read_hash": f"{number:064}",
        "ticket_id": ticket_id,
        "other_event": False,
        "direction": Direction.IN,
        "shown": Verdict.ADMITTED if number % 100 else Verdict.UNKNOWN,
        "is_practice": False,
    }


def tally_of(number: int, phone: Device, date: Occasion) -> dict[str, Any]:
    """Count somebody without a ticket."""
    said = {"tally_id": str(UUID(int=number + 1)), "category": Category.CHILD}
    return fact_of(3 * PEOPLE + number, phone, date) | said


def mark_of(person_id: int, date: Occasion) -> dict[str, Any]:
    """Tick somebody on the list."""
    return {
        "mark_id": str(UUID(int=date.id * 10**9 + person_id)),
        "participant_id": person_id,
        "occasion_id": date.id,
        "status": AttendanceStatus.STAYED_AWAY if person_id % 5 == 0 else AttendanceStatus.CAME,
        "source": MarkSource.LIST,
        "reason": None,
        "made_at": date.ends_at,
        "received_at": date.ends_at,
        "made_by": "system",
    }


def write(session: Session, event: Event, *, at: datetime) -> None:
    """Write to everybody: one message each, of which some never arrived, and several to all."""
    parties = select(Registration.id, Registration.contact_email).filter_by(event_id=event.id)
    rows = session.execute(parties).all()
    put(
        session,
        OutboxMessage,
        (
            {
                "event_id": event.id,
                "registration_id": each.id,
                "kind": NoticeKind.REGISTERED,
                "subject_id": each.id,
                "revision": 1,
                "recipient": each.contact_email,
                "channel": "email",
                "message_id": f"<{each.id}@example.org>",
                "state": MessageState.SENT if each.id % 50 else MessageState.GIVEN_UP,
                "tries": 1,
                "created_at": at,
                "due_at": at,
                "sent_at": at if each.id % 50 else None,
                "resends": 0,
            }
            for each in rows
        ),
    )
    for number in range(LETTERS):
        make_broadcast(session, event, f"many-{number}", at=at)


def come_from(session: Session, event: Event, *, at: datetime) -> None:
    """Let everybody come from somewhere; whence is decided for half of them."""
    actors = [make_actor(session, actor_name(each), at=at).id for each in range(ACTORS)]
    rows = (
        {
            "participant_id": each,
            "typed": actor_name(each % (2 * ACTORS)),
            "actor_id": actors[each % ACTORS] if each % 2 else None,
            "assigned_at": at if each % 2 else None,
            "assigned_by": "system" if each % 2 else None,
        }
        for each in people_of(session, event)
    )
    put(session, Affiliation, rows)


def actor_name(number: int) -> str:
    """Make up the name of an organisation; most differ by more than a slip."""
    about, rest = number % len(ABOUT), number // len(ABOUT)
    kind, area = rest % len(KINDS), rest // len(KINDS)
    which = area // len(AREAS) or ""
    return f"{ABOUT[about]} {KINDS[kind]} {AREAS[area % len(AREAS)]} {which}".strip()


def keep_house(session: Session, event: Event, *, at: datetime) -> None:
    """Add what lists of the whole house show: accounts, evaluations, imports, the log."""
    for each in range(ACCOUNTS):
        make_account(session, f"{each}@example.org", RoleName.VIEWER, at=at)
    asked, long_ago = (
        make_questionnaire(session, make_scale(), make_words()),
        at - timedelta(days=100),
    )
    given = Given(responses=5, answers=[{"4": 3, "1": 2}], texts=["Tak"])
    for each in range(WAVES):
        its = event if each == 0 else None
        make_measured(session, asked, given, event=its, at=long_ago)
    for _ in range(FILES):
        make_survey(session, make_words())
        keep_draft(session, ImportKind.PEOPLE, event, LIST, at=at, by=SYSTEM)
        keep_draft(session, ImportKind.ACTORS, None, LIST, at=at, by=SYSTEM)
    log(session, at=at)


def log(session: Session, *, at: datetime) -> None:
    """Write the log of years."""
    put(
        session,
        AuditEntry,
        (
            {
                "at": at - timedelta(minutes=AUDITED - each),
                "principal": f"account:{each % ACCOUNTS + 1}",
                "verb": ("edit", "publish", "sign-in")[each % 3],
                "object_kind": ("event", "registration", "account")[each % 3],
                "object_id": each % 900 + 1,
                "salt": "0",
                "digest": "0" * 64,
                "details": "{}",
            }
            for each in range(AUDITED)
        ),
    )
