"""The words for what people are told of, in the page's language."""

from eventsys.core.notice_kinds import NoticeKind
from eventsys.web.common.words import _


def notice_name(kind: NoticeKind) -> str:
    """Name a kind of message."""
    names = {
        NoticeKind.REGISTERED: _("Confirmation"),
        NoticeKind.DEREGISTERED: _("A place was given back"),
        NoticeKind.WAITING: _("On the waiting list"),
        NoticeKind.OFFERED: _("Offer of a place"),
        NoticeKind.OFFER_EXPIRED: _("Offer has run out"),
        NoticeKind.PROMOTED: _("From the waiting list to a place"),
        NoticeKind.APPROVED: _("Approved"),
        NoticeKind.DECLINED: _("Declined"),
        NoticeKind.NEW_LINK: _("New link"),
        NoticeKind.NEW_TICKET: _("New ticket"),
        NoticeKind.MOVED: _("New time or place"),
        NoticeKind.CANCELLED: _("Cancellation"),
        NoticeKind.RESTORED: _("Cancellation taken back"),
        NoticeKind.REMINDER: _("Reminder"),
        NoticeKind.THANKS: _("Thank-you"),
        NoticeKind.SURVEY: _("Questionnaire"),
        NoticeKind.SURVEY_REMINDER: _("Reminder of the questionnaire"),
        NoticeKind.SURVEY_REPLY: _("What came of the answers"),
        NoticeKind.BROADCAST: _("A message of our own"),
        NoticeKind.INVITATION: _("Invitation to an account"),
        NoticeKind.RECOVERY: _("Link for a new passphrase"),
    }
    return names[kind]
