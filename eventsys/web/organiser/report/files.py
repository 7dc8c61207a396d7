"""The report of a year taken home as a file, of what was kept."""

from flask import Blueprint, Response, abort
from werkzeug.exceptions import ServiceUnavailable

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.documents.errors import PressFailed
from eventsys.reports.figures.rules import LANGUAGES
from eventsys.reports.papers.queries import read_report
from eventsys.reports.papers.rules import PaperFormat
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.papers import RETRY_AFTER_SECONDS
from eventsys.web.organiser.downloads import attachment, take_turn
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
