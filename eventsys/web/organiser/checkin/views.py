"""An event's phones: which there are, pairing another one, taking one off."""

from collections.abc import Iterator
from datetime import datetime

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.checkin.devices.operations import PAIRING_LASTS, Post, invite_to_post, revoke_device
from eventsys.checkin.devices.queries import find_device_of, list_devices
from eventsys.checkin.rules import DeviceRole
from eventsys.core import clock
from eventsys.core.codes import grouped
from eventsys.core.db import db, transaction
from eventsys.core.localtime import to_local
from eventsys.documents.qr import qr_path
from eventsys.events.models import Event
from eventsys.events.queries import get_event, list_gates
from eventsys.web.common.dates import say_clock
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.checkin.form import PairingForm
from eventsys.web.organiser.checkin.rows import PhoneRow, row_of
from eventsys.web.organiser.frame import both_or_404, event_or_404, frame_of
from eventsys.web.organiser.roles import GATEKEEPERS

blueprint = Blueprint("checkin", __name__)
HERE = "organiser.checkin.index"


@blueprint.get("/<slug>/devices")
@allowed_for(*GATEKEEPERS)
def index(slug: str) -> ResponseReturnValue:
    """List an event's phones, with what each has sent."""
    (view, event), at = both_or_404(slug), clock.now()
    return render_template(
        "organiser/checkin/index.html",
        frame=frame_of(view, HERE),
        devices=phones_of(event, at),
        form=PairingForm.for_gates(list_gates(db.session(), event)),
        problems=[],
    )


def phones_of(event: Event, at: datetime) -> list[PhoneRow]:
    """List an event's phones in words."""
    return [row_of(each, at, event.zone) for each in list_devices(db.session(), event)]


@blueprint.post("/<slug>/devices/pair")
@allowed_for(*GATEKEEPERS)
def pair(slug: str) -> ResponseReturnValue:
    """Show a code by which one phone becomes the event's; the page is its only showing."""
    (view, event), at = both_or_404(slug), clock.now()
    form = PairingForm.for_gates(list_gates(db.session(), event))
    if not form.validate_on_submit():
        page = render_template(
            "organiser/checkin/index.html",
            frame=frame_of(view, HERE),
            devices=phones_of(event, at),
            form=form,
            problems=problems_of(form),
        )
        return page, 422
    post = form.to_post()
    with transaction() as session:
        event = get_event(session, slug)
        code = invite_to_post(session, event, post, at=at, by=current_principal())
    address = f"{current_app.config['BASE_URL']}/{post.role.value}/#{code}"
    until = to_local(at + PAIRING_LASTS, view.zone)
    return render_template(
        "organiser/checkin/pair.html",
        frame=frame_of(view, HERE),
        drawing=qr_path(address),
        address=address.partition("#")[0],
        code=grouped(code),
        about=list(told_of(post, say_clock(until, current_language()))),
    )


def told_of(post: Post, until: str) -> Iterator[str]:
    """Say what the phone will do and where, and until when the code works."""
    counts = post.role is DeviceRole.COUNT
    yield (
        _("The phone counts people without a ticket.") if counts else _("The phone scans tickets.")
    )
    if post.gate:
        yield _("Gate: %(name)s.", name=post.gate)
        if post.is_pinned:
            yield _("It stays at this gate.")
    yield _("The code works for one phone, until %(clock)s.", clock=until)


@blueprint.post("/<slug>/devices/<public_id>/revoke")
@allowed_for(*GATEKEEPERS)
def revoke(slug: str, public_id: str) -> ResponseReturnValue:
    """Take a phone off the event at once."""
    event = event_or_404(slug)
    with transaction() as session:
        device = find_device_of(session, event, public_id)
        if device is None:
            abort(404)
        revoke_device(session, device, at=clock.now(), by=current_principal())
    flash(_("The phone is disconnected."), "ok")
    return redirect(url_for(HERE, slug=slug))
