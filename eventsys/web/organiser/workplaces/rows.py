"""Workplaces as they were written, and people who wrote none, as rows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from eventsys.core.codes import grouped
from eventsys.core.principal import SYSTEM
from eventsys.people.actors.register import Register
from eventsys.people.actors.rules import fold_name
from eventsys.registration.affiliations.queries import WorkplaceRow
from eventsys.registration.rules import ParticipantStatus
from eventsys.web.common.words import _
from eventsys.web.organiser.actors.rows import actor_url

Group = Sequence[WorkplaceRow]
"""People who wrote the same, and are taken to come from the same actor, if any."""


@dataclass(frozen=True, kw_only=True)
class WaitingRow:
    """A name that nobody has recognised: how many wrote it, and which actors may be meant."""

    number: int
    typed: str
    people: int
    likely: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class KnownRow:
    """A name that was recognised, and by whom."""

    typed: str
    people: int
    actor: str
    actor_url: str
    who: str


@dataclass(frozen=True, kw_only=True)
class SilentRow:
    """Somebody who wrote no workplace."""

    id: int
    name: str
    reference: str
    has_come: bool


@dataclass(frozen=True, kw_only=True)
class Groups:
    """An event's people: those whose name nobody has recognised, the others, who wrote none."""

    waiting: Sequence[Group]
    known: Sequence[Group]
    silent: Group


def groups_of(rows: Iterable[WorkplaceRow], came: Collection[int]) -> Groups:
    """Put people together who wrote the same, the largest group first.

    Of those who wrote nothing, who came stand first.
    """
    alike = defaultdict[tuple[str, int | None], list[WorkplaceRow]](list)
    silent: list[WorkplaceRow] = []
    folded = cache(fold_name)
    for row in rows:
        (alike[folded(row.typed), row.actor_id] if row.typed else silent).append(row)
    groups = sorted(alike.values(), key=lambda group: (-len(group), group[0].typed.casefold()))
    return Groups(
        waiting=[each for each in groups if each[0].actor_id is None],
        known=[each for each in groups if each[0].actor_id is not None],
        silent=sorted(silent, key=lambda row: row.participant_id not in came),
    )


def longest(*lists: Sequence[object]) -> Sequence[object]:
    """Give the list that needs most pages."""
    return max(lists, key=len)


def there(rows: Iterable[WorkplaceRow], came: Collection[int]) -> list[WorkplaceRow]:
    """Leave out who was deregistered and did not come."""
    left = ParticipantStatus.DEREGISTERED
    return [row for row in rows if row.status is not left or row.participant_id in came]


def waiting_rows(groups: Iterable[Group], register: Register, day: date) -> list[WaitingRow]:
    """List the names that nobody has recognised."""
    return [
        WaitingRow(
            number=number,
            typed=group[0].typed,
            people=len(group),
            likely=[
                (str(each), register.name_of(each, day))
                for each in register.suggest(group[0].typed)
            ],
        )
        for number, group in enumerate(groups, start=1)
    ]


def known_rows(
    groups: Iterable[Group], register: Register, who: Mapping[str, str], day: date
) -> list[KnownRow]:
    """List the names that were recognised."""
    return [
        KnownRow(
            typed=group[0].typed,
            people=len(group),
            actor=register.name_of(register.canonical(group[0].actor_id), day),
            actor_url=actor_url(register.canonical(group[0].actor_id)),
            who=recogniser(group[0].assigned_by or "", who),
        )
        for group in groups
        if group[0].actor_id is not None
    ]


def recogniser(by: str, who: Mapping[str, str]) -> str:
    """Say who recognised a name: the register by itself, or a person."""
    if by == str(SYSTEM):
        return _("The register: the name is known")
    return who.get(by, _("An organiser"))


def silent_rows(rows: Iterable[WorkplaceRow], came: Collection[int]) -> list[SilentRow]:
    """List who wrote no workplace."""
    return [
        SilentRow(
            id=row.participant_id,
            name=row.name or row.contact_name or _("(no name)"),
            reference=grouped(row.reference),
            has_come=row.participant_id in came,
        )
        for row in rows
    ]
