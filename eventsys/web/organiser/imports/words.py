"""What organisers read of any list that they sent."""

from eventsys.core.errors import DomainError
from eventsys.exchange.imports.errors import (
    CannotBeUndone,
    NoLongerDraft,
    NothingToSave,
    RowsHaveFaults,
)
from eventsys.exchange.tables.rules import FROM_ORGANISERS, Reason, UnreadableTable
from eventsys.web.common.words import _, ngettext

REFUSALS: tuple[type[DomainError], ...] = (NoLongerDraft, RowsHaveFaults, NothingToSave)
"""Why no draft of whatever kind may be saved."""


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
        Reason.TOO_MANY_COLUMNS: _(
            "The file has more than %(number)s columns. Keep those that you need alone.",
            number=FROM_ORGANISERS.columns,
        ),
        Reason.OTHER_ALPHABET: _("Its letters cannot be read. Save the calendar as UTF-8."),
        Reason.DAMAGED_CALENDAR: _(
            "The calendar is damaged. Take it out of the other program anew."
        ),
    }
    return words[refusal.reason]


def refusal_words(refusal: DomainError) -> str:
    """Say why a draft was not saved, or a list not taken back."""
    if isinstance(refusal, RowsHaveFaults):
        return ngettext(
            "%(num)d row cannot be saved. Choose to save the others alone, or mend the file.",
            "%(num)d rows cannot be saved. Choose to save the others alone, or mend the file.",
            refusal.rows,
        )
    words = {
        NoLongerDraft: _("The list was saved or forgotten meanwhile."),
        NothingToSave: _("No row can be saved."),
        CannotBeUndone: _("A list can be taken back for three days."),
    }
    return words[type(refusal)]
