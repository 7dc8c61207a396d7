"""What is stored about people, in words: the kinds of things, their values, and what codes mean."""

from eventsys.web.common.words import _

INNER = frozenset(
    {
        "id",
        "flags",
        "forgotten_at",
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
        "registration_note": _("Notes by the organisers"),
        "merged_registration": _("Registrations that became one"),
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
        "overbooked_call": _("Calls about places"),
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
        "note": _("What was noted"),
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
        "marked_at": _("To be called since"),
        "offered_at": _("Offered at"),
        "expires_at": _("Answer before"),
        "ended_at": _("Ended at"),
        "given_at": _("Answered at"),
        "assigned_at": _("Recognised at"),
        "decided_at": _("Answered at"),
        "made_at": _("Time"),
        "written_at": _("Time"),
        "merged_at": _("Time"),
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
        "written_by": _("Who did it"),
        "merged_by": _("Who did it"),
        "given_by": _("Who answered"),
        "removed_by": _("Who removed them"),
        "issued_by": _("Who did it"),
        "revoked_by": _("Who did it"),
    }
