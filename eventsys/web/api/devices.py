"""Phones: paired with an event."""

from flask.typing import ResponseReturnValue
from msgspec import UNSET

from eventsys.checkin.devices.operations import PairedDevice, pair_device
from eventsys.checkin.devices.queries import last_end_of
from eventsys.checkin.devices.rules import valid_until
from eventsys.checkin.models import Device
from eventsys.core import clock
from eventsys.core.db import Session, transaction
from eventsys.core.text import UnusableCharacter, clean_line
from eventsys.events.models import Event
from eventsys.events.queries import get_event_by_id, list_gates, list_texts
from eventsys.web.api.answers import give
from eventsys.web.api.blueprint import blueprint
from eventsys.web.api.description import BODY, Description, described
from eventsys.web.api.reading import read_body
from eventsys.web.api.refusals import Refusal
from eventsys.web.api.shapes import devices as shapes
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.limits import failed_look_ups


@blueprint.post("/devices")
@open_to_all
@failed_look_ups
@described(
    Description(
        takes=shapes.Pairing,
        gives={201: shapes.Paired},
        refuses=(*BODY, "E_PAIRING", "E_RATE", "E_BUSY"),
    )
)
def pair() -> ResponseReturnValue:
    """Pair a phone by the code that an organiser showed; the code is used up."""
    body = read_body(shapes.Pairing)
    with transaction() as session:
        paired = pair_device(session, body.pairing_code, install_id(body), at=clock.now())
        return give(paired_shape(session, paired), 201)


def install_id(body: shapes.Pairing) -> str:
    """Give an installation's id as it is stored."""
    try:
        return clean_line(body.install_id)
    except UnusableCharacter as error:
        raise Refusal("E_FIELDS", {"install_id": "character"}) from error


def paired_shape(session: Session, paired: PairedDevice) -> shapes.Paired:
    """Tell a phone all that it needs."""
    device = paired.device
    event = get_event_by_id(session, device.event_id)
    return shapes.Paired(
        token=paired.token,
        device=shapes.PairedPhone(
            id=device.public_id,
            label=device.label,
            role=device.role,
            gate=UNSET if device.gate is None else device.gate,
        ),
        event=shapes.EventTitle(
            slug=event.slug,
            title={text.language.value: text.title for text in list_texts(session, event)},
        ),
        gates=gates_of(session, device, event),
        valid_until=valid_until(device.paired_at, last_end_of(session, event)),
        server_time=clock.now(),
    )


def gates_of(session: Session, device: Device, event: Event) -> list[str]:
    """List the gates among which a volunteer may choose: one that is pinned has its own alone."""
    if device.is_pinned and device.gate is not None:
        return [device.gate]
    return [gate.name for gate in list_gates(session, event)]
