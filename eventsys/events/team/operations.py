"""What changes whom people may ask."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventsys.events.models import Event
from eventsys.events.team.models import EventContact
from eventsys.events.team.rules import NOBODY, TeamContact


def write_contact(session: Session, event: Event, contact: TeamContact) -> None:
    """Name whom to ask about an event from now on."""
    session.execute(delete(EventContact).where(EventContact.event_id == event.id))
    if contact == NOBODY:
        return
    session.add(
        EventContact(
            event_id=event.id,
            contact_name=contact.name,
            contact_phone=contact.phone,
            contact_email=contact.email,
        )
    )
