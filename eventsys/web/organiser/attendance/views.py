"""Who came, in numbers: as a page and as a file."""

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from eventsys.attendance.approval.errors import CasesOpen, EventNotOver, NumberChanged
from eventsys.attendance.approval.operations import approve_attendance
from eventsys.attendance.board.queries import find_board, find_revision
from eventsys.attendance.queries import count_event
from eventsys.checkin.cases.queries import count_open_cases
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.localtime import to_local
from eventsys.events.queries import get_event
from eventsys.exchange.attendance import AttendanceWords, attendance_lines
from eventsys.registration.rules import Category
from eventsys.web.common.caching import etag_of, is_known, minute_of
from eventsys.web.common.dates import say_clock
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.attendance.approval import approval_of, refusal_words
from eventsys.web.organiser.attendance.board import view_of
from eventsys.web.organiser.attendance.chart import chart_of
from eventsys.web.organiser.attendance.numbers import by_category, by_gate, by_occasion, by_time
from eventsys.web.organiser.downloads import csv_answer
from eventsys.web.organiser.frame import both_or_404, event_or_404, frame_of, i_may, view_or_404
from eventsys.web.organiser.roles import EDITORS, GATEKEEPERS, READERS
from eventsys.web.organiser.wording import category_name

blueprint = Blueprint("attendance", __name__)
HERE = "organiser.attendance.show"


@blueprint.get("/<slug>/attendance")
@allowed_for(*READERS)
def show(slug: str) -> ResponseReturnValue:
    """Show how many came: with a ticket, without, and when, where and who."""
    (view, event), at = both_or_404(slug), clock.now()
    language = current_language()
    count = count_event(db.session(), event, at=at)
    waiting = count_open_cases(db.session(), event, at=at)
    times = by_time(count, view.zone, language)
    return render_template(
        "organiser/attendance/show.html",
        frame=frame_of(view, HERE),
        count=count,
        open_cases=sum(waiting.values()),
        approval=approval_of(view, event, count, waiting),
        may_approve=i_may(*EDITORS),
        may_decide=i_may(*GATEKEEPERS),
        as_of=say_clock(to_local(at, view.zone), language),
        occasions=by_occasion(count, view, language),
        gates=by_gate(count),
        categories=by_category(count),
        times=times,
        chart=chart_of(times),
    )


@blueprint.get("/<slug>/board")
@allowed_for(*READERS)
def board(slug: str) -> ResponseReturnValue:
    """Show an occasion as it stands now, for a screen that everybody sees."""
    session, at, no = db.session(), clock.now(), request.args.get("occasion", type=int)
    language = current_language()
    etag = etag_of(find_revision(session, slug, at=at), minute_of(at), language, no)
    if is_known(etag):
        return unchanging(Response(status=304), etag)
    view = view_or_404(slug)
    found = find_board(session, event_or_404(slug), at=at, no=no)
    page = render_template(
        "organiser/attendance/board.html",
        slug=slug,
        title=view.title(language),
        title_language=view.title_language(language),
        board=None if found is None else view_of(found, view, language, at=at),
        no=no,
    )
    return unchanging(make_response(page), etag)


def unchanging(response: Response, etag: str) -> Response:
    """Let the browser ask whether an answer still holds."""
    response.set_etag(etag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.post("/<slug>/attendance/approve")
@allowed_for(*EDITORS)
def approve(slug: str) -> ResponseReturnValue:
    """Approve the number that was on the page."""
    event_or_404(slug)
    seen = request.form.get("seen", type=int, default=-1)
    try:
        with transaction() as session:
            event, by = get_event(session, slug), current_principal()
            approve_attendance(session, event, seen, at=clock.now(), by=by)
    except (EventNotOver, CasesOpen, NumberChanged) as refusal:
        flash(refusal_words(refusal), "error")
    else:
        flash(_("The number is approved."), "ok")
    return redirect(url_for(HERE, slug=slug))


@blueprint.get("/<slug>/attendance.csv")
@allowed_for(*READERS)
def download(slug: str) -> Response:
    """Hand out the numbers as a file for a spreadsheet."""
    head = (
        _("Date no."),
        _("Start"),
        _("Gate"),
        _("Category"),
        _("With a ticket"),
        _("Without a ticket"),
        _("Together"),
    )
    words = AttendanceWords(head=head, categories={each: category_name(each) for each in Category})
    lines = attendance_lines(db.session(), event_or_404(slug), words)
    word = _("attendance")
    return csv_answer(lines, f"{slug}-{word}.csv")
