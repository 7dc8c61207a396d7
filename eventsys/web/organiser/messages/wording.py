"""Messages in words for organisers."""

from dataclasses import dataclass

from eventsys.core.codes import grouped
from eventsys.core.text import Language
from eventsys.messages.journal.queries import CallRow, MessageRow
from eventsys.messages.models import MessageState
from eventsys.messages.rules import BROKEN, NO_CHANNEL, OVERTAKEN, STOPPED
from eventsys.registration.overbooked.queries import OverbookedRow
from eventsys.web.common.dates import say_moment
from eventsys.web.common.notice_words import notice_name
from eventsys.web.common.words import _
from eventsys.web.organiser.wording import Tag


@dataclass(frozen=True, kw_only=True)
class SentRow:
    """A message as a row of the list."""

    id: int
    kind: str
    recipient: str
    reference: str
    when: str
    tag: Tag
    why: str
    may_resend: bool


@dataclass(frozen=True, kw_only=True)
class PersonToCall:
    """Somebody to be called, as a row of the list."""

    id: int
    about: str
    why: str
    name: str
    phone: str
    reference: str
    language: str
    is_broken: bool


def row_of(row: MessageRow, zone: str, language: Language) -> SentRow:
    """Put a message into words."""
    return SentRow(
        id=row.id,
        kind=notice_name(row.kind),
        recipient="" if row.failure == NO_CHANNEL else row.recipient,
        reference=grouped(row.reference) if row.reference else "",
        when=say_moment(row.sent_at or row.created_at, zone, language),
        tag=state_tag(row.state),
        why=why_words(row.failure),
        may_resend=row.state in {MessageState.SENT, MessageState.GIVEN_UP}
        and row.failure != NO_CHANNEL,
    )


def call_of(row: CallRow) -> PersonToCall:
    """Put somebody to be called into words."""
    return PersonToCall(
        id=row.id,
        about=notice_name(row.kind),
        why=why_words(row.failure),
        name=row.contact_name,
        phone=row.phone or "",
        reference=grouped(row.reference),
        language=Language(row.language).own_name,
        is_broken=row.is_broken,
    )


@dataclass(frozen=True, kw_only=True)
class Placeless:
    """Somebody to be called as there is no place for some of theirs."""

    id: int
    registration_id: int
    name: str
    phone: str
    email: str
    reference: str
    language: str
    people: int


def placeless_of(row: OverbookedRow) -> Placeless:
    """Put somebody for whom there is no place into words."""
    return Placeless(
        id=row.id,
        registration_id=row.registration_id,
        name=row.contact_name,
        phone=row.phone or "",
        email=row.email or "",
        reference=grouped(row.reference),
        language=Language(row.language).own_name,
        people=row.people,
    )


def state_tag(state: MessageState) -> Tag:
    """Name where a message stands."""
    tags = {
        MessageState.QUEUED: Tag(_("Waits"), "warn"),
        MessageState.SENDING: Tag(_("Is being sent"), "warn"),
        MessageState.SENT: Tag(_("Sent"), "ok"),
        MessageState.UNCERTAIN: Tag(_("Is tried again"), "warn"),
        MessageState.GIVEN_UP: Tag(_("Not sent"), "error"),
    }
    return tags[state]


def why_words(failure: str | None) -> str:
    """Say why a message did not leave; the post office's own words for all else."""
    words = {
        OVERTAKEN: _("A newer message says what is true now."),
        STOPPED: _("Somebody here stopped it."),
        NO_CHANNEL: _("They gave no e-mail and no phone for text messages."),
        BROKEN: _("Messages to them come back."),
    }
    return words.get(failure, failure) if failure else ""
