"""The log in words; what an older version wrote and nobody knows stands as it is."""

from collections.abc import Mapping

from eventsys.core.principal import PrincipalKind
from eventsys.web.common.words import _
from eventsys.web.organiser.audit.verbs import verb_words


def verb_in_words(verb: str) -> str:
    """Say what was done."""
    return verb_words().get(verb, verb)


def kind_in_words(kind: str) -> str:
    """Say what it was done to."""
    return kind_words().get(kind, kind)


def kind_words() -> dict[str, str]:
    """Name every kind of thing that something is done to."""
    return {
        "account": _("Account"),
        "account_link": _("Link to an account"),
        "actor": _("Actor"),
        "adhoc_task": _("Advice or requisition"),
        "approved_attendance": _("Approved number"),
        "broadcast": _("Message"),
        "case_decision": _("Decided case"),
        "certificate": _("Certificate"),
        "completion_rule": _("Rule for the certificate"),
        "consultant_count": _("Consultants"),
        "deliverable": _("Deliverable"),
        "device": _("Phone"),
        "erratum": _("Correction of a figure"),
        "event": _("Event"),
        "external_indicator": _("Number of others"),
        "import_run": _("List read in"),
        "long_work": _("Papers printed"),
        "kept_view": _("Kept view"),
        "locality": _("Area of a district"),
        "occasion": _("Date"),
        "outbox_message": _("Message to one person"),
        "pairing": _("Invitation of a phone"),
        "participant": _("Participant"),
        "photo_consent": _("Answer about pictures"),
        "plan": _("Plan or regeneration"),
        "plan_activity": _("Work on a plan"),
        "publication": _("Publication"),
        "question": _("Question"),
        "receiver": _("Receiver of news"),
        "registration": _("Registration"),
        "registration_note": _("Note on a registration"),
        "report": _("Status report"),
        "sending_hold": _("Stop of all sending"),
        "staff_allocation": _("Staff-years"),
        "survey": _("Questionnaire"),
        "survey_question": _("Question of a questionnaire"),
        "survey_wave": _("Questions after the event"),
        "ticket": _("Ticket"),
        "venue": _("Place"),
        "waitlist_offer": _("Offer of a place"),
    }


def doer_in_words(principal: str, names: Mapping[str, str]) -> str:
    """Say who did it: an account by its address, a phone by its number."""
    if principal in names:
        return names[principal]
    kind, _colon, number = principal.partition(":")
    words = {
        PrincipalKind.ACCOUNT.value: _("Account"),
        PrincipalKind.DEVICE.value: _("Phone"),
        PrincipalKind.VISITOR.value: _("Visitor"),
        PrincipalKind.SYSTEM.value: _("The system"),
    }
    return f"{words.get(kind, kind)} {number}".strip()
