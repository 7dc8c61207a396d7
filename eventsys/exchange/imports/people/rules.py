"""What the rows of a list of registrations come to, decided on plain values."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from eventsys.core.folding import fold
from eventsys.core.text import CPR_MASK, Language, read_count
from eventsys.events.rules import AgeRule
from eventsys.exchange.imports.people.columns import (
    HAS_LEFT,
    KNOWN_CATEGORIES,
    KNOWN_LANGUAGES,
    PersonColumn,
)
from eventsys.exchange.imports.rules import KNOWN, Outcome
from eventsys.exchange.people.rules import read_year
from eventsys.exchange.tables.cells import UNREADABLE
from eventsys.registration.groups.rules import person_key
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import (
    LONGEST_NAME,
    MOST_PARTICIPANTS,
    Category,
    Channel,
    Contact,
    ParticipantRequest,
    Source,
    read_email,
    read_phone,
)


class Fault(StrEnum):
    """What is wrong with a row; one that is `KNOWN` is registered already and stays as it is.

    Somebody who has left by the list itself is known to have, and stays out.
    """

    NO_NAME = "no-name"
    LONG_NAME = "long-name"
    UNREADABLE = "unreadable"
    TWICE = "twice"
    KNOWN = KNOWN
    CATEGORY = "category"
    YEAR = "year"
    OUTSIDE_AGE = "outside-age"
    EMAIL = "email"
    PHONE = "phone"
    LANGUAGE = "language"
    DATE = "date"


@dataclass(frozen=True, kw_only=True)
class EventFacts:
    """What an event wants of its people: `dates` are the numbers to choose among, if any.

    `known` are those who are registered already, by name and year, with the addresses by which
    each can be reached; empty for one who cannot.
    """

    age_rule: AgeRule | None = None
    dates: frozenset[int] = frozenset()
    known: Mapping[tuple[str, int | None], frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedPerson:
    """A row as it is understood; what could not be read is left at what is usual."""

    outcome: Outcome
    name: str
    category: Category
    birth_year: int | None
    contact: Contact
    language: Language
    group: str
    date: int | None
    reference: str


def judge_people(
    rows: Sequence[tuple[int, Sequence[str]]], columns: Sequence[str], facts: EventFacts
) -> list[ListedPerson]:
    """Judge each row, and whether an earlier one or somebody registered is the same person."""
    first: dict[tuple[object, ...], int] = {}
    judged = []
    for number, cells in rows:
        told = {PersonColumn(key): cell for key, cell in zip(columns, cells, strict=False) if key}
        person = understand(number, told, facts)
        judged.append(with_faults(person, told, facts, first))
    return judged


def understand(number: int, told: Mapping[PersonColumn, str], facts: EventFacts) -> ListedPerson:
    """Read a row as far as it can be read."""

    def cell(column: PersonColumn) -> str:
        return " ".join(told.get(column, "").replace(CPR_MASK, " ").split())

    parts = (cell(each) for each in (PersonColumn.FIRST_NAME, PersonColumn.LAST_NAME))
    name = cell(PersonColumn.NAME) or " ".join(filter(None, parts))
    email, phone = read_email(cell(PersonColumn.EMAIL)), read_phone(cell(PersonColumn.PHONE))
    channel = Channel.EMAIL if email else Channel.PHONE if phone else Channel.NONE
    usual = Category.CHILD if facts.age_rule else Category.ADULT
    return ListedPerson(
        outcome=Outcome(number=number, cells=[*told.values()]),
        name=name,
        category=KNOWN_CATEGORIES.get(fold(cell(PersonColumn.CATEGORY).strip(" .")), usual),
        birth_year=read_year(told.get(PersonColumn.BIRTH_YEAR, "")),
        contact=Contact(
            name=cell(PersonColumn.CONTACT) or name, channel=channel, email=email, phone=phone
        ),
        language=KNOWN_LANGUAGES.get(fold(cell(PersonColumn.LANGUAGE)), Language.DANISH),
        group=cell(PersonColumn.GROUP),
        date=read_count(cell(PersonColumn.DATE)),
        reference=cell(PersonColumn.REFERENCE),
    )


def with_faults(
    person: ListedPerson,
    told: Mapping[PersonColumn, str],
    facts: EventFacts,
    first: dict[tuple[object, ...], int],
) -> ListedPerson:
    """Say the first thing that is wrong with a row; `first` remembers who was named where."""
    number = person.outcome.number
    if fold(told.get(PersonColumn.STANDING, "")) in HAS_LEFT:
        left = Outcome(
            number=number,
            cells=person.outcome.cells,
            fault=Fault.KNOWN.value,
            column=PersonColumn.STANDING.value,
        )
        return replace(person, outcome=left)
    who = (person_key(person.name), person.birth_year, person.contact.email, person.contact.phone)
    key = (*who, person.date, person.reference)
    twin = first.setdefault(key, number) if person.name else number
    found = [*faults_of_name(person, facts, twin), *faults_of_cells(person, told, facts)]
    if not found:
        return person
    fault, column = found[0]
    outcome = Outcome(
        number=number,
        cells=person.outcome.cells,
        fault=fault.value,
        column=column.value,
        other=twin if fault is Fault.TWICE else 0,
    )
    return replace(person, outcome=outcome)


def faults_of_name(
    person: ListedPerson, facts: EventFacts, twin: int
) -> Iterator[tuple[Fault, PersonColumn]]:
    """Ask for a name that can be kept, of somebody who is not there yet."""
    name = person.name
    if not name and not person.contact.name:
        yield Fault.NO_NAME, PersonColumn.NAME
    if len(name) > LONGEST_NAME:
        yield Fault.LONG_NAME, PersonColumn.NAME
    if len(person.contact.name) > LONGEST_NAME:
        yield Fault.LONG_NAME, PersonColumn.CONTACT
    if UNREADABLE in f"{name}{person.contact.name}{person.group}":
        yield Fault.UNREADABLE, PersonColumn.NAME
    if twin != person.outcome.number:
        yield Fault.TWICE, PersonColumn.NAME
    if name and is_known(person, facts):
        yield Fault.KNOWN, PersonColumn.NAME


def is_known(person: ListedPerson, facts: EventFacts) -> bool:
    """Tell whether somebody of this name, and of no other address, is registered."""
    key, own = person_key(person.name), {person.contact.email or person.contact.phone or "", ""}
    years = {person.birth_year if facts.age_rule else None, None}
    known = [facts.known[key, year] for year in years if (key, year) in facts.known]
    return any(own == {""} or own & addresses for addresses in known)


def faults_of_cells(
    person: ListedPerson, told: Mapping[PersonColumn, str], facts: EventFacts
) -> Iterator[tuple[Fault, PersonColumn]]:
    """Ask that what stands in the other columns can be read, and fits the event."""
    contact = person.contact
    categories = KNOWN_CATEGORIES.keys()
    checks: tuple[tuple[Fault, PersonColumn, Callable[[str], bool]], ...] = (
        (Fault.CATEGORY, PersonColumn.CATEGORY, lambda text: fold(text.strip(" .")) in categories),
        (Fault.EMAIL, PersonColumn.EMAIL, lambda _text: contact.email is not None),
        (Fault.PHONE, PersonColumn.PHONE, lambda _text: contact.phone is not None),
        (Fault.LANGUAGE, PersonColumn.LANGUAGE, lambda text: fold(text) in KNOWN_LANGUAGES),
    )
    for fault, column, is_right in checks:
        text = told.get(column, "").strip()
        if text and not is_right(text):
            yield fault, column
    if facts.dates and person.date not in facts.dates:
        yield Fault.DATE, PersonColumn.DATE
    rule = facts.age_rule
    if rule is None:
        return
    if person.birth_year is None:
        yield Fault.YEAR, PersonColumn.BIRTH_YEAR
    elif not rule.holds(person.birth_year):
        yield Fault.OUTSIDE_AGE, PersonColumn.BIRTH_YEAR


def requests_of(people: Sequence[ListedPerson]) -> list[RegistrationRequest]:
    """Make registrations of those who are ready; rows of one reference are one registration."""
    parties: dict[object, list[ListedPerson]] = {}
    for person in people:
        if person.outcome.is_ready:
            key = (person.reference, person.date) if person.reference else person.outcome.number
            parties.setdefault(key, []).append(person)
    return [
        request_of(party[start : start + MOST_PARTICIPANTS])
        for party in parties.values()
        for start in range(0, len(party), MOST_PARTICIPANTS)
    ]


def request_of(party: Sequence[ListedPerson]) -> RegistrationRequest:
    """Make one registration; its first row tells whom to write to, and how."""
    first = party[0]
    return RegistrationRequest(
        contact=first.contact,
        language=first.language,
        participants=[
            ParticipantRequest(name=each.name, category=each.category, birth_year=each.birth_year)
            for each in party
        ],
        occasion_no=first.date,
        source=Source.PAPER,
        group_name=first.group or None,
    )
