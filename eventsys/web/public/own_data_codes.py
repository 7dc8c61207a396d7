"""What the codes that are stored about people mean, in words."""

from eventsys.core.notice_kinds import NoticeKind
from eventsys.core.text import Language
from eventsys.events.care.rules import NeedKind
from eventsys.web.common.need_words import need_name
from eventsys.web.common.notice_words import notice_name
from eventsys.web.common.words import _


def code_words() -> dict[str, str]:
    """Word the values that are kept as codes."""
    return (
        {kind.value: notice_name(kind) for kind in NoticeKind}
        | {kind.value: need_name(kind) for kind in NeedKind}
        | state_words()
        | source_words()
        | attendance_words()
        | verdict_words()
        | principal_words()
        | {language.value: language.own_name for language in Language}
    )


def state_words() -> dict[str, str]:
    """Word what people are, and where they, their tickets, offers and messages stand."""
    return {
        "child": _("Child"),
        "adult": _("Adult"),
        "staff": _("Staff"),
        "confirmed": _("Has a place"),
        "waiting": _("On the waiting list"),
        "offered": _("A place is offered"),
        "deregistered": _("Deregistered"),
        "valid": _("The ticket is valid"),
        "blocked": _("Blocked"),
        "replaced": _("Replaced"),
        "open": _("Open"),
        "accepted": _("Accepted"),
        "declined": _("Declined"),
        "expired": _("Has run out"),
        "queued": _("Waits"),
        "sending": _("Is being sent"),
        "sent": _("Sent"),
        "uncertain": _("Is tried again"),
        "given-up": _("Not sent"),
    }


def source_words() -> dict[str, str]:
    """Word where people registered, and how they are written to."""
    return {
        "web": _("On this site"),
        "api": _("Through another system"),
        "demonstration": _("Invented for the demonstration"),
        "desk": _("At the desk"),
        "paper": _("On paper"),
        "door": _("At the entrance"),
        "preprinted": _("Tickets printed beforehand"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "none": _("Not at all"),
    }


def attendance_words() -> dict[str, str]:
    """Word whether somebody came to a date, and how that is known."""
    return {
        "came": _("Was there"),
        "apologised": _("Sent apologies"),
        "stayed-away": _("Was not there"),
        "list": _("From the list of those who came"),
        "apology": _("From apologies sent beforehand"),
        "correction": _("Corrected by an organiser"),
    }


def verdict_words() -> dict[str, str]:
    """Word what phones at the entrance show."""
    return {
        "in": _("In"),
        "out": _("Out"),
        "undo": _("Undone"),
        "undone": _("Undone"),
        "admitted": _("Came in"),
        "already-in": _("Already in"),
        "re-entry": _("Came in again"),
        "cancelled-event": _("The event is cancelled"),
        "other-event": _("A ticket for another event"),
        "unknown": _("Unknown"),
        "test": _("A trial"),
    }


def principal_words() -> dict[str, str]:
    """Word who did something."""
    return {
        "visitor": _("You yourself"),
        "account": _("An organiser"),
        "device": _("A phone at the entrance"),
        "system": _("The system itself"),
    }


def verb_words() -> dict[str, str]:
    """Word what was done to a registration on somebody's behalf."""
    return {
        "amend": _("Changed"),
        "apologise": _("Sent apologies"),
        "block": _("Blocked"),
        "check in": _("Checked in by hand"),
        "correct attendance": _("Attendance corrected"),
        "deregister": _("Deregistered"),
        "issue": _("Issued"),
        "revoke": _("Taken back"),
        "move": _("Moved to another date"),
        "flag": _("Told to the volunteers"),
        "offer": _("A place is offered"),
        "preprint": _("Tickets printed beforehand"),
        "register at the door": _("Registered at the entrance"),
        "remove-pictures": _("Pictures removed"),
        "renew link": _("New link"),
        "replace": _("Replaced"),
        "resend": _("Sent again"),
        "settle-call": _("Called"),
        "type in": _("Typed in from paper"),
        "unblock": _("Valid again"),
        "workplace": _("Workplace or association"),
        "undo check-in": _("Check-in taken back"),
        "withdraw apology": _("Can come after all"),
    }
