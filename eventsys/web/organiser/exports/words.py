"""The words of tables that are taken home."""

from eventsys.exchange.files.rules import FileFormat
from eventsys.registration.rules import Source
from eventsys.web.common.words import _


def source_name(source: Source) -> str:
    """Say where somebody registered."""
    names = {
        Source.WEB: _("On this site"),
        Source.API: _("Through another system"),
        Source.DEMONSTRATION: _("Invented for the demonstration"),
        Source.DESK: _("At the desk"),
        Source.PAPER: _("On paper"),
        Source.PHONE: _("Phone"),
        Source.DOOR: _("At the entrance"),
        Source.PREPRINTED: _("Tickets printed beforehand"),
    }
    return names[source]


def format_words() -> dict[str, tuple[str, str]]:
    """Name the kinds of files, and say what each is good for."""
    return {
        FileFormat.XLSX.value: (
            _("Spreadsheet for Excel (XLSX)"),
            _("Numbers and dates are ready to work with."),
        ),
        FileFormat.ODS.value: (_("Spreadsheet for LibreOffice (ODS)"), ""),
        FileFormat.CSV.value: (
            _("Text with semicolons (CSV)"),
            _("An apostrophe keeps a text from being run as a formula."),
        ),
        FileFormat.JSON.value: (_("For other programs (JSON)"), ""),
    }
