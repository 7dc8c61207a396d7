"""One event: shown, made, changed, published, withdrawn, cancelled, deleted."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.attendance.queries import count_event
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.outbox import NoticeKind
from eventsys.evaluation.waves.deleting import delete_with_waves
from eventsys.events import operations
from eventsys.events.errors import EventInUse, HasRegistrations, WrongTransition
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import find_event, get_event, list_gates, plan_of
from eventsys.events.rules import EventStatus
from eventsys.registration.standing.operations import withdraw_unless_awaited
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.events.form import EventForm
from eventsys.web.organiser.events.overview import overview_of
from eventsys.web.organiser.events.plans import values_from
from eventsys.web.organiser.events.reshaping import is_reshaped, is_taken_back
from eventsys.web.organiser.events.saving import (
    find_move,
    has_registrations_words,
    offer_places,
    save,
)
from eventsys.web.organiser.frame import (
    EventFrame,
    both_or_404,
    event_or_404,
    frame_of,
    i_may,
    view_or_404,
)
from eventsys.web.organiser.meanwhile import (
    ChangedMeanwhile,
    seal,
    show_both,
)
from eventsys.web.organiser.messages.previews import news_of
from eventsys.web.organiser.roles import EDITORS, READERS
from eventsys.web.organiser.translated import tell_states

blueprint = Blueprint("events", __name__)
HERE = "organiser.events.show"
DEFAULTS = {
    "kind": "public",
    "audience": "families",
    "attends": "all",
    "registering": "register",
    "visibility": "all",
    "reentry": True,
    "unknown_tickets": "amber",
    "spoken": ["da"],
}


@blueprint.get("/<slug>/")
@allowed_for(*READERS)
def show(slug: str) -> ResponseReturnValue:
    """Show an event with its status, its link and its numbers."""
    (view, event), at = both_or_404(slug), clock.now()
    session = db.session()
    return render_template(
        "organiser/events/show.html",
        frame=frame_of(view, HERE),
        event=overview_of(view, current_language(), at),
        gates=[gate.name for gate in list_gates(session, event)],
        count=count_event(session, event, at=at),
        may_edit=i_may(*EDITORS),
        is_over=view.last_end <= at or view.status is EventStatus.CANCELLED,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def new() -> ResponseReturnValue:
    """Make a draft of an event."""
    form = offer_places(db.session(), EventForm(data=DEFAULTS))
    if is_reshaped(form):
        return page_of("organiser/events/new.html", offer_places(db.session(), form))
    if form.validate_on_submit():
        slug = save(form, None)
        if slug is not None:
            flash(_("The event is saved as a draft. Publish it when it is ready."), "ok")
            return redirect(url_for(HERE, slug=slug))
    return page_of("organiser/events/new.html", form)


@blueprint.route("/<slug>/edit", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def edit(slug: str) -> ResponseReturnValue:
    """Change an event."""
    plan = plan_of(db.session(), event_or_404(slug))
    form = offer_places(db.session(), EventForm(data=values_from(plan)))
    form.keeps = frozenset(str(occasion.no) for occasion in plan.occasions)
    if not form.is_submitted():
        seal(form)
    view = view_or_404(slug)
    frame = frame_of(view, "organiser.events.edit")
    tell_states(form.texts(), view.states, request.args.get("language", ""))
    if is_reshaped(form) or is_taken_back(form, plan):
        return page_of("organiser/events/edit.html", offer_places(db.session(), form), frame=frame)
    if form.validate_on_submit():
        try:
            return saved_or_asked(form, view, frame)
        except ChangedMeanwhile as change:
            return both_versions(form, change.stored, view, frame)
    return page_of("organiser/events/edit.html", form, frame=frame)


def saved_or_asked(form: EventForm, view: EventView, frame: EventFrame) -> ResponseReturnValue:
    """Save what was typed; where people would be told of a new time or place, ask before."""
    moved = None if "told" in request.form else find_move(form, view.slug)
    news = moved and news_of(NoticeKind.MOVED, moved, view.occasions)
    if news and news.told.all:
        return render_template(
            "organiser/events/_tell.html", frame=frame, news=news, typed=typed_values()
        )
    saved = save(form, view.slug)
    if saved is not None:
        flash(_("Your changes are saved."), "ok")
        return redirect(url_for(HERE, slug=saved))
    return page_of("organiser/events/edit.html", offer_places(db.session(), form), frame=frame)


def both_versions(
    form: EventForm, stored: EventForm, view: EventView, frame: EventFrame
) -> ResponseReturnValue:
    """Show what was typed beside what somebody else has saved, and the form with both."""

    def prepare(again: EventForm) -> None:
        offer_places(db.session(), again)
        tell_states(again.texts(), view.states, "")

    return show_both("organiser/events/edit.html", form, stored, prepare, frame=frame)


@blueprint.post("/<slug>/withdraw")
@allowed_for(*EDITORS)
def withdraw(slug: str) -> ResponseReturnValue:
    """Make a published event a draft again."""
    return change(slug, withdraw_unless_awaited, _("The event is a draft again."))


@blueprint.post("/<slug>/archive")
@allowed_for(*EDITORS)
def archive(slug: str) -> ResponseReturnValue:
    """Put a past event away."""
    return change(slug, operations.archive, _("The event is in the archive."))


@blueprint.route("/<slug>/cancel", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def cancel(slug: str) -> ResponseReturnValue:
    """Ask whether to call an event off, and do it."""
    view = view_or_404(slug)
    if request.method == "POST":
        return change(slug, operations.cancel, _("The event is cancelled."))
    off = replace(view, status=EventStatus.CANCELLED)
    return render_template(
        "organiser/events/cancel.html",
        frame=frame_of(view, HERE),
        taken=view.taken,
        news=news_of(NoticeKind.CANCELLED, off),
    )


@blueprint.get("/<slug>/restore")
@allowed_for(*EDITORS)
def restore(slug: str) -> ResponseReturnValue:
    """Ask whether to take a cancellation back."""
    view = view_or_404(slug)
    on = replace(view, status=EventStatus.PUBLISHED)
    return render_template(
        "organiser/events/restore.html",
        frame=frame_of(view, HERE),
        news=news_of(NoticeKind.RESTORED, on),
    )


@blueprint.route("/<slug>/delete", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def delete(slug: str) -> ResponseReturnValue:
    """Ask whether to delete a draft, and do it."""
    view = view_or_404(slug)
    if request.method == "GET":
        return render_template("organiser/events/delete.html", frame=frame_of(view, HERE))
    return change(slug, delete_with_waves, _("The draft is deleted."))


def change(slug: str, operation: Callable[..., None], done: str) -> ResponseReturnValue:
    """Change an event by an operation and say so, or why it cannot be."""
    event_or_404(slug)
    try:
        with transaction() as session:
            operation(session, get_event(session, slug), at=clock.now(), by=current_principal())
    except HasRegistrations as error:
        flash(has_registrations_words(error), "error")
    except EventInUse:
        flash(
            _("Registrations or phones belong to it, so it stays. Nobody can see a draft."), "error"
        )
    except WrongTransition:
        flash(_("That is not possible as the event stands now."), "error")
    else:
        flash(done, "ok")
    there = find_event(db.session(), slug)
    return redirect(url_for(HERE, slug=slug) if there else url_for("organiser.index"))


def typed_values() -> list[tuple[str, str]]:
    """Give what was typed, to be sent once more."""
    fields = request.form.items(multi=True)
    return [(name, value) for name, value in fields if name != "csrf_token"]


def page_of(template: str, form: EventForm, **values: object) -> ResponseReturnValue:
    """Show the form, with what is wrong in it."""
    problems = problems_of(form)
    page = render_template(template, form=form, problems=problems, **values)
    return page, form.status if problems else 200
