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
    SURVEY = "survey"
    SURVEY_REMINDER = "survey-reminder"
    SURVEY_REPLY = "survey-reply"
    BROADCAST = "broadcast"
    INVITATION = "invitation"
    RECOVERY = "recovery"


OF_EVENTS = frozenset({NoticeKind.MOVED, NoticeKind.CANCELLED, NoticeKind.RESTORED})
"""What is told to everybody who is registered; the subject is the event, else a registration."""

OF_SURVEYS = frozenset({NoticeKind.SURVEY, NoticeKind.SURVEY_REMINDER, NoticeKind.SURVEY_REPLY})
"""What is said about a questionnaire to those who are asked; the subject is the survey wave."""

OF_ACCOUNTS = frozenset({NoticeKind.INVITATION, NoticeKind.RECOVERY})
"""What is sent to those who sign in; the subject is a link to an account."""

OF_BROADCASTS = frozenset({NoticeKind.BROADCAST})
"""What organisers write to chosen people themselves; the subject is the broadcast."""

OF_REGISTRATIONS = frozenset(NoticeKind) - OF_EVENTS - OF_SURVEYS - OF_BROADCASTS - OF_ACCOUNTS
"""What is told to one contact; the subject is a registration, of a reminder an occasion."""
