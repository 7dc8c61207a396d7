"""What is asked before a registration goes to another date."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.waitlist.queries import is_in_line


def can_go(session: Session, registration: Registration, people: Sequence[Participant]) -> bool:
    """Tell whether those present of a registration have places or wait in line for some.

    Whose request nobody has judged yet, or drawn, does neither.
    """
    if all(person.status is ParticipantStatus.CONFIRMED for person in people):
        return bool(people)
    return is_in_line(session, registration)
