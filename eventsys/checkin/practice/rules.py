"""What can be practised at the gate, decided on plain values."""

from enum import StrEnum

from eventsys.checkin.rules import Verdict
from eventsys.registration.rules import ParticipantStatus, TicketStatus


class PracticeKind(StrEnum):
    """What a practice ticket is to show when it is scanned, in the words of verdicts."""

    VALID = "valid"
    ALREADY_IN = "already-in"
    WAITING = "waiting"
    BLOCKED = "blocked"
    REPLACED = "replaced"
    DEREGISTERED = "deregistered"
    UNKNOWN = "unknown"
    OTHER_EVENT = "other-event"

    @property
    def shows(self) -> Verdict:
        """Tell what a ticket like this one would come to in earnest."""
        return Verdict.ADMITTED if self is PracticeKind.VALID else Verdict(self.value)

    @property
    def verdict(self) -> Verdict:
        """Tell what the server answers; of a stranger it does not say that it is for practice."""
        return Verdict(self.value) if self in STRANGERS else Verdict.TEST

    @property
    def status(self) -> TicketStatus:
        """Tell what a ticket like this one is."""
        return TicketStatus(self.value) if self in TICKETS else TicketStatus.VALID

    @property
    def participant_status(self) -> ParticipantStatus:
        """Tell where the holder of a ticket like this one stands."""
        return ParticipantStatus(self.value) if self in PEOPLE else ParticipantStatus.CONFIRMED


STRANGERS = frozenset({PracticeKind.UNKNOWN, PracticeKind.OTHER_EVENT})
"""Phones hold nothing of these."""
TICKETS = frozenset({PracticeKind.BLOCKED, PracticeKind.REPLACED})
PEOPLE = frozenset({PracticeKind.WAITING, PracticeKind.DEREGISTERED})
VALID_TICKETS = 20
"""So many tickets of those that are valid: a rehearsal is a queue of people, most of them fine."""


def copies_of(kind: PracticeKind) -> int:
    """Tell how many practice tickets of a kind an event has."""
    return VALID_TICKETS if kind is PracticeKind.VALID else 1
