"""What the page of an event's team shows at its fullest."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.events.assistants.operations import name_assistant
from eventsys.events.models import Event
from eventsys.people.rules import RoleName
from tests.factories import make_account

LONG = "en.meget.lang.adresse.uden.et.eneste.mellemrum@frivillige.example.org"


def fill(session: Session, event: Event, at: datetime) -> None:
    """Name two assistants, one of whom has no access any more; a third can be named."""
    named, gone, _further = (
        make_account(session, email, RoleName.EVENT_ASSISTANT, at=at)
        for email in (LONG, "gone@example.org", "ny@example.org")
    )
    for each in (named, gone):
        name_assistant(session, event, each.id, at=at, by=SYSTEM)
    gone.active = False
