"""Telling participants what was heard from them, and what comes of it: written, looked at, sent."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.evaluation.waves.errors import AlreadyTold
from eventsys.evaluation.waves.replies.operations import send_reply as send, write_reply
from eventsys.evaluation.waves.replies.queries import replies_of
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import frame_of, view_or_404
from eventsys.web.organiser.roles import EDITORS
from eventsys.web.organiser.waves.finding import (
    HERE,
    WAVE,
    blueprint,
    change,
    refusal_words,
    wave_or_404,
)
from eventsys.web.organiser.waves.reply_form import ReplyForm, values_of
from eventsys.web.organiser.waves.rows import wave_name


@blueprint.route(f"{WAVE}/reply", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def reply(slug: str, wave_id: int) -> ResponseReturnValue:
    """Write what participants are told; nothing is sent by it."""
    wave = wave_or_404(db.session(), slug, wave_id)
    known = replies_of(db.session(), wave)
    form = ReplyForm(data=values_of(known) if request.method == "GET" else None)
    form.tell(known)
    if form.validate_on_submit():
        bodies, said = form.bodies(), form.provenance()
        try:
            with transaction() as session:
                found, by = wave_or_404(session, slug, wave_id), current_principal()
                write_reply(session, found, bodies, said, at=clock.now(), by=by)
        except AlreadyTold as refusal:
            flash(refusal_words(refusal), "error")
        else:
            flash(_("It is kept. Nothing is sent before you press send."), "ok")
        return redirect(url_for(".reply", slug=slug, wave_id=wave_id), 303)
    page = render_template(
        "organiser/waves/reply.html",
        frame=frame_of(view_or_404(slug), HERE),
        wave_id=wave_id,
        name=wave_name(wave.months),
        form=form,
        problems=problems_of(form),
        is_written=bool(known),
        is_sent=wave.told_at is not None,
        has_begun=wave.invited_at is not None,
        back_url=url_for(HERE, slug=slug),
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post(f"{WAVE}/reply/send")
@allowed_for(*EDITORS)
def send_reply(slug: str, wave_id: int) -> ResponseReturnValue:
    """Send what is written to everybody who was asked, once."""
    return change(slug, wave_id, send, _("It is on its way to everybody who was asked."))
