"""Reminders and thank-yous: whoever gets them can end them, and the short way to one's own page."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, write
from eventsys.core.keys import Purpose
from eventsys.core.links import is_token_of, public_id_in
from eventsys.messages.channels.operations import mute, unmute
from eventsys.messages.channels.queries import is_muted, recipient_of
from eventsys.registration.models import Registration
from eventsys.registration.queries import find_by_public_id, find_registration_by_token
from eventsys.web.common.forms import PublicForm, problems_of
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.public.blueprint import blueprint

ONE_CLICK = "One-Click"


@blueprint.get("/r/<token>")
@open_to_all
@failed_look_ups
def short_link(token: str) -> ResponseReturnValue:
    """Lead from a text message's link to the registration's own page, in its language."""
    found = find_registration_by_token(db.session(), token) or abort(404)
    return redirect(url_for("public.registration", lang=found.language, token=token))


@blueprint.route("/<language:lang>/messages/<token>", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def muting(token: str) -> ResponseReturnValue:
    """Let an address do without reminders and thank-yous, or have them again.

    A mail program's own button sends RFC 8058's one click, which needs no form of ours.
    """
    is_one_click = request.form.get("List-Unsubscribe") == ONE_CLICK
    form = PublicForm(f"muting {token}")
    if request.method == "POST" and not is_one_click and not form.validate():
        return page_of(token, form), 400
    recipient = recipient_or_404(db.session(), token)
    if request.method != "POST":
        return page_of(token, form)
    wants_again = "again" in request.form and not is_one_click
    write(lambda session: change(session, recipient, wants_again=wants_again))
    if is_one_click:
        return "", 204
    return redirect(url_for("public.muting", token=token), 303)


def page_of(token: str, form: PublicForm) -> str:
    """Show whether reminders come, and the button that changes it."""
    recipient = find_recipient(db.session(), token) or ""
    return render_template(
        "public/muting.html",
        form=form,
        problems=problems_of(form),
        is_muted=is_muted(db.session(), recipient),
    )


def change(session: Session, recipient: str, *, wants_again: bool) -> None:
    """Store what was chosen."""
    if wants_again:
        unmute(session, recipient)
    else:
        mute(session, recipient, at=clock.now())


def recipient_or_404(session: Session, token: str) -> str:
    """Give the address that a link is about, or answer that there is none."""
    return find_recipient(session, token) or abort(404)


def find_recipient(session: Session, token: str) -> str | None:
    """Find the address that a link is about; None for any other text."""
    public_id = public_id_in(token)
    if not is_token_of(Purpose.MUTE_LINK, public_id, 1, token):
        return None
    registration: Registration | None = find_by_public_id(session, public_id)
    return recipient_of(registration) if registration else None
