"""Phones: paired with an event, and told of its tickets."""

from hashlib import sha256

import msgspec
from flask import Response, make_response, request
from flask.typing import ResponseReturnValue
from msgspec import UNSET

from eventsys.checkin.devices.operations import PairedDevice, pair_device
from eventsys.checkin.devices.queries import get_receiving_device
from eventsys.checkin.roster.queries import BEGINNING, Cursor, RosterPage, read_cursor, read_roster
from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.core.text import UnusableCharacter, clean_line
from eventsys.events.queries import get_event_by_id, list_gates, list_texts
from eventsys.web.api.answers import give, wrong_cursor
from eventsys.web.api.bearers import device_token, for_devices
from eventsys.web.api.blueprint import blueprint
from eventsys.web.api.description import AFTER, BODY, Description, described
from eventsys.web.api.reading import read_body
from eventsys.web.api.refusals import Refusal
from eventsys.web.api.shapes import devices as shapes, roster as roster_shapes
from eventsys.web.common.caching import is_known
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
        device=shapes.PairedPhone(id=device.public_id, label=device.label, role=device.role),
        event=shapes.EventTitle(
            slug=event.slug,
            title={text.language.value: text.title for text in list_texts(session, event)},
        ),
        gates=[gate.name for gate in list_gates(session, event)],
        valid_until=device.valid_until,
        server_time=clock.now(),
    )


@blueprint.get("/roster")
@for_devices
@described(
    Description(
        gives={200: roster_shapes.Roster, 304: None},
        refuses=("E_QUERY", "E_DEVICE", "E_REVOKED"),
        parameters=(AFTER,),
    )
)
def roster() -> ResponseReturnValue:
    """Read what phones hold of the tickets, from behind a cursor on."""
    session, at = db.session(), clock.now()
    device = get_receiving_device(session, device_token(), at=at)
    event = get_event_by_id(session, device.event_id)
    return with_etag(roster_shape(read_roster(session, event, cursor_asked(), at=at)))


def cursor_asked() -> Cursor:
    """Read where the page begins."""
    text = request.args.get("after")
    if text is None:
        return BEGINNING
    cursor = read_cursor(text)
    if cursor is None:
        raise wrong_cursor()
    return cursor


def with_etag(page: roster_shapes.Roster) -> Response:
    """Answer 304 where the phone has the same tickets; the cursor alone may have moved."""
    settled = msgspec.json.encode(msgspec.structs.replace(page, cursor=""))
    etag = sha256(settled).hexdigest()[:32]
    response = make_response("", 304) if is_known(etag) else give(page)
    response.set_etag(etag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def roster_shape(page: RosterPage) -> roster_shapes.Roster:
    """Write a page of the roster."""
    return roster_shapes.Roster(
        cursor=page.cursor,
        more=page.more,
        salt=page.salt,
        reentry=page.reentry,
        unknown=page.unknown,
        occasions=[
            roster_shapes.RosterOccasion(no=each.no, starts_at=each.starts_at, ends_at=each.ends_at)
            for each in page.occasions
        ],
        tickets=[
            roster_shapes.RosterTicket(
                hash=each.hash,
                short=each.short,
                category=each.category,
                state=each.state,
                inside=each.inside,
                valid=UNSET if each.valid is None else each.valid,
                flags=each.flags,
            )
            for each in page.tickets
        ],
    )
