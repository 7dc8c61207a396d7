"""Writing to chosen people: the list of what was written, and drafts."""

from collections.abc import Sequence
from uuid import uuid4

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import find_event
from eventsys.messages.broadcasts.errors import AlreadySent
from eventsys.messages.broadcasts.models import Broadcast
from eventsys.messages.broadcasts.operations import (
    draft_broadcast,
    hold_draft,
    rewrite_broadcast,
)
from eventsys.messages.broadcasts.queries import (
    list_broadcasts,
    subjects_of,
    texts_of,
)
from eventsys.messages.broadcasts.rules import BroadcastPlan
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.words import _
from eventsys.web.organiser.broadcasts.audience import (
    MOST_CHOSEN,
    Audience,
    audience_in,
    audience_of,
    audience_words,
    is_lost,
    pickers_for,
)
from eventsys.web.organiser.broadcasts.finding import (
    ALL,
    MESSAGES,
    ONE,
    SHOW,
    blueprint,
    broadcast_or_404,
)
from eventsys.web.organiser.broadcasts.form import BroadcastForm, values_of
from eventsys.web.organiser.broadcasts.rows import row_of
from eventsys.web.organiser.frame import event_or_404, frame_of, view_or_404
from eventsys.web.organiser.meanwhile import (
    CONFLICT,
    ChangedMeanwhile,
    SealedForm,
    check_unchanged,
    differences,
    merged,
    seal,
)
from eventsys.web.organiser.people.blueprint import LIST
from eventsys.web.organiser.people.pickers import Picker
from eventsys.web.organiser.roles import EDITORS


@blueprint.get(ALL)
@allowed_for(*EDITORS)
def index(slug: str) -> ResponseReturnValue:
    """List what was written to people of an event, the newest first."""
    view, session, at = view_or_404(slug), db.session(), clock.now()
    found = list_broadcasts(session, event_or_404(slug))
    subjects = subjects_of(session, found)
    return render_template(
        "organiser/broadcasts/index.html",
        frame=frame_of(view, MESSAGES),
        broadcasts=[row_of(each, subjects[each.id], view, at) for each in found],
    )


@blueprint.route(f"{ALL}/new", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def new(slug: str) -> ResponseReturnValue:
    """Choose people and write to them; nothing is sent by it."""
    view, is_sent = view_or_404(slug), request.method == "POST"
    pickers = pickers_for(view)
    audience = audience_in(request.form if is_sent else request.args, view, pickers)
    refusal = why_not(audience)
    if refusal:
        flash(refusal, "warn")
        return redirect(url_for(LIST, slug=slug), 303)
    form = BroadcastForm(data=None if is_sent else {"key": str(uuid4())})
    if not form.validate_on_submit():
        return written_page(view, form, audience, pickers)
    with transaction() as session:
        event, by = find_event(session, slug) or abort(404), current_principal()
        plan, key = plan_in(form, audience), form.key.text
        broadcast_id = draft_broadcast(session, event, plan, key, at=clock.now(), by=by).id
    return redirect(url_for(SHOW, slug=slug, broadcast_id=broadcast_id), 303)


@blueprint.route(f"{ONE}/edit", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def edit(slug: str, broadcast_id: int) -> ResponseReturnValue:
    """Write a draft anew, or choose others."""
    view, broadcast = view_or_404(slug), broadcast_or_404(db.session(), slug, broadcast_id)
    is_sent, pickers = request.method == "POST", pickers_for(view)
    audience = audience_of(broadcast)
    if is_sent and audience.ids is None:
        audience = audience_in(request.form, view, pickers)
    elif is_lost(audience, pickers):
        flash(_("It was for people chosen by something that is gone. Choose anew whom."), "warn")
    form = BroadcastForm() if is_sent else stored_form(db.session(), broadcast, pickers)
    form.whom.data = audience_words(audience, pickers)
    form.tell(texts_of(db.session(), broadcast))
    if not is_sent:
        seal(form)
    if not form.validate_on_submit():
        return written_page(view, form, audience, pickers, broadcast_id)
    try:
        with transaction() as session:
            found, by = broadcast_or_404(session, slug, broadcast_id), current_principal()
            hold_draft(session, found)
            check_unchanged(form, stored_form(session, found, pickers))
            rewrite_broadcast(session, found, plan_in(form, audience), at=clock.now(), by=by)
    except AlreadySent:
        flash(_("It was sent before. It is sent once."), "error")
    except ChangedMeanwhile as change:
        return both_versions(view, broadcast_id, form, change.stored, audience)
    return redirect(url_for(SHOW, slug=slug, broadcast_id=broadcast_id), 303)


def stored_form(session: Session, broadcast: Broadcast, pickers: Sequence[Picker]) -> BroadcastForm:
    """Fill the form with what is stored now."""
    whom = audience_words(audience_of(broadcast), pickers)
    known = texts_of(session, broadcast)
    return BroadcastForm(formdata=None, data=values_of(known, broadcast.key, whom))


def both_versions(
    view: EventView,
    broadcast_id: int,
    form: BroadcastForm,
    stored: SealedForm,
    audience: Audience,
) -> ResponseReturnValue:
    """Show what was typed beside what somebody else has saved, and the form with both."""
    told, pickers = differences(form, stored), pickers_for(view)
    again = BroadcastForm(formdata=None, data=merged(form, stored))
    if again.whom.text != form.whom.text:  # the others' choice, as this one was left alone
        audience = audience_of(broadcast_or_404(db.session(), view.slug, broadcast_id))
    page = rendered(view, again, audience, pickers, broadcast_id, differences=told)
    return page, CONFLICT


def plan_in(form: BroadcastForm, audience: Audience) -> BroadcastPlan:
    """Give what is to be written to whom; call it when the form is valid."""
    return BroadcastPlan(
        audience=audience.wanted,
        texts=form.wordings(),
        said=form.provenance(),
        chosen=audience.written,
    )


def why_not(audience: Audience) -> str:
    """Say why those who were chosen one by one cannot be written to; empty where they can."""
    if audience.is_too_much:
        return _(
            "At most %(most)s people can be chosen like this: narrow the list down by status,"
            " language and more instead.",
            most=MOST_CHOSEN,
        )
    if audience.ids is not None and not audience.ids:
        return _("Nobody is chosen. Tick people in the list, or choose everybody found.")
    return ""


def written_page(
    view: EventView,
    form: BroadcastForm,
    audience: Audience,
    pickers: Sequence[Picker],
    broadcast_id: int | None = None,
) -> ResponseReturnValue:
    """Show the form."""
    page = rendered(view, form, audience, pickers, broadcast_id)
    return page, 422 if form.is_submitted() else 200


def rendered(
    view: EventView,
    form: BroadcastForm,
    audience: Audience,
    pickers: Sequence[Picker],
    broadcast_id: int | None,
    **more: object,
) -> str:
    """Write the page of the form."""
    return render_template(
        f"organiser/broadcasts/{'new' if broadcast_id is None else 'edit'}.html",
        frame=frame_of(view, MESSAGES),
        form=form,
        problems=[] if more else problems_of(form),
        audience=audience,
        whom=audience_words(audience, pickers),
        pickers=pickers,
        back_url=url_for("organiser.broadcasts.index", slug=view.slug)
        if broadcast_id is None
        else url_for(SHOW, slug=view.slug, broadcast_id=broadcast_id),
        **more,
    )
