"""What phones are told of the tickets, from behind a cursor on."""

import gzip
from functools import partial
from hashlib import sha256

import msgspec
from flask import Response, make_response, request
from flask.typing import ResponseReturnValue
from msgspec import UNSET

from eventsys.checkin.errors import DeviceRevoked, UnknownDevice
from eventsys.checkin.roster.queries import RosterPage, read_roster
from eventsys.checkin.roster.rules import BEGINNING, Cursor, read_cursor
from eventsys.checkin.roster.standing import Standing, get_standing
from eventsys.core import clock
from eventsys.core.db import db
from eventsys.events.queries import get_event_by_id
from eventsys.web.api.answers import give, wrong_cursor
from eventsys.web.api.bearers import device_token, for_devices
from eventsys.web.api.blueprint import blueprint
from eventsys.web.api.description import AFTER, Description, described
from eventsys.web.api.shapes import roster as shapes
from eventsys.web.common.caching import etag_of, is_known
from eventsys.web.common.unchanged import stays_while

HARD = 8


@blueprint.get("/roster")
@for_devices
@described(
    Description(
        gives={200: shapes.Roster, 304: None},
        refuses=("E_QUERY", "E_DEVICE", "E_REVOKED"),
        parameters=(AFTER,),
    )
)
def roster() -> ResponseReturnValue:
    """Read what phones hold of the tickets, from behind a cursor on."""
    at = clock.now()
    standing, cursor = get_standing(device_token(), at=at), cursor_asked()
    etag = standing.revision and etag_of("roster", standing.revision, cursor)
    if standing.revision:
        stays_while(partial(stands, device_token(), standing))
    if etag and is_known(etag):
        return with_etag(make_response("", 304), etag)
    event = get_event_by_id(db.session(), standing.event_id)
    page = roster_shape(read_roster(db.session(), event, cursor, at=at))
    etag = etag or etag_of_content(page)
    if is_known(etag):
        return with_etag(make_response("", 304), etag)
    return compressed(with_etag(give(page), etag))


def stands(token: str, standing: Standing) -> bool:
    """Tell whether a phone may still have its roster, and that as it was."""
    try:
        return get_standing(token, at=clock.now()) == standing
    except (UnknownDevice, DeviceRevoked):
        return False


def cursor_asked() -> Cursor:
    """Read where the page begins."""
    text = request.args.get("after")
    if text is None:
        return BEGINNING
    cursor = read_cursor(text)
    if cursor is None:
        raise wrong_cursor()
    return cursor


def etag_of_content(page: shapes.Roster) -> str:
    """Make an ETag of a page that may still change; the cursor alone may have moved."""
    settled = msgspec.json.encode(msgspec.structs.replace(page, cursor=""))
    return sha256(settled).hexdigest()[:32]


def with_etag(response: Response, etag: str) -> Response:
    """Name an answer, so that a phone that has it need not have it again."""
    response.set_etag(etag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def compressed(response: Response) -> Response:
    """Compress harder than pages are: what phones load at the gate is large and seldom made."""
    if request.accept_encodings["gzip"]:
        etag, _ = response.get_etag()
        response.set_data(gzip.compress(response.get_data(), HARD))
        response.headers["Content-Encoding"] = "gzip"
        response.set_etag(f"{etag}:gzip")
    return response


def roster_shape(page: RosterPage) -> shapes.Roster:
    """Write a page of the roster."""
    return shapes.Roster(
        cursor=page.cursor,
        more=page.more,
        salt=page.salt,
        reentry=page.reentry,
        unknown=page.unknown,
        occasions=[
            shapes.RosterOccasion(no=each.no, starts_at=each.starts_at, ends_at=each.ends_at)
            for each in page.occasions
        ],
        tickets=[
            shapes.RosterTicket(
                hash=each.hash,
                short=each.short,
                category=each.category,
                state=each.state,
                inside=each.inside,
                valid=UNSET if each.valid is None else each.valid,
                been=each.been or UNSET,
                family=each.family or UNSET,
                flags=each.flags,
            )
            for each in page.tickets
        ],
        cancelled=page.is_cancelled or UNSET,
    )
