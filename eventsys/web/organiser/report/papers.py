"""The status report written as a file of each kind."""

from collections.abc import Callable, Mapping
from io import BytesIO

from flask import render_template

from eventsys.documents.status import StatusPaper, print_status
from eventsys.documents.word.writing import write_status
from eventsys.exchange.files.opendocument import write_opendocument
from eventsys.exchange.files.rules import MEDIA_TYPES, FileFormat
from eventsys.exchange.files.workbook import write_workbook
from eventsys.reports.papers.composing import compose
from eventsys.reports.papers.rules import PaperFormat, PaperNames, ReportFacts
from eventsys.web.common.languages import speaking
from eventsys.web.organiser.report.sheets import sheets_of
from eventsys.web.organiser.report.wording import missing_words, part_name
from eventsys.web.organiser.yearly.rows import causes_of

PAPER_TYPES: Mapping[PaperFormat, str] = {
    PaperFormat.PDF: "application/pdf",
    PaperFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperFormat.HTML: "text/html",
    PaperFormat.XLSX: MEDIA_TYPES[FileFormat.XLSX],
    PaperFormat.ODS: MEDIA_TYPES[FileFormat.ODS],
}

PAPER_NAMES: Mapping[PaperFormat, str] = {
    PaperFormat.PDF: "PDF",
    PaperFormat.DOCX: "Word",
    PaperFormat.HTML: "HTML",
    PaperFormat.XLSX: "Excel",
    PaperFormat.ODS: "OpenDocument",
}
"""What kinds of files are called, in every language."""


def write_paper(facts: ReportFacts, form: PaperFormat) -> bytes:
    """Write the report, the same for the same facts; raise `PressFailed`."""
    with speaking(facts.language):
        paper = compose(facts, PaperNames(part=part_name, missing=missing_words, causes=causes_of))
        return WRITERS[form](paper)


def in_html(paper: StatusPaper) -> bytes:
    """Write a page that stands alone."""
    return render_template("organiser/report/_paper.html", paper=paper).encode()


def in_xlsx(paper: StatusPaper) -> bytes:
    """Write a workbook with a sheet for each table, with native charts."""
    file = BytesIO()
    write_workbook(file, *sheets_of(paper), made_at=paper.made_at)
    return file.getvalue()


def in_ods(paper: StatusPaper) -> bytes:
    """Write an open document with a sheet for each table."""
    file = BytesIO()
    write_opendocument(file, *sheets_of(paper))
    return file.getvalue()


WRITERS: Mapping[PaperFormat, Callable[[StatusPaper], bytes]] = {
    PaperFormat.PDF: print_status,
    PaperFormat.DOCX: write_status,
    PaperFormat.HTML: in_html,
    PaperFormat.XLSX: in_xlsx,
    PaperFormat.ODS: in_ods,
}
