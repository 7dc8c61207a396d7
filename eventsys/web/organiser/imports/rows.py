"""Imports and their rows in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventsys.core.text import Language
from eventsys.events.rules import AgeRule
from eventsys.exchange.imports.people import ListedPerson
from eventsys.exchange.imports.queries import ImportRow
from eventsys.exchange.imports.rules import ImportState
from eventsys.web.common.dates import say_moment
from eventsys.web.common.words import _
from eventsys.web.organiser.imports.words import column_names, fault_words
from eventsys.web.organiser.wording import Tag, category_name

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
class PersonLine:
    """A row of a list as it is understood; `fault` is empty where it is ready."""

    number: int
    name: str
    about: str
    contact: str
    fault: str
    is_wrong: bool


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a draft comes to: how many rows are ready, and those that are shown."""

    ready: int
    faulty: int
    known: int
    masked: int
    lines: Sequence[PersonLine]

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


def preview_of(people: Sequence[ListedPerson], rule: AgeRule | None) -> Preview:
    """Show the rows that cannot be saved first, then the others, some of each."""
    faulty = [each for each in people if each.outcome.is_wrong]
    known = [each for each in people if not each.outcome.is_ready and not each.outcome.is_wrong]
    ready = [each for each in people if each.outcome.is_ready]
    shown = [each for some in (faulty, known, ready) for each in some[:MOST_SHOWN]]
    return Preview(
        ready=len(ready),
        faulty=len(faulty),
        known=len(known),
        masked=sum(each.is_masked for each in people),
        lines=[person_line(each, rule) for each in shown],
    )


def person_line(person: ListedPerson, rule: AgeRule | None) -> PersonLine:
    """Put a row into words."""
    fault = fault_words(person.outcome, rule)
    column = column_names().get(person.outcome.column, "")
    about = [category_name(person.category), str(person.birth_year or ""), person.group]
    reached = person.contact.email or person.contact.phone or ""
    return PersonLine(
        number=person.outcome.number,
        name=person.name or _("(no name)"),
        about=" · ".join(filter(None, about)),
        contact=", ".join(filter(None, [person.contact.name, reached])),
        fault=f"{column}: {fault}" if fault else "",
        is_wrong=person.outcome.is_wrong,
    )
