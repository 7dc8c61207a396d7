"""What people press for: a test, a delivery once more, a new secret, on again, and away with it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.exchange.webhooks import operations
from eventsys.exchange.webhooks.errors import ReceiverOff
from eventsys.web.common.certainty import certain
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.words import _
from eventsys.web.organiser.roles import CONNECTORS
from eventsys.web.organiser.webhooks.views import INDEX, ONE, SHOW, blueprint, receiver_or_404


@blueprint.post(f"{ONE}/trial")
@allowed_for(*CONNECTORS)
@certain
def trial(receiver_id: int) -> ResponseReturnValue:
    """Send test news."""
    with transaction() as session:
        operations.send_trial(session, receiver_or_404(session, receiver_id), at=clock.now())
    flash(_("The test is on its way. Load the page again in a moment to see the answer."), "ok")
    return redirect(url_for(SHOW, receiver_id=receiver_id), 303)


@blueprint.post(f"{ONE}/deliveries/<int:delivery_id>/replay")
@allowed_for(*CONNECTORS)
@certain
def replay(receiver_id: int, delivery_id: int) -> ResponseReturnValue:
    """Deliver once more."""
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            receiver = receiver_or_404(session, receiver_id)
            operations.replay(session, receiver, delivery_id, at=at, by=by)
    except ReceiverOff:
        flash(_("The receiver is switched off. Switch it on first."), "error")
    else:
        flash(_("It is sent once more. Load the page again in a moment to see the answer."), "ok")
    return redirect(url_for(SHOW, receiver_id=receiver_id), 303)


@blueprint.post(f"{ONE}/switch-on")
@allowed_for(*CONNECTORS)
@certain
def switch_on(receiver_id: int) -> ResponseReturnValue:
    """Let a receiver hear again."""
    at, by = clock.now(), current_principal()
    with transaction() as session:
        operations.switch_on(session, receiver_or_404(session, receiver_id), at=at, by=by)
    flash(_("The receiver is switched on. What it missed is not sent by itself."), "ok")
    return redirect(url_for(SHOW, receiver_id=receiver_id), 303)


@blueprint.route(f"{ONE}/secret", methods=["GET", "POST"])
@allowed_for(*CONNECTORS)
@certain
def secret(receiver_id: int) -> ResponseReturnValue:
    """Ask before a new secret is made; then show it this once."""
    label, made = receiver_or_404(db.session(), receiver_id).label, ""
    if request.method == "POST":
        at, by = clock.now(), current_principal()
        with transaction() as session:
            receiver = receiver_or_404(session, receiver_id)
            made = operations.replace_secret(session, receiver, at=at, by=by)
    return render_template(
        "organiser/webhooks/secret.html", label=label, receiver_id=receiver_id, secret=made
    )


@blueprint.route(f"{ONE}/delete", methods=["GET", "POST"])
@allowed_for(*CONNECTORS)
@certain
def delete(receiver_id: int) -> ResponseReturnValue:
    """Ask before a receiver goes; then let it go."""
    label = receiver_or_404(db.session(), receiver_id).label
    if request.method == "POST":
        at, by = clock.now(), current_principal()
        with transaction() as session:
            operations.delete_receiver(session, receiver_or_404(session, receiver_id), at=at, by=by)
        flash(_("The receiver is deleted."), "ok")
        return redirect(url_for(INDEX), 303)
    return render_template("organiser/webhooks/delete.html", label=label, receiver_id=receiver_id)
