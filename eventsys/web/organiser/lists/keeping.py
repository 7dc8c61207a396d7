"""Keeping an occasion's list: ticking, somebody unannounced, closing and opening again."""

import re
from collections.abc import Callable, Mapping
from uuid import UUID, uuid4, uuid5

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.attendance.marks import operations
from eventsys.attendance.marks.errors import OccasionCancelled, OccasionNotBegun
from eventsys.attendance.marks.queries import get_occasion
from eventsys.attendance.marks.requests import MarkBatch, MarkRow
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.queries import get_event
from eventsys.registration.errors import KeyReused, RegistrationClosed
from eventsys.registration.search import read_search
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.desk.refusals import words_of
from eventsys.web.organiser.frame import frame_of, i_may
from eventsys.web.organiser.lists.form import NewcomerForm, key_in
from eventsys.web.organiser.lists.found import NO, Found, find
from eventsys.web.organiser.lists.listing import (
    LINES_A_PAGE,
    dates_of,
    lines_of,
    people_of,
    tick_words,
)
from eventsys.web.organiser.lists.views import HERE, blueprint
from eventsys.web.organiser.lists.words import refusal_words, when_of
from eventsys.web.organiser.paging import page_of
from eventsys.web.organiser.roles import DESK, EDITORS

SHOW = "organiser.lists.show"
PERSON = re.compile(r"p([1-9][0-9]{0,9})", re.ASCII)
WAS = re.compile(r"([1-9][0-9]{0,9}):([a-z-]*)", re.ASCII)


@blueprint.route(f"/<slug>/list/{NO}", methods=["GET", "POST"])
@allowed_for(*DESK)
def show(slug: str, no: int) -> ResponseReturnValue:
    """Show an occasion's list, and store what was ticked."""
    found = find(slug, at=clock.now())
    found.occasion_or_404(no)
    if request.method == "POST":
        stored = store_ticks(slug, found, no)
        words = ngettext("%(num)d mark is stored.", "%(num)d marks are stored.", stored)
        flash(words, "ok")
        return redirect(way_back(slug, no), 303)
    return render_list(found, no, NewcomerForm(data={"key": str(uuid4())}))


def render_list(found: Found, no: int, form: NewcomerForm) -> str:
    """Render an occasion's list."""
    occasion, language = found.occasion_or_404(no), current_language()
    search = read_search(request.args.get("q", ""))
    page = page_of(
        people_of(found, occasion, search),
        SHOW,
        LINES_A_PAGE,
        slug=found.view.slug,
        no=no,
        q=search or None,
    )
    lines = lines_of(found, occasion, page.rows)
    return render_template(
        "organiser/lists/show.html",
        frame=frame_of(found.view, HERE),
        occasion=occasion,
        when=when_of(occasion, found.view, language),
        dates=dates_of(found, language, here=no),
        page=page,
        search=search,
        list_url=url_for(SHOW, slug=found.view.slug, no=no),
        lines=lines,
        was=",".join(f"{line.id}:{line.ticked}" for line in lines),
        ticks=tick_words(),
        key=uuid4(),
        form=form,
        problems=problems_of(form),
        has_begun=occasion.starts_at <= clock.now(),
        may_correct=i_may(*EDITORS),
    )


def way_back(slug: str, no: int) -> str:
    """Give the address of the part of the list from which something was sent."""
    q, page = request.args.get("q"), request.args.get("page")
    return url_for(SHOW, slug=slug, no=no, q=q, page=page)


def store_ticks(slug: str, found: Found, no: int) -> int:
    """Store what was ticked otherwise than the page had it; tell how much that was."""
    occasion_id = found.occasion_or_404(no).id
    key = key_in(request.form.get("key"))
    marks = [
        mark_of(key, person_id, occasion_id, status)
        for person_id, status in changed_ticks(request.form)
    ]
    with transaction() as session:
        event, by = get_event(session, slug), current_principal()
        batch = MarkBatch(marks=marks)
        operations.record_marks(session, event, batch, at=clock.now(), by=by)
    return len(marks)


def changed_ticks(sent: Mapping[str, str]) -> list[tuple[int, AttendanceStatus]]:
    """Read what was ticked otherwise than the page had it: others may have ticked meanwhile."""
    was = dict(WAS.findall(sent.get("was", "")))
    known = {each.value: each for each in AttendanceStatus}
    found = ((PERSON.fullmatch(name), value) for name, value in sent.items())
    return [
        (int(person[1]), known[value])
        for person, value in found
        if person and value in known and value != (was.get(person[1]) or "unknown")
    ]


def mark_of(key: UUID, person_id: int, occasion_id: int, status: AttendanceStatus) -> MarkRow:
    """Make a mark; one page that is sent twice makes the same ones."""
    return MarkRow(
        mark_id=uuid5(key, f"{person_id} {status}"),
        participant_id=person_id,
        occasion_id=occasion_id,
        status=status,
    )


@blueprint.post(f"/<slug>/list/{NO}/add")
@allowed_for(*DESK)
def add(slug: str, no: int) -> ResponseReturnValue:
    """Register somebody who came unannounced, and tick that they came."""
    found = find(slug, at=clock.now())
    form = NewcomerForm()
    if form.validate_on_submit() and store_newcomer(found.occasion_or_404(no).id, form):
        flash(_("%(name)s is registered and was there.", name=form.name.text), "ok")
        return redirect(way_back(slug, no), 303)
    return render_list(found, no, form), 422


def store_newcomer(occasion_id: int, form: NewcomerForm) -> bool:
    """Store somebody who came unannounced; False where it was refused, and the form says why."""
    wanted, at, by = form.to_request(), clock.now(), current_principal()
    try:
        with transaction() as session:
            occasion = get_occasion(session, occasion_id)
            operations.add_newcomer(session, occasion, wanted, at=at, by=by)
    except OccasionCancelled as refusal:
        refuse(form.name, refusal_words(refusal))
        return False
    except (KeyReused, NotEnoughPlaces, RegistrationClosed) as refusal:
        refuse(form.name, words_of(refusal))
        return False
    return True


@blueprint.post(f"/<slug>/list/{NO}/close")
@allowed_for(*DESK)
def close(slug: str, no: int) -> ResponseReturnValue:
    """Say that the list is whole: whoever has no mark stayed away."""
    done = _("The list is closed: whoever has no mark was not there.")
    return change(slug, no, operations.close_list, done)


@blueprint.post(f"/<slug>/list/{NO}/reopen")
@allowed_for(*DESK)
def reopen(slug: str, no: int) -> ResponseReturnValue:
    """Take back that the list is whole."""
    return change(slug, no, operations.reopen_list, _("The list is open again."))


def change(slug: str, no: int, operation: Callable[..., None], done: str) -> ResponseReturnValue:
    """Change an occasion's list and say so, or why it cannot be."""
    at, by = clock.now(), current_principal()
    occasion_id = find(slug, at=at).occasion_or_404(no).id
    try:
        with transaction() as session:
            occasion = get_occasion(session, occasion_id)
            operation(session, occasion, at=at, by=by)
    except (OccasionCancelled, OccasionNotBegun) as refusal:
        flash(refusal_words(refusal), "error")
    else:
        flash(done, "ok")
    return redirect(url_for(SHOW, slug=slug, no=no), 303)
