"""What can happen that people are told of."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """What happened; whom to tell, and how, is decided above."""

    REGISTERED = "registered"
    DEREGISTERED = "deregistered"
    WAITING = "waiting"
    OFFERED = "offered"
    OFFER_EXPIRED = "offer-expired"
    PROMOTED = "promoted"
    APPROVED = "approved"
    DECLINED = "declined"
    NEW_LINK = "new-link"
    NEW_TICKET = "new-ticket"
    MOVED = "moved"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    REMINDER = "reminder"
    THANKS = "thanks"


OF_EVENTS = frozenset({NoticeKind.MOVED, NoticeKind.CANCELLED, NoticeKind.RESTORED})
"""What is told to everybody who is registered; the subject is the event, else a registration."""
