"""Makes what organisers write to people."""

from sqlalchemy.orm import Session

from eventsys.attendance.people.rules import EVERYBODY
from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Provenance
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.messages.broadcasts.models import Broadcast
from eventsys.messages.broadcasts.operations import draft_broadcast
from eventsys.messages.broadcasts.rules import BroadcastPlan, Wording
from tests.factories import AT


def make_broadcast(session: Session, event: Event, key: str = "one", *, at=AT) -> Broadcast:
    """Write to everybody at an event; nothing is sent yet."""
    texts = {Language.DANISH: Wording("Tag regntøj med til {event} " * 2, "Det regner.\nSe {link}")}
    plan = BroadcastPlan(audience=EVERYBODY, texts=texts, said=Provenance())
    return draft_broadcast(session, event, plan, key, at=at, by=SYSTEM)
