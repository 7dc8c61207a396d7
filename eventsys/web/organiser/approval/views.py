"""Registrations that wait for a yes: the list, the yes, the no, and taking a no back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.core.principal import Principal
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.models import Event
from eventsys.events.programme.rules import EventView
from eventsys.registration.approval import operations
from eventsys.registration.approval.errors import NothingToDecide, NoWaitlist
from eventsys.registration.approval.queries import Request, count_requests, list_requests
from eventsys.registration.approval.rules import RequestState
from eventsys.registration.models import Registration
from eventsys.registration.queries import find_registration_of, list_participants
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.approval.form import DeclineForm
from eventsys.web.organiser.approval.rows import row_of, state_words
from eventsys.web.organiser.frame import both_or_404, event_or_404, frame_of, i_may, view_or_404
from eventsys.web.organiser.paging import ROWS_A_PAGE, number_in_address
from eventsys.web.organiser.registration.rows import PersonRow, row_of as row_of_person
from eventsys.web.organiser.registration.told import told_by
from eventsys.web.organiser.roles import DESK, EDITORS, FRONT
from eventsys.web.organiser.tabs import Tab
from eventsys.web.organiser.waitlist.views import not_enough

blueprint = Blueprint("approval", __name__)
HERE = "organiser.approval.index"
REGISTRATION = "<int:registration_id>"


@blueprint.get("/<slug>/requests")
@allowed_for(*DESK)
def index(slug: str) -> ResponseReturnValue:
    """List the requests in one state, in the order they came."""
    session, (view, event) = db.session(), both_or_404(slug)
    asked = request.args.get("state")
    state = next((each for each in RequestState if each == asked), RequestState.WAITING)
    counts, after = count_requests(session, event), number_in_address("after")
    found = list_requests(session, event, state, after=after, limit=ROWS_A_PAGE + 1)
    shown = found[:ROWS_A_PAGE]
    people = people_of(session, event, view, shown)
    return render_template(
        "organiser/approval/index.html",
        frame=frame_of(view, HERE),
        state=state,
        pages=tabs_of(slug, state, counts),
        waiting=counts[RequestState.WAITING],
        left=view.left,
        requests=[row_of(each, view, current_language(), people) for each in shown],
        first=url_for(HERE, slug=slug, state=state) if after else "",
        next=url_for(HERE, slug=slug, state=state, after=shown[-1].registration.id)
        if len(found) > len(shown)
        else "",
        may_decide=i_may(*EDITORS),
        may_change=i_may(*FRONT),
        has_waitlist=view.intake.has_waitlist,
    )


@blueprint.post(f"/<slug>/requests/{REGISTRATION}/approve")
@allowed_for(*EDITORS)
def approve(slug: str, registration_id: int) -> ResponseReturnValue:
    """Say yes to a registration; where there is no place, to the waiting list if that is asked."""
    if "waitlist" in request.form:
        done = _("The party is on the waiting list.")
        return change(slug, registration_id, operations.approve_to_waitlist, done)
    return change(slug, registration_id, operations.approve, _("They have a place now."))


@blueprint.route(f"/<slug>/requests/{REGISTRATION}/decline", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def decline(slug: str, registration_id: int) -> ResponseReturnValue:
    """Ask for the reason of a no, and say it."""
    view = view_or_404(slug)
    found = registration_or_404(db.session(), slug, registration_id)
    form = DeclineForm()
    if form.validate_on_submit():
        reason = form.reason.text

        def say_no(
            session: Session, registration: Registration, *, at: datetime, by: Principal
        ) -> None:
            operations.decline(session, registration, reason, at=at, by=by)

        return change(slug, registration_id, say_no, _("They are told, with your reason."))
    page = render_template(
        "organiser/approval/decline.html",
        frame=frame_of(view, HERE),
        form=form,
        problems=problems_of(form),
        contact=found.contact_name or "",
        back_url=url_for(HERE, slug=slug),
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post(f"/<slug>/requests/{REGISTRATION}/reopen")
@allowed_for(*EDITORS)
def reopen(slug: str, registration_id: int) -> ResponseReturnValue:
    """Take a no back."""
    done = _("The registration waits for your answer again.")
    return change(slug, registration_id, operations.take_up_again, done)


def change(
    slug: str, registration_id: int, operation: Callable[..., None], done: str
) -> ResponseReturnValue:
    """Decide about a registration and say so, or why it cannot be."""
    try:
        with transaction() as session:
            found = registration_or_404(session, slug, registration_id)
            operation(session, found, at=clock.now(), by=current_principal())
    except NotEnoughPlaces as refusal:
        flash(not_enough(refusal), "error")
    except NoWaitlist:
        flash(_("The event has no waiting list."), "error")
    except NothingToDecide:
        flash(_("There is nothing to decide here any more: look at how it stands now."), "error")
    else:
        flash(done, "ok")
    return redirect(url_for(HERE, slug=slug))


def registration_or_404(session: Session, slug: str, registration_id: int) -> Registration:
    """Give one of an event's registrations."""
    return find_registration_of(session, event_or_404(slug), registration_id) or abort(404)


def tabs_of(slug: str, current: RequestState, counts: Mapping[RequestState, int]) -> list[Tab]:
    """List the ways to the requests in each state, with their numbers."""
    return [
        Tab(
            text=f"{words} ({counts[state]})",
            url=url_for(HERE, slug=slug, state=None if state is RequestState.WAITING else state),
            current=state is current,
        )
        for state, words in state_words().items()
    ]


def people_of(
    session: Session, event: Event, view: EventView, requests: Sequence[Request]
) -> Mapping[int, Sequence[PersonRow]]:
    """Gather the people of several requests, with what they answered; a group's with names."""
    groups = {each.registration.id for each in requests if each.registration.group_name}
    rows = list_participants(session, event, of=[each.registration.id for each in requests])
    told = told_by(session, event.id, rows)
    people: dict[int, list[PersonRow]] = {}
    for row in rows:
        if not row.name and row.registration_id in groups:
            continue
        people.setdefault(row.registration_id, []).append(
            row_of_person(row, view, current_language(), told)
        )
    return people
