"""What the rows of a list of who came come to, decided on plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.core.folding import fold
from eventsys.core.text import read_count
from eventsys.exchange.imports.people.columns import KNOWN_HEADINGS, PersonColumn
from eventsys.exchange.imports.rules import KNOWN, Outcome
from eventsys.registration.groups.rules import person_key


class AttendedColumn(StrEnum):
    """What is read of who came."""

    NAME = "name"
    REFERENCE = "reference"
    DATE = "date"
    STATUS = "status"


SHARED = {PersonColumn.NAME, PersonColumn.REFERENCE, PersonColumn.DATE}
HEADINGS = (
    *("mødt", "mødte", "kom", "fremmøde", "til stede", "var der", "came", "attended", "was there"),
    *("present", "الحضور", "geldi", "آمد", "yimid"),
)
ATTENDED_HEADINGS = {
    heading: column for heading, column in KNOWN_HEADINGS.items() if column in SHARED
} | {fold(heading): AttendedColumn.STATUS.value for heading in HEADINGS}
TICKS = {
    AttendanceStatus.CAME: (
        *("x", "✓", "✔", "v", "1", "ja", "yes", "mødt", "kom", "var der", "til stede"),
        *("was there", "came", "present", "kom ind", "نعم", "evet", "ہاں", "haa"),
    ),
    AttendanceStatus.STAYED_AWAY: (
        *("nej", "no", "0", "-", "udeblev", "var der ikke", "was not there", "absent", "لا"),
        *("hayır", "نہیں", "maya"),
    ),
    AttendanceStatus.APOLOGISED: (
        *("afbud", "har meldt afbud", "sent apologies", "apologised", "اعتذر مسبقًا"),
        *("gelemeyeceğini bildirdi", "معذرت بھیجی", "cudurdaar ayuu soo diray"),
    ),
}
SIGNS = {"✓": AttendanceStatus.CAME, "✔": AttendanceStatus.CAME, "-": AttendanceStatus.STAYED_AWAY}
STATUS_OF = {
    fold(word): status for status, words in TICKS.items() for word in words if word not in SIGNS
}


class Fault(StrEnum):
    """What is wrong with a row; one that is `KNOWN` or blank says nothing new."""

    NOBODY = "nobody"
    SEVERAL = "several"
    DATE = "date"
    NOT_BEGUN = "not-begun"
    STATUS = "status"
    TWICE = "twice"
    KNOWN = KNOWN


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """Somebody who has a place; `occasion_id` is None where that is at every date."""

    id: int
    name: str
    reference: str
    occasion_id: int | None


@dataclass(frozen=True, kw_only=True)
class AttendedFacts:
    """The dates of an event by number, those that have begun, who is expected and what is said."""

    dates: Mapping[int, int] = field(default_factory=dict)
    begun: frozenset[int] = frozenset()
    people: Mapping[str, Sequence[Expected]] = field(default_factory=dict)
    said: Mapping[tuple[int, int], AttendanceStatus] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedAttendance:
    """A row as it is understood; ids are 0 where nobody, or no date, could be told."""

    outcome: Outcome
    name: str
    date: int
    status: AttendanceStatus
    participant_id: int = 0
    occasion_id: int = 0

    @property
    def cell(self) -> tuple[int, int]:
        """Tell of whom and of which date it says something."""
        return self.participant_id, self.occasion_id


def judge_attended(
    rows: Sequence[tuple[int, Sequence[str]]], columns: Sequence[str], facts: AttendedFacts
) -> list[ListedAttendance]:
    """Judge each row, and whether an earlier one is of the same person and date."""
    first: dict[tuple[int, int], int] = {}
    judged = []
    for number, cells in rows:
        told = {AttendedColumn(key): cell for key, cell in zip(columns, cells, strict=False) if key}
        row = understand(number, told, facts)
        twin = first.setdefault(row.cell, number) if row.participant_id else number
        found = next(faults_of(row, told, facts, twin), None)
        judged.append(row if found is None else with_fault(row, *found, twin))
    return judged


def understand(
    number: int, told: Mapping[AttendedColumn, str], facts: AttendedFacts
) -> ListedAttendance:
    """Read a row as far as it can be read; an only date need not be told."""
    name = " ".join(told.get(AttendedColumn.NAME, "").split())
    only = next(iter(facts.dates)) if len(facts.dates) == 1 else None
    date = read_count(told.get(AttendedColumn.DATE, "")) or only or 0
    occasion_id = facts.dates.get(date, 0)
    meant = candidates(name, told.get(AttendedColumn.REFERENCE, ""), occasion_id, facts)
    return ListedAttendance(
        outcome=Outcome(number=number, cells=[*told.values()]),
        name=name,
        date=date,
        status=read_tick(told.get(AttendedColumn.STATUS, "x")) or AttendanceStatus.UNKNOWN,
        participant_id=meant[0].id if len(meant) == 1 else 0,
        occasion_id=occasion_id,
    )


def candidates(
    name: str, reference: str, occasion_id: int, facts: AttendedFacts
) -> Sequence[Expected]:
    """List who may be meant by a name, and by a reference where there is one."""
    code = fold(reference)
    return [
        each
        for each in facts.people.get(person_key(name), ())
        if each.occasion_id in {None, occasion_id} and code in {"", fold(each.reference)}
    ]


def read_tick(text: str) -> AttendanceStatus | None:
    """Read what stands behind a name; None where it cannot be read or nothing stands there."""
    return SIGNS.get(text.strip()) or STATUS_OF.get(fold(text.strip(" .")))


def faults_of(
    row: ListedAttendance,
    told: Mapping[AttendedColumn, str],
    facts: AttendedFacts,
    twin: int,
) -> Iterator[tuple[Fault, AttendedColumn]]:
    """Ask that one person, a date that has begun and a tick can be told."""
    tick = told.get(AttendedColumn.STATUS, "x").strip()
    if not tick:
        yield Fault.KNOWN, AttendedColumn.STATUS
    if not row.occasion_id:
        yield Fault.DATE, AttendedColumn.DATE
    if not row.participant_id:
        reference = told.get(AttendedColumn.REFERENCE, "")
        is_anybody = candidates(row.name, reference, row.occasion_id, facts)
        yield Fault.SEVERAL if is_anybody else Fault.NOBODY, AttendedColumn.NAME
    if row.status is AttendanceStatus.UNKNOWN:
        yield Fault.STATUS, AttendedColumn.STATUS
    if row.status is AttendanceStatus.CAME and row.occasion_id not in facts.begun:
        yield Fault.NOT_BEGUN, AttendedColumn.DATE
    if twin != row.outcome.number:
        yield Fault.TWICE, AttendedColumn.NAME
    if facts.said.get(row.cell) is row.status:
        yield Fault.KNOWN, AttendedColumn.NAME


def with_fault(
    row: ListedAttendance, fault: Fault, column: AttendedColumn, twin: int
) -> ListedAttendance:
    """Say what is wrong with a row."""
    other = twin if fault is Fault.TWICE else 0
    outcome = replace(row.outcome, fault=fault.value, column=column.value, other=other)
    return replace(row, outcome=outcome)
