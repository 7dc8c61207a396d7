"""What people read of a list that they sent: why it, or a row of it, cannot be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsys.events.rules import AgeRule
from eventsys.exchange.people.columns import Column
from eventsys.exchange.people.rules import Fault, Judged, NamesMissing, RowFault, Wanted
from eventsys.exchange.tables.rules import MOST_ROWS, Reason, UnreadableTable
from eventsys.web.common.words import _, listed
from eventsys.web.public.own_page import category_name
from eventsys.web.public.wording import age_words

MOST_HEADINGS = 8


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """A row of a list in words; `state` says what becomes of it, `kind` is that of a tag."""

    number: int
    cells: Sequence[str]
    state: str
    kind: str
    has_fault: bool
    is_masked: bool


def unreadable(refusal: UnreadableTable) -> str:
    """Say why a file cannot be read, and what to do."""
    words = {
        Reason.EMPTY: _("The file has no rows. Write the names in it and save it."),
        Reason.TOO_LARGE: _("The file is too large. Keep the names alone, without pictures."),
        Reason.TOO_MANY_ROWS: _(
            "The file has more than %(number)s rows. Send a shorter list.", number=MOST_ROWS
        ),
        Reason.LOCKED_OR_OLD: _(
            "The file is locked with a password, or very old. "
            "Save it as an Excel file (.xlsx) without a password."
        ),
        Reason.OTHER_FORMAT: _("This is no spreadsheet. Save it as Excel (.xlsx) or CSV."),
        Reason.DAMAGED: _("The file is damaged. Save it again as Excel (.xlsx) or CSV."),
        Reason.OPEN_QUOTE: _(
            "A quotation mark that opens in line %(line)s is never closed.", line=refusal.line
        ),
        Reason.NO_SUCH_SHEET: _("No sheet of the file is called so."),
    }
    return words[refusal.reason]


def names_missing(refusal: NamesMissing) -> str:
    """Say that no column holds names."""
    if not refusal.headings:
        return _("No column has the heading “Name”. Use our template.")
    return _(
        "No column has the heading “Name”. The headings are: %(headings)s. Use our template.",
        headings=listed(refusal.headings[:MOST_HEADINGS]),
    )


def column_name(column: Column) -> str:
    """Name a column as the template does."""
    names = {Column.CATEGORY: _("Child or adult"), Column.BIRTH_YEAR: _("Year of birth")}
    return names.get(column, _("Name"))


def fault_words(found: RowFault, rule: AgeRule | None) -> str:
    """Say what is wrong with a row, in which column, and what to do."""
    words = {
        Fault.NO_NAME: _("A name is missing. Write it, or take the row out."),
        Fault.LONG_NAME: _("The name is too long: at most 80 characters."),
        Fault.FORMULA: _("This is a formula. Write the name itself."),
        Fault.UNREADABLE: _("A character cannot be read. Write the name again."),
        Fault.TWICE: _(
            "The same name stands in row %(row)s. Are they two people? "
            "Write a letter of the last name too.",
            row=found.other,
        ),
        Fault.CATEGORY: _("Write child or adult."),
        Fault.YEAR: _("Write the year with four digits, such as 2016."),
        Fault.OUTSIDE_AGE: _("The event is for: %(whom)s.", whom=age_words(rule)) if rule else "",
    }
    problem = words[found.fault]
    return f"{column_name(found.column)}: {problem}"


def columns_of(wanted: Wanted) -> list[Column]:
    """List the columns that are read."""
    asked = {
        Column.NAME: True,
        Column.CATEGORY: wanted.category,
        Column.BIRTH_YEAR: wanted.age_rule is not None,
    }
    return [column for column, is_asked in asked.items() if is_asked]


def shown_row(row: Judged, wanted: Wanted, *, known: str = "") -> ShownRow:
    """Put a row into words; `known` says that the person is registered already."""
    cells = {
        Column.NAME: row.name,
        Column.CATEGORY: category_name(row.category),
        Column.BIRTH_YEAR: str(row.birth_year or ""),
    }
    right = known or _("Ready")
    return ShownRow(
        number=row.number,
        cells=[cells[column] for column in columns_of(wanted)],
        state=fault_words(row.fault, wanted.age_rule) if row.fault else right,
        kind="" if known else "ok",
        has_fault=row.fault is not None,
        is_masked=row.is_masked,
    )
