"""What changes tickets."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.codes import digest_of, new_code, new_short_code
from eventsys.core.keys import Purpose, keys
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.registration.models import Participant, Ticket
from eventsys.registration.rules import TicketStatus
from eventsys.registration.tickets.rules import roster_hash, roster_short


def issue(event: Event, participant: Participant, *, at: datetime) -> Ticket:
    """Make the ticket of a participant who has an id; the caller adds it to the session."""
    code, short_code = new_code(), new_short_code()
    salt = keys().unseal(Purpose.ROSTER_SALT, event.roster_salt)
    return Ticket(
        participant_id=participant.id,
        event_id=participant.event_id,
        occasion_id=participant.occasion_id,
        code_hash=digest_of(code),
        sealed_codes=keys().seal(Purpose.TICKET, f"{code} {short_code}"),
        roster_hash=roster_hash(salt, code),
        roster_short=roster_short(salt, short_code),
        category=participant.category,
        status=TicketStatus.VALID,
        flags=0,
        changed_at=at,
    )


def block(session: Session, ticket: Ticket, reason: str, *, at: datetime, by: Principal) -> None:
    """Let a ticket admit nobody any more."""
    ticket.status = TicketStatus.BLOCKED
    ticket.status_at = at
    ticket.changed_at = at
    record(session, "block", ticket, {"reason": reason}, at=at, by=by)
