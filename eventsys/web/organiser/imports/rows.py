"""Imports and their rows in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eventsys.core.text import Language
from eventsys.exchange.imports.queries import ImportRow
from eventsys.exchange.imports.rules import AnyRow, ImportState, Outcome
from eventsys.web.common.dates import say_moment
from eventsys.web.common.words import _
from eventsys.web.organiser.wording import Tag

MOST_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class ImportLine:
    """An import as one line of the list."""

    id: int
    file: str
    when: str
    by: str
    taken: int
    tag: Tag


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of a list as it is understood; `fault` is empty where it is ready."""

    number: int
    name: str
    about: str = ""
    more: str = ""
    fault: str = ""
    is_wrong: bool = False


@dataclass(frozen=True)
class Note:
    """What is to be known of a draft; `kind` is how it is shown."""

    text: str
    kind: str = "warn"


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a draft comes to: how many rows are ready, and those that are shown."""

    ready: int
    faulty: int
    known: int
    lines: Sequence[Line]

    @property
    def total(self) -> int:
        """Count the rows."""
        return self.ready + self.faulty + self.known


def line_of(row: ImportRow, names: Mapping[str, str], zone: str, language: Language) -> ImportLine:
    """Put an import into words."""
    tags = {
        ImportState.DRAFT: Tag(_("Not saved yet"), "warn"),
        ImportState.SAVED: Tag(_("Saved"), "ok"),
        ImportState.UNDONE: Tag(_("Taken back")),
    }
    return ImportLine(
        id=row.id,
        file=row.file,
        when=say_moment(row.created_at, zone, language),
        by=names.get(row.created_by, ""),
        taken=row.taken,
        tag=tags[row.state],
    )


def preview_of(rows: Sequence[AnyRow], say: Callable[[AnyRow], Line]) -> Preview:
    """Show the rows that cannot be saved first, then the others, some of each."""
    faulty = [each for each in rows if each.outcome.is_wrong]
    known = [each for each in rows if not each.outcome.is_ready and not each.outcome.is_wrong]
    ready = [each for each in rows if each.outcome.is_ready]
    shown = [each for some in (faulty, known, ready) for each in some[:MOST_SHOWN]]
    return Preview(
        ready=len(ready), faulty=len(faulty), known=len(known), lines=[say(each) for each in shown]
    )


def said_of(outcome: Outcome, columns: Mapping[str, str], fault: str) -> str:
    """Say what is wrong with a row, and where; nothing where it is ready."""
    if outcome.is_ready:
        return ""
    column = columns.get(outcome.column, "")
    return f"{column}: {fault}" if column else fault
