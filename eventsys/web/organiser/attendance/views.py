"""Who came, in numbers: as a page and as a file."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from eventsys.attendance.queries import count_event
from eventsys.checkin.cases.queries import count_open_cases
from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.localtime import to_local
from eventsys.exchange.attendance import AttendanceWords, attendance_lines
from eventsys.registration.rules import Category
from eventsys.web.common.dates import say_clock
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.attendance.chart import chart_of
from eventsys.web.organiser.attendance.numbers import by_category, by_gate, by_occasion, by_time
from eventsys.web.organiser.downloads import csv_answer
from eventsys.web.organiser.frame import event_or_404, frame_of, view_or_404
from eventsys.web.organiser.roles import READERS
from eventsys.web.organiser.wording import category_name

blueprint = Blueprint("attendance", __name__)
HERE = "organiser.attendance.show"


@blueprint.get("/<slug>/attendance")
@allowed_for(*READERS)
def show(slug: str) -> ResponseReturnValue:
    """Show how many came: with a ticket, without, and when, where and who."""
    view, event, at = view_or_404(slug), event_or_404(slug), clock.now()
    language = current_language()
    count = count_event(db.session(), event, at=at)
    times = by_time(count, view.zone, language)
    return render_template(
        "organiser/attendance/show.html",
        frame=frame_of(view, HERE),
        count=count,
        open_cases=sum(count_open_cases(db.session(), event, at=at).values()),
        as_of=say_clock(to_local(at, view.zone), language),
        occasions=by_occasion(count, view, language),
        gates=by_gate(count),
        categories=by_category(count),
        times=times,
        chart=chart_of(times),
    )


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
