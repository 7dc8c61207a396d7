"""A draft as people will read it, sending it once, and how far it is."""

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.text import Language
from eventsys.messages.broadcasts.errors import AlreadySent, NobodyMeant
from eventsys.messages.broadcasts.models import Broadcast
from eventsys.messages.broadcasts.operations import send_broadcast, stop_broadcast
from eventsys.messages.broadcasts.queries import count_messages, list_its_messages, texts_of
from eventsys.messages.broadcasts.rules import BroadcastState, doubts_in
from eventsys.web.common.dates import say_moment
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.broadcasts.audience import audience_of, audience_words, pickers_for
from eventsys.web.organiser.broadcasts.finding import (
    MESSAGES,
    ONE,
    SHOW,
    blueprint,
    broadcast_or_404,
)
from eventsys.web.organiser.broadcasts.rows import news_of, stands, tag_of
from eventsys.web.organiser.broadcasts.send_form import SendForm, doubt_words
from eventsys.web.organiser.frame import frame_of, view_or_404
from eventsys.web.organiser.messages.wording import row_of
from eventsys.web.organiser.paging import ROWS_A_PAGE, number_in_address
from eventsys.web.organiser.roles import EDITORS


@blueprint.get(ONE)
@allowed_for(*EDITORS)
def show(slug: str, broadcast_id: int) -> ResponseReturnValue:
    """Show a draft as people will read it, or how far it is and who has it."""
    return its_page(slug, broadcast_or_404(db.session(), slug, broadcast_id), SendForm())


@blueprint.post(f"{ONE}/send")
@allowed_for(*EDITORS)
def send(slug: str, broadcast_id: int) -> ResponseReturnValue:
    """Send what is written to those who are meant, once: now, or at the moment chosen."""
    broadcast, form = broadcast_or_404(db.session(), slug, broadcast_id), SendForm()
    texts, at = texts_of(db.session(), broadcast), clock.now()
    doubts = doubts_in(each.words.values() for each in texts.values())
    due_at = form.read(doubts, at) if form.validate() else None
    if due_at is None:
        return its_page(slug, broadcast, form), 422
    send_at(slug, broadcast_id, due_at, at)
    return redirect(url_for(SHOW, slug=slug, broadcast_id=broadcast_id), 303)


def send_at(slug: str, broadcast_id: int, due_at: datetime, at: datetime) -> None:
    """Let it leave at a moment and say so, or why not."""
    try:
        with transaction() as session:
            broadcast = broadcast_or_404(session, slug, broadcast_id)
            send_broadcast(session, broadcast, due_at, at=at, by=current_principal())
    except AlreadySent:
        flash(_("It was sent before. It is sent once."), "warn")
    except NobodyMeant:
        flash(_("Nobody fits what you chose, so nothing was sent."), "error")
    else:
        is_now = due_at == at
        flash(
            _("It is on its way. This page says how far it is.")
            if is_now
            else _("It is planned. Until then you can stop it."),
            "ok",
        )


@blueprint.post(f"{ONE}/stop")
@allowed_for(*EDITORS)
def stop(slug: str, broadcast_id: int) -> ResponseReturnValue:
    """Send nothing more of it."""
    with transaction() as session:
        broadcast = broadcast_or_404(session, slug, broadcast_id)
        stop_broadcast(session, broadcast, at=clock.now(), by=current_principal())
    flash(_("Nothing more of it is sent."), "ok")
    return redirect(url_for(SHOW, slug=slug, broadcast_id=broadcast_id), 303)


def its_page(slug: str, broadcast: Broadcast, form: SendForm) -> str:
    """Show one broadcast: what people read, whom it reaches, who has it."""
    view, session, language = view_or_404(slug), db.session(), current_language()
    texts, state = texts_of(session, broadcast), stands(broadcast, clock.now())
    progress = count_messages(session, broadcast)
    is_on_its_way = state is BroadcastState.DONE and progress.waiting > 0
    before = number_in_address("before")
    rows = list_its_messages(session, broadcast, before=before, limit=ROWS_A_PAGE + 1)
    shown, words = rows[:ROWS_A_PAGE], doubt_words()
    doubts = doubts_in(each.words.values() for each in texts.values())
    return render_template(
        "organiser/broadcasts/show.html",
        frame=frame_of(view, MESSAGES),
        broadcast_id=broadcast.id,
        subject=texts[Language.DANISH].subject,
        stands=tag_of(BroadcastState.RUNNING if is_on_its_way else state),
        is_draft=state is BroadcastState.DRAFT,
        is_under_way=state in {BroadcastState.PLANNED, BroadcastState.RUNNING},
        whom=audience_words(audience_of(broadcast), pickers_for(view)),
        due=say_moment(broadcast.due_at, view.zone, language) if broadcast.due_at else "",
        news=news_of(broadcast, view, texts),
        form=form,
        problems=problems_of(form),
        doubts=[words[each] for each in doubts],
        progress=progress,
        messages=[row_of(each, view.zone, language) for each in shown],
        next=url_for(SHOW, slug=slug, broadcast_id=broadcast.id, before=shown[-1].id)
        if len(rows) > len(shown)
        else "",
    )
