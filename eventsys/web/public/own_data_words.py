"""What is stored about people, in words: the kinds of things, their values, and what codes mean."""

from eventsys.core.notice_kinds import NoticeKind
from eventsys.core.text import Language
from eventsys.events.care.rules import NeedKind
from eventsys.web.common.need_words import need_name
from eventsys.web.common.notice_words import notice_name
from eventsys.web.common.words import _

INNER = frozenset(
    {
        "id",
        "flags",
        "link_version",
        "revision",
        "tries",
        "resends",
        "registered_by",
        "channel",
        "cursor",
        "lease_until",
        "object_kind",
        "seq",
        "code_kind",
        "other_event",
        "undoes",
        "offset_ms",
        "effective_at",
        "received_at",
        "clock_unsure",
        "relayed_for",
        "handed_in_by",
        "past",
        "quarantined",
    }
)
"""Columns that hold how the system works, not what it knows of anybody; the file has them too."""


def heading_words() -> dict[str, str]:
    """Name the kinds of things, in the order in which they are shown."""
    return {
        "registration": _("Your registration"),
        "participant": _("The people who are coming"),
        "question_answer": _("Your answers"),
        "need": _("What you need"),
        "affiliation": _("Where you come from"),
        "photo_consent": _("Pictures"),
        "decision": _("The organiser's answer"),
        "draw_entry": _("The draw"),
        "ticket": _("Tickets"),
        "replaced_ticket": _("Tickets that were replaced"),
        "waitlist_entry": _("Waiting list"),
        "waitlist_offer": _("Offers of places"),
        "scan": _("Shown at the entrance"),
        "ticket_state": _("Came in"),
        "certificate": _("Certificate"),
        "attendance_mark": _("Who came to which date"),
        "outbox_message": _("Messages to you"),
        "notice": _("Reasons to write to you"),
        "audit_entry": _("Changes"),
        "link_renewal": _("New links"),
        "survey_invite": _("Questionnaires you were asked to answer"),
        "survey_refusal": _("No more questionnaires"),
    }


def value_words() -> dict[str, str]:
    """Name what people can read a sense into."""
    return what_words() | when_words() | who_words()


def what_words() -> dict[str, str]:
    """Name the values that say what something is."""
    return {
        "reference": _("Reference"),
        "language": _("Language"),
        "source": _("Where it comes from"),
        "group_name": _("Group"),
        "contact_channel": _("How we write to you"),
        "contact_email": _("E-mail"),
        "contact_phone": _("Phone"),
        "category": _("Child or adult"),
        "birth_year": _("Year of birth"),
        "status": _("Status"),
        "state": _("Status"),
        "position": _("No."),
        "gate": _("Entrance"),
        "admitted_gate": _("Entrance"),
        "direction": _("In or out"),
        "shown": _("What the phone showed"),
        "is_inside": _("Is inside"),
        "recipient": _("Written to"),
        "failure": _("Why it was not sent"),
        "verb": _("What"),
        "kind": _("What"),
        "details": _("In detail"),
        "is_companion": _("Comes along"),
        "typed": _("Workplace or association"),
        "takes_place": _("Takes a place"),
        "verdict": _("Answer"),
        "reason": _("Why"),
        "value": _("Answers"),
        "number": _("How many"),
        "text": _("What you wrote"),
        "text_version": _("Version of the text"),
        "is_given": _("Pictures are allowed"),
        "places": _("Places"),
        "rank": _("Order on the waiting list"),
        "is_passed": _("Passed over for now"),
        "key": _("Your number in the draw"),
        "size": _("People"),
        "occasion_no": _("Date"),
        "is_repeat": _("Registered before with the same contact"),
        "has_place": _("Has a place"),
        "is_practice": _("Was a practice ticket"),
        "is_answered": _("Was answered"),
        "is_told": _("You were written to"),
        "is_reminded": _("You were reminded"),
        "left_waiting": _("Had no place when deregistered"),
        "title": _("Title"),
        "title_language": _("Language of the title"),
        "attended": _("Dates you came to"),
        "held": _("Dates that were held"),
        "minutes": _("Length in minutes"),
        "revoked_because": _("Why"),
    }


def when_words() -> dict[str, str]:
    """Name the values that say when."""
    return {
        "at": _("Time"),
        "device_at": _("Time"),
        "admitted_at": _("Time"),
        "created_at": _("Stored at"),
        "sent_at": _("Sent at"),
        "composed_at": _("Sent at"),
        "due_at": _("Due at"),
        "settled_at": _("Called at"),
        "deregistered_at": _("Deregistered at"),
        "changed_at": _("Changed at"),
        "status_at": _("Changed at"),
        "replaced_at": _("Changed at"),
        "joined_at": _("On the waiting list since"),
        "offered_at": _("Offered at"),
        "expires_at": _("Answer before"),
        "ended_at": _("Ended at"),
        "given_at": _("Answered at"),
        "assigned_at": _("Recognised at"),
        "decided_at": _("Answered at"),
        "made_at": _("Time"),
        "withdrawn_at": _("Withdrawn at"),
        "starts_at": _("First date"),
        "ends_at": _("Last date"),
        "issued_at": _("Issued"),
        "revoked_at": _("Taken back at"),
        "refused_at": _("Refused at"),
        "removed_at": _("Pictures removed at"),
        "delete_after": _("Deleted after"),
    }


def who_words() -> dict[str, str]:
    """Name the values that say who."""
    return {
        "contact_name": _("Your name"),
        "name": _("Name"),
        "principal": _("Who did it"),
        "deregistered_by": _("Who did it"),
        "offered_by": _("Who did it"),
        "decided_by": _("Who answered"),
        "assigned_by": _("Who recognised it"),
        "made_by": _("Who did it"),
        "given_by": _("Who answered"),
        "removed_by": _("Who removed them"),
        "issued_by": _("Who did it"),
        "revoked_by": _("Who did it"),
    }


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
