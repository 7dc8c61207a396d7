"""Finding one's registration again: by its reference and what one wrote, or by e-mail."""

from datetime import datetime

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, write
from eventsys.registration.links.operations import send_link
from eventsys.registration.links.queries import find_claimed, list_written_to
from eventsys.registration.links.rules import Claim
from eventsys.registration.queries import token_of
from eventsys.registration.rules import Channel
from eventsys.web.common.forms import PublicForm, problems_of
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.limits import looking_for, may_send_link
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.find_forms import FindForm, SendForm


@blueprint.route("/<language:lang>/find", methods=["GET", "POST"])
@open_to_all
@looking_for
def find() -> ResponseReturnValue:
    """Open the registration that somebody rightly claims, or send its link; else say the same."""
    form, at = FindForm("find"), clock.now()
    if not form.is_submitted():
        return show(form, SendForm("send link"))
    if not form.validate():
        return show(form, SendForm("send link")), 400 if form.is_too_old else 422
    claim = form.to_claim()
    token = write(lambda session: opened(session, claim, at))
    if token is None:
        return show(form, SendForm("send link"), is_answered=True)
    return redirect(url_for("public.registration", token=token), 303)


def opened(session: Session, claim: Claim, at: datetime) -> str | None:
    """Give the token of the registration that is claimed; None where mail tells it, or nothing."""
    found = find_claimed(session, claim)
    if found is None:
        return None
    if found.contact_channel is not Channel.EMAIL:
        return token_of(found)
    if may_send_link(found.reference):
        send_link(session, found, at=at)
    return None


@blueprint.post("/<language:lang>/find/send")
@open_to_all
@looking_for
def send_links() -> ResponseReturnValue:
    """Send the links of an address's registrations to it; say the same where there are none."""
    form, at = SendForm("send link"), clock.now()
    if not form.validate():
        return show(FindForm("find"), form), 400 if form.is_too_old else 422
    email = form.to_email()
    write(lambda session: send_all(session, email, at))
    return show(FindForm("find"), form, is_answered=True)


def send_all(session: Session, email: str, at: datetime) -> None:
    """Send an address the links of all its registrations."""
    found = list_written_to(session, email, at=at)
    if found and may_send_link(email):
        for registration in sorted(found, key=lambda each: each.id):
            send_link(session, registration, at=at)


def show(finding: FindForm, sending: SendForm, *, is_answered: bool = False) -> str:
    """Show both ways, with what was typed; the answer is the same whatever was found."""
    sent: PublicForm = finding if finding.is_submitted() and finding.errors else sending
    return render_template(
        "public/find.html",
        finding=finding,
        sending=sending,
        is_answered=is_answered,
        problems=problems_of(sent),
    )
