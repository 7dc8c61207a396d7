"""The facts of events, of who registered, and of phones."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, field

from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.checkin.rules import DeviceRole
from eventsys.core.text import Language
from eventsys.events.rules import Attends, Audience, EventKind, EventStatus, Visibility
from eventsys.exchange.season.facts.base import (
    Count,
    Fact,
    FactId,
    Line,
    Moment,
    Name,
    Number,
    Text,
    Uuid,
    Value,
    Year,
    is_in_order,
    require,
)
from eventsys.registration.rules import Category, ParticipantStatus, Source, TicketStatus

CountsAs: TypeAlias = Literal["children", "visitors", "area-effort"]
"""As what an event counts in the status report, whose package lies on the same floor as this."""
Slug: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class EventTextValue(Value, frozen=True, kw_only=True):
    """An event's title and text in one language."""

    title: Name
    body: Text = ""


class PlacesValue(Value, frozen=True, kw_only=True):
    """How many places there are, without a limit where that is left out; and how many are taken."""

    capacity: Count | None = None
    taken: Count = 0


class EventFact(Fact, tag="event", frozen=True, kw_only=True):
    """What people were invited to; its id is its slug."""

    id: Slug
    kind: EventKind
    status: EventStatus
    visibility: Visibility = Visibility.ALL
    attends: Attends = Attends.ALL
    audience: Audience = Audience.FAMILIES
    takes_registrations: bool = True
    registration_opens_at: Moment | None = None
    registration_closes_at: Moment | None = None
    birth_year_from: Year | None = None
    birth_year_to: Year | None = None
    reentry: bool = True
    asks_workplace: bool = False
    created_at: Moment
    published_at: Moment | None = None
    texts: dict[Language, EventTextValue]
    spoken: list[Language] = field(default_factory=list)
    gates: list[Name] = field(default_factory=list)
    places: PlacesValue | None = None
    counts_as: CountsAs | None = None

    def check(self) -> None:
        """Hold the window and the years against each other; there is a Danish text."""
        opens, closes = self.registration_opens_at, self.registration_closes_at
        is_window = opens is None or closes is None or opens < closes
        require("registration_closes_at", is_true=is_window, reason="is not after the opening")
        first, last = self.birth_year_from, self.birth_year_to
        both = (first is None) == (last is None)
        require("birth_year_to", is_true=both, reason="goes with `birth_year_from`")
        is_span = first is None or last is None or first <= last
        require("birth_year_to", is_true=is_span, reason="is before `birth_year_from`")
        require("texts", is_true=Language.DANISH in self.texts, reason="has no Danish")
        for name in ("gates", "spoken"):
            values = getattr(self, name)
            is_set = len(set(values)) == len(values)
            require(name, is_true=is_set, reason="names one of them twice")


class OccasionFact(Fact, tag="occasion", frozen=True, kw_only=True):
    """One taking-place of an event; its id is that of the calendars."""

    event: FactId
    no: Number
    starts_at: Moment
    ends_at: Moment
    venue: FactId
    sequence: Count = 0
    cancelled_at: Moment | None = None
    created_at: Moment
    list_closed_at: Moment | None = None
    places: PlacesValue | None = None

    def check(self) -> None:
        """Refuse an end that is not after the start."""
        is_span = self.starts_at < self.ends_at
        require("ends_at", is_true=is_span, reason="is not after `starts_at`")


class DeviceFact(Fact, tag="device", frozen=True, kw_only=True):
    """A phone that scanned or counted at an event."""

    event: FactId
    role: DeviceRole
    label: Line
    gate: Line | None = None
    paired_at: Moment
    revoked_at: Moment | None = None


class RegistrationFact(Fact, tag="registration", frozen=True, kw_only=True):
    """That places were asked for at once; by whom is in no season file."""

    event: FactId
    occasion: FactId | None = None
    language: Language
    source: Source
    created_at: Moment


class SpanValue(Value, frozen=True, kw_only=True):
    """From when until when a ticket was blocked."""

    from_at: Moment
    to_at: Moment


class TicketFact(Fact, tag="ticket", frozen=True, kw_only=True):
    """A place that somebody had, whose name is in no season file; `actor` is where they came from.

    Without a `ticket` status there never was a ticket.
    """

    registration: FactId
    event: FactId
    occasion: FactId | None = None
    position: Count
    category: Category
    status: ParticipantStatus
    is_companion: bool = False
    takes_place: bool = True
    deregistered_at: Moment | None = None
    left_waiting: bool = False
    actor: FactId | None = None
    ticket: TicketStatus | None = None
    ticket_at: Moment | None = None
    flags: Annotated[int, Meta(ge=0, le=255)] = 0
    blocks: list[SpanValue] = field(default_factory=list)

    def check(self) -> None:
        """Refuse blocks that end before they begin."""
        for each in self.blocks:
            is_span = is_in_order(each.from_at, each.to_at)
            require("blocks", is_true=is_span, reason="end before they begin")


class MarkFact(Fact, tag="mark", frozen=True, kw_only=True):
    """What a list, an apology or a correction says of a ticket's holder and an occasion."""

    id: Uuid
    ticket: FactId
    occasion: FactId
    status: AttendanceStatus
    source: MarkSource
    made_at: Moment
    received_at: Moment
