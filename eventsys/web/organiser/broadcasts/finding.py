"""What the pages about broadcasts look up."""

from flask import Blueprint, abort

from eventsys.core.db import Session
from eventsys.events.queries import find_event
from eventsys.messages.broadcasts.models import Broadcast
from eventsys.messages.broadcasts.queries import find_broadcast

blueprint = Blueprint("broadcasts", __name__)
MESSAGES = "organiser.messages.index"
SHOW = "organiser.broadcasts.show"
ALL = "/<slug>/broadcasts"
ONE = f"{ALL}/<int:broadcast_id>"


def broadcast_or_404(session: Session, slug: str, broadcast_id: int) -> Broadcast:
    """Give one of an event's broadcasts, or answer that there is none."""
    event = find_event(session, slug) or abort(404)
    return find_broadcast(session, event, broadcast_id) or abort(404)
