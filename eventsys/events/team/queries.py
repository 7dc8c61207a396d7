"""What is asked of whom people may ask; other queries join the columns to their own."""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.events.models import Event
from eventsys.events.team.models import EventContact
from eventsys.events.team.rules import NOBODY, TeamContact

contacts = table_of(EventContact)
COLUMNS = tuple(column for column in contacts.c if column.name != "event_id")


def contact_of(row: Row[*tuple[Any, ...]]) -> TeamContact:
    """Read whom to ask from a row that holds the columns, all empty where nobody is named."""
    if row.contact_name is None:
        return NOBODY
    return TeamContact(name=row.contact_name, phone=row.contact_phone, email=row.contact_email)


def get_contact(session: Session, event: Event) -> TeamContact:
    """Tell whom to ask about an event."""
    wanted = select(*COLUMNS).where(contacts.c.event_id == event.id)
    found = session.execute(wanted).one_or_none()
    return NOBODY if found is None else contact_of(found)
