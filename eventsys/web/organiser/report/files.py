"""The report of a year taken home as a file, of what was kept."""

from flask import Blueprint, Response, abort
from werkzeug.exceptions import ServiceUnavailable

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.documents.errors import PressFailed
from eventsys.exchange.open_csv import open_csv_lines
from eventsys.reports.figures.rules import LANGUAGES
from eventsys.reports.papers.open_data import HEADS, open_rows
from eventsys.reports.papers.queries import read_report
from eventsys.reports.papers.rules import PaperFormat
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.papers import RETRY_AFTER_SECONDS
from eventsys.web.organiser.downloads import attachment, csv_answer, take_turn
from eventsys.web.organiser.report.papers import PAPER_TYPES, write_paper
from eventsys.web.organiser.roles import OVERSEERS

blueprint = Blueprint("papers", __name__)


@blueprint.get("/report/<int:year>/<language:of>/status.<kind>")
@allowed_for(*OVERSEERS)
def show(year: int, of: Language, kind: str) -> Response:
    """Hand out the report as a file of a kind, in one of the paper's languages."""
    if of not in LANGUAGES or kind not in set(PaperFormat):
        abort(404)
    facts = read_report(db.session(), year, of) or abort(404)
    take_turn()
    form = PaperFormat(kind)
    try:
        paper = write_paper(facts, form)
    except PressFailed as error:
        raise ServiceUnavailable(retry_after=RETRY_AFTER_SECONDS) from error
    return attachment(iter([paper]), PAPER_TYPES[form], f"status-{year}-{of}.{kind}")


@blueprint.get("/report/<int:year>/open-data.csv")
@allowed_for(*OVERSEERS)
def open_data(year: int) -> Response:
    """Hand out what the report tells as data for everybody, without persons."""
    facts = read_report(db.session(), year, Language.ENGLISH) or abort(404)
    return csv_answer(open_csv_lines(HEADS, open_rows(facts)), f"open-data-{year}.csv")
