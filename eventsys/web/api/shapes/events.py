"""Events, as everybody reads them and as organisers write them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType, field

from eventsys.core.standing import Origin, TextState
from eventsys.core.text import Language
from eventsys.events.intake.rules import Way
from eventsys.events.rules import (
    Attends,
    Audience,
    EventKind,
    EventStatus,
    RegistrationState,
    Visibility,
)
from eventsys.web.api.shapes.common import Input, LongText, Name, Shape
from eventsys.web.api.shapes.team import AccessShown, ContactShown, ContactWritten

Moment = Annotated[datetime, Meta(tz=True)]
Origins = Annotated[
    Mapping[Language, Origin],
    Meta(description="Who made the text in a language; human where nothing is said."),
]
FamilyScan = Annotated[
    bool, Meta(description="One scan may let in several tickets that were booked together.")
]
AsksWorkplace = Annotated[
    bool, Meta(description="Whether each participant is asked which organisation they come from.")
]
Title = Annotated[str, Meta(max_length=200)]
Slug = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Capacity = Annotated[int, Meta(ge=0, le=1_000_000)]
Year = Annotated[int, Meta(ge=1900, le=2100)]
NextStatus = Literal["published", "cancelled", "archived"]


class OccasionShown(Shape):
    """One dated, placed taking-place; the district by its slug."""

    no: int
    starts_at: datetime
    ends_at: datetime
    venue: str
    district: str
    address: str
    access: AccessShown


class WindowShown(Shape):
    """When registrations are taken, and whether they are now."""

    opens_at: datetime | None
    closes_at: datetime | None
    state: RegistrationState
    way: Way


class EventShown(Shape):
    """An event; `left` is exact, and null where there is no limit."""

    slug: str
    kind: EventKind
    status: EventStatus
    title: Mapping[str, str]
    occasions: Sequence[OccasionShown]
    capacity: int | None
    left: int | None
    registration: WindowShown
    audience: Audience
    spoken: Sequence[Language]
    contact: ContactShown | None
    text_states: Mapping[str, TextState]
    family_scan: bool
    asks_workplace: bool


class EventList(Shape):
    """A page of events; `next` is the cursor of the page behind, null at the end."""

    items: Sequence[EventShown]
    next: str | None


class OccasionWritten(Input):
    """When and where; `no` names an occasion that is there already, else it is a new one."""

    starts_at: Moment
    ends_at: Moment
    venue: Name
    district: Annotated[Name, Meta(description="The district's slug or name.")]
    no: int | None = None


class WindowWritten(Input):
    """When registrations are taken; null leaves that end open."""

    opens_at: Moment | None = None
    closes_at: Moment | None = None
    way: Annotated[
        Way | UnsetType,
        Meta(
            description="`direct`: who registers first has a place at once; `approval`: each "
            "registration waits for the organisers' yes; `draw`: lots decide once it has closed, "
            "which asks for opens_at, closes_at and capacity. It stays once people are registered."
        ),
    ] = UNSET


class AgeRuleWritten(Input):
    """The birth years an event is for, both included."""

    from_: Year = field(name="from")
    to: Year


class EventWritten(Input):
    """An event that is to be made, as a draft."""

    slug: Slug
    kind: EventKind
    title: Mapping[Language, Title]
    occasions: Sequence[OccasionWritten]
    capacity: Capacity | None = None
    registration: Annotated[
        WindowWritten | None, Meta(description="null: people come without registering.")
    ] = field(default_factory=WindowWritten)
    attends: Attends = Attends.ALL
    visibility: Visibility = Visibility.ALL
    texts: Mapping[Language, LongText] = {}
    age_rule: AgeRuleWritten | None = None
    gates: Sequence[Name] = ()
    audience: Audience = Audience.FAMILIES
    spoken: Sequence[Language] = (Language.DANISH,)
    contact: ContactWritten | None = None
    text_origins: Origins = field(default_factory=dict)
    family_scan: FamilyScan = False
    asks_workplace: AsksWorkplace = False


class EventAmended(Input):
    """What is to change of an event; what is not given stays."""

    slug: Slug | UnsetType = UNSET
    kind: EventKind | UnsetType = UNSET
    title: Mapping[Language, Title] | UnsetType = UNSET
    occasions: Sequence[OccasionWritten] | UnsetType = UNSET
    capacity: Capacity | UnsetType | None = UNSET
    registration: WindowWritten | UnsetType | None = UNSET
    attends: Attends | UnsetType = UNSET
    visibility: Visibility | UnsetType = UNSET
    texts: Mapping[Language, LongText] | UnsetType = UNSET
    age_rule: AgeRuleWritten | UnsetType | None = UNSET
    gates: Sequence[Name] | UnsetType = UNSET
    audience: Audience | UnsetType = UNSET
    spoken: Sequence[Language] | UnsetType = UNSET
    contact: ContactWritten | UnsetType | None = UNSET
    text_origins: Origins | UnsetType = UNSET
    family_scan: FamilyScan | UnsetType = UNSET
    asks_workplace: AsksWorkplace | UnsetType = UNSET
    status: NextStatus | UnsetType = UNSET
