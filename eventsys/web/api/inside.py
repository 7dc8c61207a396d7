"""How many are inside, for the phones that count."""

from flask.typing import ResponseReturnValue

from eventsys.attendance.board.queries import find_board
from eventsys.checkin.roster.standing import get_standing
from eventsys.core import clock
from eventsys.core.db import db
from eventsys.events.queries import get_event_by_id
from eventsys.web.api.answers import give
from eventsys.web.api.bearers import device_token, for_devices
from eventsys.web.api.blueprint import blueprint
from eventsys.web.api.description import Description, described
from eventsys.web.api.shapes import inside as shapes


@blueprint.get("/inside")
@for_devices
@described(Description(gives={200: shapes.Inside}, refuses=("E_DEVICE", "E_REVOKED")))
def show_inside() -> ResponseReturnValue:
    """Tell how many are inside, and for how many there is room."""
    session, at = db.session(), clock.now()
    standing = get_standing(device_token(), at=at)
    board = find_board(session, get_event_by_id(session, standing.event_id), at=at)
    return give(
        shapes.Inside(
            as_of=at,
            inside=None if board is None else board.count.inside,
            capacity=None if board is None else board.capacity,
        )
    )
