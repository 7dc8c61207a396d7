"""What each row of a list comes to, decided on plain values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eventsys.core.errors import DomainError
from eventsys.core.folding import fold
from eventsys.core.text import CPR_MASK, read_count
from eventsys.events.rules import AgeRule
from eventsys.exchange.people.columns import Column, columns_of, names_somebody
from eventsys.exchange.tables.cells import UNREADABLE
from eventsys.exchange.tables.rules import ReadTable, Reason, Row, UnreadableTable
from eventsys.registration.groups.rules import person_key
from eventsys.registration.rules import LONGEST_NAME, Category

FORMULA_STARTS = ("=", "+", "@", "\uff1d", "\uff0b", "\uff20")
FIRST_YEAR, LAST_YEAR = 1900, 2100
YEAR_IN_DAY = re.compile(r"(?:\d{1,2}[-./ ]){2}(\d{4})|(\d{4})-\d\d-\d\d.*")
CATEGORIES = {
    Category.CHILD: ("barn", "b", "child", "elev", "pupil", "çocuk", "طفل", "بچہ", "ilmo"),
    Category.ADULT: (
        *("voksen", "v", "adult", "lærer", "teacher", "leder", "yetişkin", "بالغ", "qof weyn"),
    ),
}
CATEGORY_OF = {fold(word): category for category, each in CATEGORIES.items() for word in each}


class Fault(StrEnum):
    """What is wrong with a row."""

    NO_NAME = "no-name"
    LONG_NAME = "long-name"
    FORMULA = "formula"
    UNREADABLE = "unreadable"
    TWICE = "twice"
    CATEGORY = "category"
    YEAR = "year"
    OUTSIDE_AGE = "outside-age"


@dataclass(eq=False)
class NamesMissing(DomainError):
    """No column of the list holds names; these are its headings."""

    headings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Listed:
    """The cells of a row that are read, as they stand in the file."""

    number: int
    name: str
    category: str = ""
    birth_year: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleList:
    """The rows that are read, and the headings of the columns that are passed over."""

    rows: Sequence[Listed]
    ignored: Sequence[str] = ()
    is_guessed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RowFault:
    """What is wrong in which column; `other` is the row that says the same."""

    column: Column
    fault: Fault
    other: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A row as it is understood; with a fault it is left out."""

    number: int
    name: str
    category: Category
    birth_year: int | None
    fault: RowFault | None
    is_masked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What an event wants to know of each person: the rest of a list is not looked at."""

    category: bool
    usual: Category
    age_rule: AgeRule | None = None
    may_come_along: bool = False


def read_people(table: ReadTable) -> PeopleList:
    """Find the people in a table; raise `NamesMissing` where no column holds names.

    A file of one column needs no heading. Raise `UnreadableTable` for headings alone.
    """
    head, *rest = table.rows
    columns = columns_of(head.cells)
    if not names_somebody(columns):
        if max(len(row.cells) for row in table.rows) > 1:
            raise NamesMissing([cell for cell in head.cells if cell])
        columns, rest = {0: Column.NAME}, list(table.rows)
    if not rest:
        raise UnreadableTable(Reason.EMPTY)
    return PeopleList(
        rows=[listed(row, columns) for row in rest],
        ignored=[cell for place, cell in enumerate(head.cells) if cell and place not in columns],
        is_guessed=table.is_guessed,
    )


def listed(row: Row, columns: Mapping[int, Column]) -> Listed:
    """Take out of a row what is read."""
    cells = {columns[place]: cell for place, cell in enumerate(row.cells) if place in columns}
    parts = (cells.get(each, "") for each in (Column.FIRST_NAME, Column.LAST_NAME))
    return Listed(
        number=row.number,
        name=cells.get(Column.NAME) or " ".join(filter(None, parts)),
        category=cells.get(Column.CATEGORY, ""),
        birth_year=cells.get(Column.BIRTH_YEAR, ""),
    )


def judge_all(rows: Sequence[Listed], wanted: Wanted) -> list[Judged]:
    """Judge each row, and whether an earlier one says the same."""
    first: dict[tuple[str, str], int] = {}
    judged = []
    for row in rows:
        twin = first.setdefault((person_key(row.name), row.birth_year), row.number)
        judged.append(judge(row, wanted, twin))
    return judged


def judge(row: Listed, wanted: Wanted, twin: int) -> Judged:
    """Judge one row; `twin` is the first that names this person."""
    name = " ".join(row.name.replace(CPR_MASK, " ").split())
    category = CATEGORY_OF.get(fold(row.category.strip(" ."))) if row.category else wanted.usual
    year = read_year(row.birth_year) if wanted.age_rule else None
    faults = [
        *faults_of_name(name, row, twin),
        *([] if category or not wanted.category else [faulty(Column.CATEGORY, Fault.CATEGORY)]),
        *faults_of_year(row, year, wanted, is_adult=category is Category.ADULT),
    ]
    return Judged(
        number=row.number,
        name=name,
        category=category if category and wanted.category else wanted.usual,
        birth_year=year,
        fault=next(iter(faults), None),
        is_masked=CPR_MASK in f"{row.name} {row.birth_year} {row.category}",
    )


def faulty(column: Column, fault: Fault, other: int = 0) -> RowFault:
    """Say what is wrong in which column."""
    return RowFault(column=column, fault=fault, other=other)


def faults_of_name(name: str, row: Listed, twin: int) -> Iterator[RowFault]:
    """Ask for a name that can be kept, once."""
    if not name:
        yield faulty(Column.NAME, Fault.NO_NAME)
    if len(name) > LONGEST_NAME:
        yield faulty(Column.NAME, Fault.LONG_NAME)
    if name.startswith(FORMULA_STARTS):
        yield faulty(Column.NAME, Fault.FORMULA)
    if UNREADABLE in name:
        yield faulty(Column.NAME, Fault.UNREADABLE)
    if twin != row.number:
        yield faulty(Column.NAME, Fault.TWICE, twin)


def faults_of_year(
    row: Listed, year: int | None, wanted: Wanted, *, is_adult: bool
) -> Iterator[RowFault]:
    """Ask for a year that the event is for, where one stands there; grown-ups may come along."""
    rule = wanted.age_rule
    if rule is None or not row.birth_year or (is_adult and wanted.may_come_along):
        return
    if year is None:
        yield faulty(Column.BIRTH_YEAR, Fault.YEAR)
    elif not rule.holds(year):
        yield faulty(Column.BIRTH_YEAR, Fault.OUTSIDE_AGE)


def read_year(text: str) -> int | None:
    """Read a year, also out of a day; only the year is kept."""
    found = YEAR_IN_DAY.fullmatch(text)
    year = read_count((found[1] or found[2]) if found else text)
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None
