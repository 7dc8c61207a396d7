"""What a registration may ask for, decided on plain values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from eventsys.core.text import digits_of
from eventsys.events.care.rules import NO_CARE, Care, Companions
from eventsys.events.intake.rules import IntakePlan
from eventsys.events.rules import (
    AgeRule,
    Attends,
    EventStatus,
    RegistrationState,
    RegistrationWindow,
)
from eventsys.registration.needs.rules import NeedRequest


class Category(StrEnum):
    """What a participant is; nothing else is a category."""

    CHILD = "child"
    ADULT = "adult"
    STAFF = "staff"


class Channel(StrEnum):
    """How a contact is reached."""

    EMAIL = "email"
    PHONE = "phone"
    NONE = "none"


class ParticipantStatus(StrEnum):
    """Where a participant stands."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    DEREGISTERED = "deregistered"


class TicketStatus(StrEnum):
    """Whether a ticket admits."""

    VALID = "valid"
    BLOCKED = "blocked"
    REPLACED = "replaced"


class IfFull(StrEnum):
    """What is wanted where fewer places are left than asked for."""

    REFUSE = "refuse"
    PART = "part"
    WAITLIST = "waitlist"


class Source(StrEnum):
    """Where a registration came in."""

    WEB = "web"
    API = "api"
    DEMONSTRATION = "demonstration"
    DESK = "desk"
    PAPER = "paper"
    PHONE = "phone"
    DOOR = "door"
    PREPRINTED = "preprinted"


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who registered, and the channel to reach them; phone in international form."""

    name: str
    channel: Channel
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True)
class ParticipantRequest:
    """One person for whom a place is asked; the birth year only where the event has an age rule.

    A companion comes along with somebody whom the event is for. `photos` is the answer to whether
    pictures of the child may be shown, None where there is none. `workplace` is the organisation or
    unit that somebody comes from, as it was typed.
    """

    name: str
    category: Category = Category.ADULT
    birth_year: int | None = None
    is_companion: bool = False
    needs: Sequence[NeedRequest] = ()
    photos: bool | None = None
    workplace: str = ""
    answers: Mapping[str, str | Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offered:
    """An occasion that one can register for, until it ends."""

    id: int
    no: int
    ends_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """All of an event that a registration hangs on."""

    event_id: int
    status: EventStatus
    attends: Attends
    window: RegistrationWindow
    age_rule: AgeRule | None
    roster_salt: bytes
    occasions: Sequence[Offered]
    intake: IntakePlan
    care: Care = NO_CARE
    has_questions: bool = False
    asks_workplace: bool = False

    @property
    def last_end(self) -> datetime:
        """Tell when the last occasion ends."""
        return max(occasion.ends_at for occasion in self.occasions)

    def state(self, at: datetime) -> RegistrationState:
        """Tell whether registrations are taken at a moment."""
        return self.window.state(self.status, self.last_end, at)

    def is_companion(self, asked: ParticipantRequest) -> bool:
        """Tell whether a person comes along; where everybody is invited, nobody only does."""
        return self.age_rule is not None and asked.is_companion

    def category(self, asked: ParticipantRequest) -> Category:
        """Tell what a person is; those an age rule is for are children."""
        is_for = self.age_rule is not None and not asked.is_companion
        return Category.CHILD if is_for else asked.category

    def takes_place(self, asked: ParticipantRequest) -> bool:
        """Tell whether a person takes a place."""
        return not (self.is_companion(asked) and self.care.companions is Companions.UNCOUNTED)


FLAG_CHILD_ALONE = 1
FLAG_ASK_ORGANISER = 2
FLAG_PRACTICE = 4
FLAG_STAFF = 8

KEPT_FOR = timedelta(days=90)
"""How long after an event people are known by name."""

LONGEST_NAME = 80
LONGEST_WORKPLACE = 120
LONGEST_EMAIL = 254
MOST_PARTICIPANTS = 10
DANISH_DIGITS = 8
LONGEST_LOCAL_PART = 64
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
EMAIL = re.compile(rf"{ATOM}(?:\.{ATOM})*@(?:[\w-]{{1,63}}\.)+[\w-]{{2,63}}")
"""A name before the @ as RFC 5322 has it without quotes: no control, no dot at an end or twice."""
PHONE = re.compile(r"\+[1-9][0-9]{6,14}")


def read_phone(text: str) -> str | None:
    """Read a phone number as people write it; eight digits are Danish. None where it is none."""
    plain = re.sub(r"[\s().\-/\u2010-\u2015]", "", digits_of(text))
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    if len(plain) == DANISH_DIGITS and plain.isascii() and plain.isdigit():
        plain = "+45" + plain
    return plain if PHONE.fullmatch(plain) else None


def read_email(text: str) -> str | None:
    """Read an e-mail address, its domain in the form that mail takes (IDNA). None where it is none.

    Addresses with other than ASCII before the @ are not taken: many mail servers refuse them.
    """
    plain = text.strip()
    if len(plain) > LONGEST_EMAIL or not EMAIL.fullmatch(plain):
        return None
    local, _, domain = plain.rpartition("@")
    if len(local) > LONGEST_LOCAL_PART:
        return None
    try:
        return f"{local}@{domain.encode('idna').decode('ascii').lower()}"
    except UnicodeError:
        return None
