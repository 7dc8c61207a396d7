"""Rows of a list of actors in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from eventsys.exchange.imports.actors.rules import ListedActor
from eventsys.people.actors.register import Register
from eventsys.web.common.words import _
from eventsys.web.organiser.actor_imports.words import column_names, fault_words
from eventsys.web.organiser.actors.words import kind_words, level_words
from eventsys.web.organiser.imports.rows import MOST_SHOWN


@dataclass(frozen=True, kw_only=True)
class ActorLine:
    """A row of a list as it is understood; `fault` is empty where it is ready."""

    number: int
    name: str
    about: str
    fault: str
    is_wrong: bool


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a draft comes to: how many rows are ready, and those that are shown."""

    total: int
    ready: int
    faulty: int
    lines: Sequence[ActorLine]


def preview_of(listed: Sequence[ListedActor], register: Register, day: date) -> Preview:
    """Show the rows that cannot be saved first, then the others, some of each."""
    wrong = [each for each in listed if each.outcome.is_wrong]
    known = [each for each in listed if not each.outcome.is_ready and not each.outcome.is_wrong]
    ready = [each for each in listed if each.outcome.is_ready]
    shown = [each for some in (wrong, known, ready) for each in some[:MOST_SHOWN]]
    return Preview(
        total=len(listed),
        ready=len(ready),
        faulty=len(wrong),
        lines=[line_of(each, register, day) for each in shown],
    )


def line_of(listed: ListedActor, register: Register, day: date) -> ActorLine:
    """Put a row into words."""
    fault = fault_words(listed.outcome, register, day)
    column = column_names().get(listed.outcome.column, "")
    return ActorLine(
        number=listed.outcome.number,
        name=listed.name or _("(no name)"),
        about=f"{kind_words()[listed.kind.value]} · {level_words()[listed.level.value]}",
        fault=f"{column}: {fault}" if fault else "",
        is_wrong=listed.outcome.is_wrong,
    )
