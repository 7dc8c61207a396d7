"""What becomes of each column that holds something of people, when they are forgotten.

A column that is marked as personal and stands nowhere here fails a test.
"""

from collections.abc import Mapping
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a value."""

    EMPTIED = "emptied"
    DELETED = "deleted"
    WITH_EVENT = "with-event"
    STAFF = "staff"


FATES: Mapping[str, Fate] = {
    "answer_text.text": Fate.WITH_EVENT,
    "account.email": Fate.STAFF,
    "account.oidc_subject": Fate.STAFF,
    "affiliation.typed": Fate.EMPTIED,
    "attendance_mark.reason": Fate.EMPTIED,
    "audit_entry.details": Fate.EMPTIED,
    "broken_channel.recipient": Fate.DELETED,
    "case_decision.reason": Fate.WITH_EVENT,
    "certificate.revoked_because": Fate.EMPTIED,
    "decision.reason": Fate.EMPTIED,
    "event_contact.contact_email": Fate.WITH_EVENT,
    "event_contact.contact_name": Fate.WITH_EVENT,
    "event_contact.contact_phone": Fate.WITH_EVENT,
    "head_count.reason": Fate.WITH_EVENT,
    "import_run.rows": Fate.DELETED,
    "mute.recipient": Fate.DELETED,
    "need.kind": Fate.DELETED,
    "need.language": Fate.DELETED,
    "need.number": Fate.DELETED,
    "need.text": Fate.DELETED,
    "outbox_message.recipient": Fate.DELETED,
    "participant.birth_year": Fate.EMPTIED,
    "participant.name": Fate.EMPTIED,
    "passkey.name": Fate.STAFF,
    "photo_consent.given_by": Fate.DELETED,
    "photo_consent.is_given": Fate.DELETED,
    "question_answer.value": Fate.DELETED,
    "registration.contact_email": Fate.EMPTIED,
    "registration.contact_name": Fate.EMPTIED,
    "registration.contact_phone": Fate.EMPTIED,
    "registration.group_name": Fate.EMPTIED,
    "registration_note.note": Fate.DELETED,
    "work_piece.content_sealed": Fate.DELETED,
}
"""`staff` is about those who sign in: an administrator closes their accounts. `with-event` goes
when a whole event is forgotten: it belongs to no registration, but somebody may stand in it."""
