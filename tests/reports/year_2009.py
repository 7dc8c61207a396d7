"""The year 2009 whole, as facts: only the totals are the paper's, every split is invented.

`make_base` lays in what people had planned and written down; `gate_rows` is what the phones saw on
the two large days, and `send` hands it in, in any order, in small batches, also twice.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count, cycle, groupby
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.earlier.operations import add_figure
from eventsys.attendance.earlier.rules import FigureRequest
from eventsys.casework.models import (
    AdhocTask,
    ConsultantCount,
    Deliverable,
    ExternalIndicator,
    StaffAllocation,
)
from eventsys.casework.rules import (
    DeliverableKind,
    DeliverableStatus,
    PlanKind,
    PublicationState,
    TaskStatus,
)
from eventsys.checkin.devices.operations import PairedDevice
from eventsys.checkin.headcounts.operations import record_head_counts
from eventsys.checkin.practice.operations import begin_rehearsal
from eventsys.checkin.practice.queries import list_practice
from eventsys.checkin.practice.rules import PracticeKind
from eventsys.checkin.rules import DeviceRole, Direction, HeadCountRole
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core.principal import SYSTEM
from eventsys.events.models import Event
from eventsys.events.rules import AgeRule, Audience
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant, Ticket
from eventsys.registration.rules import FLAG_STAFF, Category, ParticipantRequest
from eventsys.registration.tickets.operations import set_flag
from eventsys.reports.figures.operations import let_count_as
from eventsys.reports.figures.rules import CountsAs
from tests.evaluation.golden import Year, make_2009
from tests.factories import (
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_head_count,
    make_registration,
    make_scan,
    make_tally,
)
from tests.facts import (
    add_activity,
    add_advice,
    add_fact,
    add_plan,
    add_publication,
    add_requisition,
)

REPORTED_AT = datetime(2010, 1, 15, 12, tzinfo=UTC)
INVITED_AT = datetime(2009, 9, 5, 11, tzinfo=UTC)
PARTY_AT = INVITED_AT + timedelta(days=7)
SENT_AT = PARTY_AT + timedelta(hours=20)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
ISSUED, LEFT, STAFF = 779, 38, 24
TYPO, CONTROL = 13100, 598
ADVICE = (11, 13, 16, 14, 17, 15, 9, 14, 19, 20, 18, 15)
REQUISITIONS = (1, 2, 3, 2, 3, 2, 1, 2, 3, 4, 3, 2)
EARLIER = {2007: (92, 11), 2008: (140, 19)}
AT_ONCE = 7


@dataclass(frozen=True)
class Row:
    """Something a phone saw: which phone, what it is, and why it is there."""

    gate: str
    row: Any
    why: str


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """How many came by which way, and how much of the rest is in the log that must not count.

    Of the duplicates so many are at the other gate and so many at the same; `again` go out and
    come back, `practised` tap in whom they had scanned for practice.
    """

    admitted: Mapping[str, int]
    walk_ins: Mapping[str, int]
    heads: Mapping[str, Sequence[int]]
    at_other: int = 12
    at_same: int = 7
    again: int = 57
    practice: int = 9
    refused: int = 6
    undone: int = 4
    adults: int = 388
    practised: int = 9


CROWD = Crowd(
    admitted={"Nord": 372, "Syd": 301},
    walk_ins={"Nord": 26, "Syd": 15},
    heads={
        "A": (610, 1240, 890),
        "B": (720, 1310, 940),
        "C": (480, 1015, 765),
        "D": (430, 870, 690),
    },
)
ADMITTED, HEADS = CROWD.admitted, CROWD.heads


@dataclass(frozen=True, kw_only=True)
class Codes:
    """The codes that are scanned: of those registered, of who left, and of all others."""

    codes: Sequence[str]
    left: Sequence[str]
    staff: Sequence[str]
    practice: str
    foreign: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Base(Codes):
    """What was planned: the large events, the phones at them, the tickets, the workshops."""

    party: Event
    intday: Event
    workshops: Year
    phones: dict[str, PairedDevice]


def make_base(session: Session) -> Base:
    """Plan the year's events, register everybody, and write the casework down."""
    at = INVITED_AT
    party = make_event(
        session,
        at=at,
        slug="10aar-2009",
        audience=Audience.CHILDREN,
        age_rule=AgeRule(1999, 1999),
        capacity=1000,
    )
    intday = make_event(
        session, at=at, slug="intdag-2009", takes_registrations=False, capacity=None
    )
    other = make_event(session, at=at, slug="en-anden-fest")
    codes = register_children(session, party)
    practice = begin_practice(session, party)
    workshops = make_workshops(session)
    let_count_as(session, party, CountsAs.CHILDREN, at=at, by=SYSTEM)
    let_count_as(session, intday, CountsAs.VISITORS, at=at, by=SYSTEM)
    make_casework(session)
    make_programme(session)
    return Base(
        party=party,
        intday=intday,
        workshops=workshops,
        phones={
            "Nord": make_device(session, party, "Nord", at=at),
            "Syd": make_device(session, party, "Syd", at=at),
            **{post: make_device(session, intday, role=DeviceRole.COUNT, at=at) for post in HEADS},
        },
        codes=codes[LEFT:ISSUED],
        left=codes[:LEFT],
        staff=codes[ISSUED:],
        practice=practice,
        foreign=[
            each.code
            for each in codes_of(session, make_registration(session, other, *"ABC", at=at))
        ],
    )


def make_workshops(session: Session) -> Year:
    """Hold the workshops, all but the last of the area-based effort, and have them answered."""
    workshops = make_2009(session)
    for each in workshops.events:
        let_count_as(session, each, CountsAs.AREA_EFFORT, at=REPORTED_AT, by=SYSTEM)
    return workshops


def register_children(session: Session, party: Event) -> list[str]:
    """Register children in tens; the first to register leave again, the last are staff's passes."""
    child = ParticipantRequest(name="Barn", category=Category.CHILD, birth_year=1999)
    wanted = (ISSUED + STAFF) * [child]
    codes: list[str] = []
    for start in range(0, len(wanted), 10):
        made = make_registration(
            session, party, participants=wanted[start : start + 10], at=INVITED_AT
        )
        codes += [each.code for each in codes_of(session, made)]
    people = session.scalars(
        select(Participant).filter_by(event_id=party.id).order_by(Participant.id).limit(LEFT)
    )
    for person in people.all():
        deregister(session, person, at=INVITED_AT + HOUR, by=SYSTEM)
    passes = select(Ticket).filter_by(event_id=party.id).order_by(Ticket.id).offset(ISSUED)
    for ticket in session.scalars(passes).all():
        set_flag(session, ticket, FLAG_STAFF, is_set=True, at=INVITED_AT, by=SYSTEM)
    return codes


def begin_practice(session: Session, party: Event) -> str:
    """Let volunteers practise; give the code of a practice ticket that is valid."""
    begin_rehearsal(session, party, at=INVITED_AT, by=SYSTEM)
    made = list_practice(session, party)
    return next(each.codes.code for each in made if each.kind is PracticeKind.VALID)


def gate_rows(base: Codes, crowd: Crowd = CROWD) -> list[Row]:
    """List all that the phones saw; their ids are the same each time."""
    ids, seqs = (f"{number}" for number in count(1)), count(1)

    def named(gate: str, row: Any, why: str) -> Row:
        marks = {"row_id": str(uuid5(NAMESPACE_OID, next(ids))), "seq": next(seqs)}
        return Row(gate, replace(row, **marks), why)

    return [
        *scans_of(base, crowd, named),
        *tallies_of(base, crowd, named),
        *heads_of(crowd, named),
    ]


def scans_of(base: Codes, crowd: Crowd, named: Any) -> Iterator[Row]:
    """List the scans: those admitted, then all that must not be counted."""
    coming = iter(base.codes)
    admitted: list[tuple[str, str, datetime]] = []
    for gate, number in crowd.admitted.items():
        for place in range(number):
            code, at = next(coming), PARTY_AT + place * 10 * SECOND
            admitted.append((code, gate, at))
            yield named(gate, make_scan(code, at, gate=gate), "admitted")
    other = {"Nord": "Syd", "Syd": "Nord"}
    for place, (code, gate, at) in enumerate(admitted[: crowd.at_other + crowd.at_same]):
        again = other[gate] if place < crowd.at_other else gate
        later = at + (5 * SECOND if place < crowd.at_other else SECOND)
        yield named(again, make_scan(code, later, gate=again), "duplicate")
    for code, gate, at in admitted[-crowd.again :]:
        out = make_scan(code, at + HOUR, gate=gate, direction=Direction.OUT)
        yield named(gate, out, "exit")
        yield named(gate, make_scan(code, at + 80 * MINUTE, gate=gate), "re-entry")
    for why, codes in (
        ("staff", base.staff),
        ("practice", [base.practice] * crowd.practice),
        ("deregistered", base.left[: crowd.refused]),
        ("other event", base.foreign),
    ):
        for place, code in enumerate(codes):
            yield named("Nord", make_scan(code, PARTY_AT + place * MINUTE), why)


def tallies_of(base: Codes, crowd: Crowd, named: Any) -> Iterator[Row]:
    """List who was counted without a ticket, who was not after all, and the adults beside them."""
    for gate, number in crowd.walk_ins.items():
        for place in range(number):
            yield named(gate, make_tally(PARTY_AT + place * MINUTE, gate=gate), "walk-in")
    for place in range(crowd.undone):
        tapped = named("Nord", make_tally(PARTY_AT + place * MINUTE), "undone")
        yield tapped
        undo = make_tally(PARTY_AT + place * MINUTE + SECOND, undoes=tapped.row.row_id)
        yield named("Nord", undo, "undo")
    for place in range(crowd.adults):
        at = PARTY_AT + place * 20 * SECOND
        yield named("Syd", make_tally(at, gate="Syd", category=Category.ADULT), "adult")
    for place in range(crowd.practised):
        scan = named("Nord", make_scan(base.practice, PARTY_AT + place * HOUR), "practised")
        yield scan
        tapped = make_tally(PARTY_AT + place * HOUR + SECOND, linked_scan_id=scan.row.row_id)
        yield named("Nord", tapped, "let in for practice")


def heads_of(crowd: Crowd, named: Any) -> Iterator[Row]:
    """List the head counts of the open day: one mistyped and put right, one counted to control."""
    for post, numbers in crowd.heads.items():
        for slot, number in enumerate(numbers):
            at = PARTY_AT + slot * HOUR
            counted = named(post, make_head_count(at, post=post, n=number), "heads")
            if (post, slot) != ("B", 1):
                yield counted
                continue
            typo = named(post, make_head_count(at, post=post, n=TYPO), "typo")
            yield typo
            right = make_head_count(
                at, post=post, n=number, supersedes=typo.row.row_id, reason="Tastefejl"
            )
            yield named(post, right, "heads")
    control = make_head_count(PARTY_AT, post="A", n=CONTROL, role=HeadCountRole.CONTROL)
    yield named("A", control, "control")


RECORDERS: dict[str, Any] = {
    "ScanRow": record_scans,
    "TallyRow": record_tallies,
    "HeadCountRow": record_head_counts,
}


def send(
    session: Session, base: Base, rows: Iterable[Row], *, at_once: int = 500, times: int = 1
) -> None:
    """Hand in what the phones saw, in this order, so many rows at once, so often."""
    for _ in range(times):
        turns = groupby(rows, key=lambda each: (each.gate, type(each.row).__name__))
        for (gate, kind), some in turns:
            queue = [each.row for each in some]
            for start in range(0, len(queue), at_once):
                batch = batch_of(*queue[start : start + at_once], sent_at=SENT_AT)
                RECORDERS[kind](session, base.phones[gate].token, batch, at=SENT_AT)


def shuffled(rows: Sequence[Row], seed: int, again: int = 112) -> list[Row]:
    """Lay rows in a random order, those of a phone and kind in sevens; some come once more."""
    chance = random.Random(seed)
    mixed = chance.sample(rows, len(rows)) + chance.sample(rows, again)
    queues: dict[tuple[str, str], list[Row]] = {}
    for each in mixed:
        queues.setdefault((each.gate, type(each.row).__name__), []).append(each)
    batches = [
        queue[start : start + AT_ONCE]
        for queue in queues.values()
        for start in range(0, len(queue), AT_ONCE)
    ]
    chance.shuffle(batches)
    return [each for batch in batches for each in batch]


def make_casework(session: Session) -> None:
    """Write advice, requisitions, plans and publications down, with all that must not count."""
    days = {month: cycle(range(1, 29)) for month in range(1, 13)}

    def spread(numbers: Sequence[int]) -> Iterator[date]:
        for month, number in enumerate(numbers, start=1):
            yield from (date(2009, month, next(days[month])) for _ in range(number))

    advice = [
        add_advice(session, day, public_id=f"advice-{place}")
        for place, day in enumerate(spread(ADVICE))
    ]
    requisitions = [
        add_requisition(session, day, public_id=f"requisition-{place}")
        for place, day in enumerate(spread(REQUISITIONS))
    ]
    make_noise(session, advice, requisitions)
    for year, numbers in EARLIER.items():
        for code, number in zip(("F07", "F08"), numbers, strict=True):
            request = FigureRequest(
                year=year, event_name=code, counts="opgaver", figure=number, source="Opfundet"
            )
            add_figure(session, request, at=REPORTED_AT, by=SYSTEM)
    make_plans(session)
    for place in range(5):
        add_publication(session, date(2009, 2 + place, 1), public_id=f"title-{place}")
    draft = {"state": PublicationState.DRAFT, "public_id": "draft"}
    add_publication(session, date(2009, 5, 5), **draft)
    first = add_publication(session, date(2008, 5, 5), public_id="old")
    add_publication(session, date(2009, 6, 6), public_id="reprint", edition_of_id=first.id)
    add_publication(session, date(2010, 1, 1), public_id="next year")


def make_noise(
    session: Session, advice: Sequence[AdhocTask], requisitions: Sequence[AdhocTask]
) -> None:
    """Write down what is of another year, cancelled, logged twice, or became something else."""
    for add, tasks in ((add_advice, advice), (add_requisition, requisitions)):
        name, kept = tasks[0].kind.value, tasks[0]
        for place in range(2):
            add(session, date(2010, 1, 1 + place), public_id=f"{name}-2010-{place}")
            add(
                session,
                date(2009, 3, 3),
                public_id=f"{name}-twice-{place}",
                duplicate_of_id=kept.id,
            )
        for place in range(3):
            cancelled = {"status": TaskStatus.CANCELLED, "public_id": f"{name}-cancelled-{place}"}
            add(session, date(2009, 4, 4), **cancelled)
    converted = {"converted_to_id": requisitions[0].id, "public_id": "converted"}
    add_advice(session, date(2009, 1, 20), **converted)


def make_plans(session: Session) -> None:
    """Write down 11 activities in 8 plans and 5 in 3 regenerations; one plan had ended before."""
    for kind, plans, activities in (
        (PlanKind.COMPREHENSIVE_PLAN, 8, 11),
        (PlanKind.URBAN_REGENERATION, 3, 5),
    ):
        made = [add_plan(session, kind, public_id=f"{kind}-{each}") for each in range(plans)]
        for place in range(activities):
            done = add_activity(session, made[place % plans], date(2009, 1 + place, 2))
            done.public_id = f"{kind}-activity-{place}"
    ended = add_plan(session, public_id="ended", ended_on=date(2008, 12, 31))
    add_activity(session, ended, date(2009, 1, 2)).public_id = "too late"
    session.flush()


def make_programme(session: Session) -> None:
    """Write down the programme of 2010, what others found, and what was delivered."""
    for code, halves in (("1.a", 3), ("1.b", 2), ("2", 2), ("3", 3)):
        values = {"programme_year": 2010, "code": code, "half_years": halves}
        add_fact(session, StaffAllocation, title=f"Område {code}", public_id=code, **values)
    add_fact(session, ConsultantCount, year=2010, consultants=5)
    add_fact(
        session,
        ExternalIndicator,
        public_id="barometer",
        title="Integrationsbarometer: indflydelse",
        source="Integrationsbarometer",
        year=2009,
        period="forår 2009",
        value=Decimal(4),
        unit="point",
    )
    for kind in DeliverableKind:
        values = {"status": DeliverableStatus.DELIVERED, "year": 2009, "public_id": kind.value}
        add_fact(session, Deliverable, kind=kind, title=kind.value, **values)
    dropped = {"status": DeliverableStatus.DROPPED, "year": 2009, "public_id": "dropped"}
    add_fact(session, Deliverable, kind=DeliverableKind.STUDY, title="Droppet", **dropped)
