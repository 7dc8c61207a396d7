"""What organisers read of a list that they sent, and of its rows."""

from eventsys.core.errors import DomainError
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.rules import AgeRule
from eventsys.exchange.imports.errors import (
    CannotBeUndone,
    NoLongerDraft,
    NothingToSave,
    RowsHaveFaults,
)
from eventsys.exchange.imports.people import Fault, PersonColumn
from eventsys.exchange.imports.rules import Outcome
from eventsys.exchange.tables.rules import FROM_ORGANISERS, Reason, UnreadableTable
from eventsys.registration.lists.errors import EventNotPublished
from eventsys.registration.rules import LONGEST_NAME
from eventsys.web.common.words import _, ngettext

REFUSALS = (NoLongerDraft, RowsHaveFaults, NothingToSave, NotEnoughPlaces, EventNotPublished)
"""Why a draft may not be saved."""


def unreadable(refusal: UnreadableTable) -> str:
    """Say why a file cannot be read, and what to do."""
    words = {
        Reason.EMPTY: _("The file has no rows."),
        Reason.TOO_LARGE: _("The file is too large. Keep the columns that you need alone."),
        Reason.TOO_MANY_ROWS: _(
            "The file has more than %(number)s rows. Send it in parts.",
            number=FROM_ORGANISERS.rows,
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


def column_names() -> dict[str, str]:
    """Name what a column can hold."""
    return {
        PersonColumn.NAME.value: _("Name"),
        PersonColumn.FIRST_NAME.value: _("First name"),
        PersonColumn.LAST_NAME.value: _("Last name"),
        PersonColumn.CATEGORY.value: _("Child or adult"),
        PersonColumn.BIRTH_YEAR.value: _("Year of birth"),
        PersonColumn.CONTACT.value: _("Contact"),
        PersonColumn.EMAIL.value: _("E-mail"),
        PersonColumn.PHONE.value: _("Phone"),
        PersonColumn.LANGUAGE.value: _("Language"),
        PersonColumn.GROUP.value: _("Group"),
        PersonColumn.DATE.value: _("Date no."),
        PersonColumn.REFERENCE.value: _("Reference: rows of one belong together"),
    }


def fault_words(outcome: Outcome, rule: AgeRule | None) -> str:
    """Say what is wrong with a row, and what to do; nothing where it is ready."""
    if outcome.is_ready:
        return ""
    words = {
        Fault.NO_NAME: _("A name is missing. Write it, or take the row out."),
        Fault.LONG_NAME: _(
            "The name is too long: at most %(number)s characters.", number=LONGEST_NAME
        ),
        Fault.UNREADABLE: _("A character cannot be read. Write the name again."),
        Fault.TWICE: _("The same person stands in row %(row)s.", row=outcome.other),
        Fault.KNOWN: _("Is registered already, and stays as it is."),
        Fault.CATEGORY: _("Write child or adult."),
        Fault.YEAR: _("Write the year with four digits, such as 2016."),
        Fault.OUTSIDE_AGE: _(
            "The event is for those born %(first)s–%(last)s.",
            first=rule.from_year,
            last=rule.to_year,
        )
        if rule
        else "",
        Fault.EMAIL: _("Write the whole e-mail, such as name@example.dk."),
        Fault.PHONE: _("This is no phone number."),
        Fault.LANGUAGE: _("This is none of the site's languages."),
        Fault.DATE: _("Write the number of one of the event's dates."),
    }
    return words[Fault(outcome.fault)]


def refusal_words(refusal: DomainError) -> str:
    """Say why a draft was not saved."""
    if isinstance(refusal, RowsHaveFaults):
        return ngettext(
            "%(num)d row cannot be saved. Choose to save the others alone, or mend the file.",
            "%(num)d rows cannot be saved. Choose to save the others alone, or mend the file.",
            refusal.rows,
        )
    if isinstance(refusal, NotEnoughPlaces):
        return _("There are fewer places than people. Choose what becomes of the last ones.")
    words = {
        NoLongerDraft: _("The list was saved or forgotten meanwhile."),
        NothingToSave: _("No row can be saved."),
        EventNotPublished: _("Publish the event first: nobody can register for a draft."),
    }
    return words[type(refusal)]


def undoing_words(refusal: CannotBeUndone) -> str:
    """Say why an import was not taken back."""
    if refusal.is_late:
        return _("A list can be taken back for three days.")
    return _(
        "The list is in use: people have got messages, came or changed something, or phones have "
        "their tickets. Deregister people one by one instead."
    )
