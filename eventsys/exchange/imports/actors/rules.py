"""What the rows of a list of actors come to, decided on plain values."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from eventsys.core.folding import fold
from eventsys.exchange.imports.rules import KNOWN, Outcome
from eventsys.exchange.tables.cells import UNREADABLE
from eventsys.people.actors.register import Register
from eventsys.people.actors.rules import (
    LONGEST_ACTOR_NAME,
    ActorLevel,
    NameKind,
    fold_name,
    is_span,
)
from eventsys.registration.questions.dates import read_date


class ActorColumn(StrEnum):
    """What is read of an actor; `ACTOR` is a number that the names of one have in common."""

    NAME = "name"
    KIND = "kind"
    LEVEL = "level"
    FROM = "from"
    UNTIL = "until"
    ACTOR = "actor"


HEADINGS = {
    ActorColumn.NAME: (
        *("navn", "aktør", "organisation", "forening", "name", "actor", "organisation name"),
        *("الاسم", "ad", "نام", "magac"),
    ),
    ActorColumn.KIND: (
        *("hvad navnet er", "navnetype", "what the name is", "kind", "نوع الاسم", "adın türü"),
        *("نام کی نوعیت", "nooca magaca"),
    ),
    ActorColumn.LEVEL: ("niveau", "level", "المستوى", "düzey", "درجہ", "heerka"),
    ActorColumn.FROM: ("fra", "from", "من", "başlangıç", "سے", "laga bilaabo"),
    ActorColumn.UNTIL: ("til", "until", "حتى", "bitiş", "تک", "ilaa"),
    ActorColumn.ACTOR: ("nr.", "nr", "no.", "no", "الرقم", "sıra", "نمبر", "lam."),
}
ACTOR_HEADINGS = {
    fold(heading.strip(" :*")): column.value
    for column, headings in HEADINGS.items()
    for heading in headings
}
KINDS = {
    NameKind.OFFICIAL: (
        *("officielt navn", "official name", "official", "الاسم الرسمي", "resmî ad"),
        *("سرکاری نام", "magaca rasmiga ah"),
    ),
    NameKind.ALIAS: (
        *("kaldes også", "also called", "alias", "يُسمّى أيضًا", "diğer adı", "یہ نام بھی ہے"),
        "sidoo kale loo yaqaan",
    ),
    NameKind.MISSPELLING: (
        *("stavefejl", "misspelling", "خطأ إملائي", "yazım hatası", "املا کی غلطی"),
        "higgaad khaldan",
    ),
}
LEVELS = {
    ActorLevel.ORGANISATION: ("organisation", "مؤسسة", "kuruluş", "تنظیم", "urur weyn"),
    ActorLevel.UNIT: (
        *("enhed i en organisation", "enhed", "unit of an organisation", "unit"),
        *("وحدة تابعة لمؤسسة", "bir kuruluşun birimi", "کسی تنظیم کا شعبہ"),
        "qayb ka mid ah urur",
    ),
}
KIND_OF = {fold(word): kind for kind, words in KINDS.items() for word in words}
LEVEL_OF = {fold(word): level for level, words in LEVELS.items() for word in words}


class Fault(StrEnum):
    """What is wrong with a row; `UNSURE` may be an actor that is there under another name."""

    NO_NAME = "no-name"
    LONG_NAME = "long-name"
    UNREADABLE = "unreadable"
    TWICE = "twice"
    KNOWN = KNOWN
    UNSURE = "unsure"
    KIND = "kind"
    LEVEL = "level"
    DAY = "day"
    NO_OFFICIAL = "no-official"


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedActor:
    """A row as it is understood; rows of one `key` are names of one actor."""

    outcome: Outcome
    key: str
    name: str
    kind: NameKind
    level: ActorLevel
    valid_from: date | None
    valid_to: date | None


def judge_actors(
    rows: Sequence[tuple[int, Sequence[str]]],
    columns: Sequence[str],
    register: Register,
    day: date,
) -> list[ListedActor]:
    """Judge each row; what is wrong with one name of an actor keeps all of it out."""
    first: dict[str, tuple[int, str]] = {}
    judged = []
    for number, cells in rows:
        told = {ActorColumn(key): cell for key, cell in zip(columns, cells, strict=False) if key}
        actor = understand(number, told)
        twin = first.setdefault(fold_name(actor.name), (number, actor.key))
        found = [*faults_of(actor, told), *faults_in_register(actor, register, day)]
        if actor.name and twin[0] != number and twin[1] != actor.key:
            found.insert(0, (Fault.TWICE, ActorColumn.NAME))
        judged.append(with_fault(actor, found, twin[0], register.suggest(actor.name)))
    return judged_together(judged)


def understand(number: int, told: Mapping[ActorColumn, str]) -> ListedActor:
    """Read a row as far as it can be read."""
    cells = {column: told.get(column, "").strip() for column in ActorColumn}
    return ListedActor(
        outcome=Outcome(number=number, cells=[*told.values()]),
        key=cells[ActorColumn.ACTOR] or f"row {number}",
        name=cells[ActorColumn.NAME],
        kind=KIND_OF.get(fold(cells[ActorColumn.KIND]), NameKind.OFFICIAL),
        level=LEVEL_OF.get(fold(cells[ActorColumn.LEVEL]), ActorLevel.ORGANISATION),
        valid_from=read_date(cells[ActorColumn.FROM]),
        valid_to=read_date(cells[ActorColumn.UNTIL]),
    )


def faults_of(
    actor: ListedActor, told: Mapping[ActorColumn, str]
) -> Iterator[tuple[Fault, ActorColumn]]:
    """Ask for a name that can be kept, and that the other cells can be read."""
    if not fold_name(actor.name):
        yield Fault.NO_NAME, ActorColumn.NAME
    if len(actor.name) > LONGEST_ACTOR_NAME:
        yield Fault.LONG_NAME, ActorColumn.NAME
    if UNREADABLE in actor.name:
        yield Fault.UNREADABLE, ActorColumn.NAME
    yield from faults_of_cells(actor, told)


def faults_of_cells(
    actor: ListedActor, told: Mapping[ActorColumn, str]
) -> Iterator[tuple[Fault, ActorColumn]]:
    """Ask that what stands in the other columns can be read."""
    kind, level = (told.get(each, "").strip() for each in (ActorColumn.KIND, ActorColumn.LEVEL))
    if kind and fold(kind) not in KIND_OF:
        yield Fault.KIND, ActorColumn.KIND
    if level and fold(level) not in LEVEL_OF:
        yield Fault.LEVEL, ActorColumn.LEVEL
    days = {ActorColumn.FROM: actor.valid_from, ActorColumn.UNTIL: actor.valid_to}
    for column, day in days.items():
        if told.get(column, "").strip() and day is None:
            yield Fault.DAY, column
    if not is_span(actor.valid_from, actor.valid_to):
        yield Fault.DAY, ActorColumn.UNTIL


def faults_in_register(
    actor: ListedActor, register: Register, day: date
) -> Iterator[tuple[Fault, ActorColumn]]:
    """Tell what is there already, and what may be."""
    if register.find(actor.name, day) is not None:
        yield Fault.KNOWN, ActorColumn.NAME
    elif register.suggest(actor.name):
        yield Fault.UNSURE, ActorColumn.NAME


def with_fault(
    actor: ListedActor,
    found: Sequence[tuple[Fault, ActorColumn]],
    twin: int,
    suggestions: Sequence[int],
) -> ListedActor:
    """Say the first thing that is wrong with a row."""
    if not found:
        return actor
    fault, column = found[0]
    outcome = replace(
        actor.outcome,
        fault=fault.value,
        column=column.value,
        other=twin if fault is Fault.TWICE else 0,
        suggestions=suggestions if fault is Fault.UNSURE else (),
    )
    return replace(actor, outcome=outcome)


def judged_together(judged: Sequence[ListedActor]) -> list[ListedActor]:
    """Keep an actor out of which one name is kept out, or that has no official one."""
    names = defaultdict[str, list[ListedActor]](list)
    for actor in judged:
        names[actor.key].append(actor)
    return [in_company(actor, names[actor.key]) for actor in judged]


def in_company(actor: ListedActor, names: Sequence[ListedActor]) -> ListedActor:
    """Say of a name what keeps its actor out, where nothing is wrong with the name itself."""
    if not actor.outcome.is_ready:
        return actor
    other = next((each for each in names if not each.outcome.is_ready), None)
    if other is not None:
        outcome = replace(other.outcome, number=actor.outcome.number, cells=actor.outcome.cells)
        return replace(actor, outcome=outcome)
    if all(each.kind is not NameKind.OFFICIAL for each in names):
        outcome = replace(
            actor.outcome, fault=Fault.NO_OFFICIAL.value, column=ActorColumn.KIND.value
        )
        return replace(actor, outcome=outcome)
    return actor
