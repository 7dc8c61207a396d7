"""Makes organisations and units of the register, by the operations."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.people.actors.models import Actor
from eventsys.people.actors.operations import NameRequest, add_actor
from eventsys.people.actors.rules import ActorLevel
from tests.factories import AT


def make_actor(
    session: Session,
    name: str = "Nørrebro Bibliotek",
    level: ActorLevel = ActorLevel.ORGANISATION,
    *,
    at: datetime = AT,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Actor:
    """Add an organisation by its official name."""
    request = NameRequest(name=name, valid_from=valid_from, valid_to=valid_to)
    return add_actor(session, level, request, at=at, by=SYSTEM)
