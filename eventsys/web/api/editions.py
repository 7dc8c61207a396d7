"""Which edition of an event a program has read: a change to another one stores nothing.

An edition is all that an organiser decides. What people do, such as taking a place, makes no new
one, though it changes what the API shows: an ETag is the edition, then a digest of what is shown.
"""

from hashlib import sha256

import msgspec
from flask import Response, request

from eventsys.core.db import Session
from eventsys.events.models import Event
from eventsys.events.queries import plan_of
from eventsys.web.api.refusals import Refusal

LENGTH = 24
PARTS = "-"


def edition_of(session: Session, event: Event) -> str:
    """Stand for all that was decided about an event."""
    decided = (event.status.value, plan_of(session, event))
    return digest(msgspec.json.encode(decided, order="deterministic"))


def digest(text: bytes) -> str:
    """Stand for a text."""
    return sha256(text).hexdigest()[:LENGTH]


def require_edition(session: Session, event: Event) -> None:
    """Refuse where the request names an edition and the event has become another.

    A request that names none is taken, as it was before there were editions.
    """
    named = request.if_match
    if "If-Match" not in request.headers or named.star_tag:
        return
    current = edition_of(session, event)
    if current not in {(tag or "").partition(PARTS)[0] for tag in named.as_set()}:
        raise Refusal("E_STALE")


def with_edition(response: Response, session: Session, event: Event) -> Response:
    """Write onto an answer which edition it shows."""
    shown = digest(response.get_data())
    response.set_etag(f"{edition_of(session, event)}{PARTS}{shown}")
    return response
