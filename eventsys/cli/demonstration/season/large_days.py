"""The birthday party and the open day of 2009: what phones saw, and what must not count."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from eventsys.cli.demonstration.season.facts import (
    HOUR,
    MINUTE,
    NORTH,
    SECOND,
    YEAR,
    FactLine,
    event_facts,
    fact,
    occasion_of,
    uuid_of,
)
from eventsys.registration.rules import FLAG_STAFF

PARTY, OPEN_DAY = f"foedselsdagsfest-{YEAR}", f"international-dag-{YEAR}"
BEGINS = datetime(YEAR, 9, 12, 11, tzinfo=UTC)
REGISTERED_AT = BEGINS - timedelta(days=30)
CHILDREN, LEFT, STAFF, TOGETHER = 779, 38, 24, 10
ADMITTED = {"Nord": 372, "Syd": 301}
WALK_INS = {"Nord": 26, "Syd": 15}
OTHER = {"Nord": "Syd", "Syd": "Nord"}
AT_OTHER, AT_BOTH, OUT_AND_IN, REFUSED, UNKNOWN, PRACTISED = 12, 19, 57, 6, 3, 9
TAKEN_BACK, ADULTS = 4, 388
HEADS = {
    "A": (610, 1240, 890),
    "B": (720, 1310, 940),
    "C": (480, 1015, 765),
    "D": (430, 870, 690),
}
MISTYPED, MISTYPED_AS, CONTROL = ("B", 1), 13100, 598


@dataclass
class Phones:
    """The phones of an event: each numbers what it sends."""

    event: str
    numbers: dict[str, Iterator[int]] = field(default_factory=dict)

    def sends(self, tag: str, phone: str, at: datetime, **values: object) -> FactLine:
        """Write what a phone sends; its number is part of the id."""
        seq = next(self.numbers.setdefault(phone, count(1)))
        return fact(
            tag,
            uuid_of(f"{self.event} {phone} {seq}"),
            device=device_of(self.event, phone),
            event=self.event,
            occasion=occasion_of(self.event),
            seq=seq,
            device_at=at,
            effective_at=at,
            received_at=at + 2 * SECOND,
            **values,
        )

    def scan(
        self, gate: str, at: datetime, ticket: str | None, direction: str = "in", **values: object
    ) -> FactLine:
        """Write a scan."""
        told = {"code_kind": "code", "gate": gate, "direction": direction, **values}
        return self.sends("scan", gate, at, ticket=ticket, **told)


def device_of(event: str, phone: str) -> str:
    """Name a phone; the name is short, for it is one of an installation."""
    return f"{YEAR}-{'p' if event == PARTY else 'd'}-{phone}"


def ticket_of(number: int) -> str:
    """Name a ticket of the party."""
    return f"{PARTY} {number}"


def party_facts() -> Iterator[FactLine]:
    """Write the party, its tickets, and what the phones at its gates saw."""
    taken = {"capacity": 800, "taken": CHILDREN - LEFT + STAFF}
    yield from event_facts(
        PARTY,
        f"Fødselsdagsfest for alle 10-årige ({YEAR}, opdigtet)",
        BEGINS,
        4,
        NORTH,
        audience="children",
        birth_year_from=YEAR - 10,
        birth_year_to=YEAR - 10,
        gates=[*ADMITTED],
        places=taken,
        counts_as="children",
    )
    yield from phones_of(PARTY, "scan", ADMITTED)
    yield from ticket_facts()
    phones = Phones(PARTY)
    yield from scan_facts(phones)
    yield from tally_facts(phones)


def phones_of(event: str, role: str, names: Mapping[str, object]) -> Iterator[FactLine]:
    """Write the phones of an event."""
    for each in names:
        paired = {"paired_at": BEGINS - HOUR, "gate": each if role == "scan" else None}
        yield fact("device", device_of(event, each), event=event, role=role, label=each, **paired)


def ticket_facts() -> Iterator[FactLine]:
    """Write who registered, in tens; the first have left again, the last are of the staff."""
    for number in range(CHILDREN + STAFF):
        group = f"{PARTY} group {number // TOGETHER}"
        if number % TOGETHER == 0:
            source = {"language": "da", "source": "demonstration", "created_at": REGISTERED_AT}
            yield fact("registration", group, event=PARTY, **source)
        has_left, is_staff = number < LEFT, number >= CHILDREN
        yield fact(
            "ticket",
            ticket_of(number),
            registration=group,
            event=PARTY,
            position=number % TOGETHER + 1,
            category="staff" if is_staff else "child",
            status="deregistered" if has_left else "confirmed",
            deregistered_at=REGISTERED_AT + HOUR if has_left else None,
            ticket="valid",
            flags=FLAG_STAFF if is_staff else 0,
        )


def scan_facts(phones: Phones) -> Iterator[FactLine]:
    """Write the scans: those admitted, then all that must not count."""
    coming = count(LEFT)
    came = [
        (next(coming), gate, BEGINS + place * 10 * SECOND)
        for gate, number in ADMITTED.items()
        for place in range(number)
    ]
    for number, gate, at in came:
        yield phones.scan(gate, at, ticket_of(number), shown="admitted")
    for place, (number, gate, at) in enumerate(came[:AT_BOTH]):
        again, later = (OTHER[gate], 5 * SECOND) if place < AT_OTHER else (gate, SECOND)
        yield phones.scan(again, at + later, ticket_of(number))
    for number, gate, at in came[-OUT_AND_IN:]:
        yield phones.scan(gate, at + HOUR, ticket_of(number), "out")
        yield phones.scan(gate, at + 80 * MINUTE, ticket_of(number))
    yield from others(phones)


def others(phones: Phones) -> Iterator[FactLine]:
    """Write the scans of staff, of who had left, of codes from elsewhere, and of practice."""
    refused = [*range(CHILDREN, CHILDREN + STAFF), *range(REFUSED)]
    for place, number in enumerate(refused):
        yield phones.scan("Nord", BEGINS + place * MINUTE, ticket_of(number))
    for place in range(UNKNOWN):
        yield phones.scan("Nord", BEGINS + place * MINUTE, None)
    for place in range(PRACTISED):
        yield phones.scan("Nord", BEGINS - HOUR + place * MINUTE, None, is_practice=True)


def tally_facts(phones: Phones) -> Iterator[FactLine]:
    """Write who was counted without a ticket, who was not after all, and the adults beside them."""
    for gate, number in WALK_INS.items():
        for place in range(number):
            at = BEGINS + place * MINUTE
            yield phones.sends("tally", gate, at, category="child", gate=gate)
    for place in range(TAKEN_BACK):
        at = BEGINS + place * MINUTE
        tapped = phones.sends("tally", "Nord", at, category="child", gate="Nord")
        yield tapped
        undo = {"category": "child", "gate": "Nord", "undoes": tapped["id"]}
        yield phones.sends("tally", "Nord", at + SECOND, **undo)
    for place in range(ADULTS):
        at = BEGINS + place * 20 * SECOND
        yield phones.sends("tally", "Syd", at, category="adult", gate="Syd")


def open_day_facts() -> Iterator[FactLine]:
    """Write the open day with its head counts: one mistyped and put right, one to control."""
    title = f"International Dag ({YEAR}, opdigtet)"
    told = {"takes_registrations": False, "counts_as": "visitors"}
    yield from event_facts(OPEN_DAY, title, BEGINS + timedelta(days=1), 6, NORTH, **told)
    yield from phones_of(OPEN_DAY, "count", HEADS)
    phones = Phones(OPEN_DAY)
    for post, numbers in HEADS.items():
        yield from counted(phones, post, numbers)
    yield head_count(phones, "A", 0, CONTROL, role="control")


def counted(phones: Phones, post: str, numbers: Sequence[int]) -> Iterator[FactLine]:
    """Write the head counts of a post."""
    for slot, number in enumerate(numbers):
        is_mistyped = (post, slot) == MISTYPED
        typo = head_count(phones, post, slot, MISTYPED_AS) if is_mistyped else None
        if typo is not None:
            yield typo
        yield head_count(phones, post, slot, number, supersedes=typo["id"] if typo else None)


def head_count(phones: Phones, post: str, slot: int, n: int, **values: object) -> FactLine:
    """Write one head count."""
    at = BEGINS + timedelta(days=1) + slot * HOUR
    told = {"post": post, "slot_start": at, "slot_end": at + 15 * MINUTE, "kind": "in", "n": n}
    return phones.sends("head-count", post, at + 15 * MINUTE, **told, **{"role": "sum", **values})
