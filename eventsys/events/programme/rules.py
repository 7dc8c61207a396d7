"""An event as it is shown, in plain values, and what follows from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from eventsys.core.standing import TextState
from eventsys.core.text import Language
from eventsys.events.care.rules import NO_CARE, Care
from eventsys.events.groups.rules import GroupPlan
from eventsys.events.intake.rules import IntakePlan
from eventsys.events.rules import (
    AgeRule,
    Attends,
    Audience,
    EventKind,
    EventStatus,
    Places,
    RegistrationState,
    RegistrationWindow,
    Visibility,
)
from eventsys.events.team.rules import NOBODY, TeamContact
from eventsys.places.rules import NOT_KNOWN, Access


class Reading(StrEnum):
    """Which text about an event a reader gets: one to rely on, the Danish, or a doubtful one."""

    WHOLE = "whole"
    DANISH = "danish"
    MACHINE = "machine"
    OUTDATED = "outdated"


READINGS: Mapping[TextState | None, Reading] = {
    TextState.MACHINE: Reading.MACHINE,
    TextState.OUTDATED: Reading.OUTDATED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class OccasionView:
    """One dated, placed taking-place as it is shown, with the pool of its own, if it has one."""

    id: int
    no: int
    starts_at: datetime
    ends_at: datetime
    calendar_uid: str
    sequence: int
    created_at: datetime
    revised_at: datetime
    venue: str
    address: str
    latitude: float | None
    longitude: float | None
    district: str
    district_slug: str
    locality: str
    access: Access = NOT_KNOWN
    is_cancelled: bool = False
    left: int | None = None
    places: Places = Places.FREE

    @property
    def place(self) -> str:
        """Give venue and address in one line; an address that names the venue stands alone."""
        if self.venue.casefold() in self.address.casefold():
            return self.address
        return f"{self.venue}, {self.address}" if self.address else self.venue


@dataclass(frozen=True, kw_only=True, slots=True)
class EventView:
    """An event as it is shown; `left` is None where there is no limit."""

    id: int
    slug: str
    kind: EventKind
    status: EventStatus
    visibility: Visibility
    attends: Attends
    audience: Audience
    zone: str
    window: RegistrationWindow
    age_rule: AgeRule | None
    revised_at: datetime
    titles: Mapping[Language, str]
    bodies: Mapping[Language, str]
    spoken: frozenset[Language]
    occasions: Sequence[OccasionView]
    cancelled_occasions: Sequence[OccasionView]
    capacity: int | None
    taken: int
    left: int | None
    places: Places
    care: Care = NO_CARE
    intake: IntakePlan = field(default_factory=IntakePlan)
    contact: TeamContact = NOBODY
    groups: GroupPlan = field(default_factory=GroupPlan)
    family_scan: bool = False
    asks_workplace: bool = False
    published_at: datetime | None = None
    states: Mapping[Language, TextState] = field(default_factory=dict)

    def title(self, language: Language) -> str:
        """Give the title in a language, else in Danish."""
        return self.titles.get(language) or self.titles[Language.DANISH]

    def title_language(self, language: Language) -> Language:
        """Tell in which language the title is given."""
        return language if self.titles.get(language) else Language.DANISH

    def body(self, language: Language) -> str:
        """Give the text in a language, else in Danish."""
        return self.bodies.get(self.body_language(language), "")

    def body_language(self, language: Language) -> Language:
        """Tell in which language the text is given."""
        return language if self.bodies.get(language) else Language.DANISH

    def reading(self, language: Language) -> Reading:
        """Tell which text a reader of a language gets; what counts is the Danish one."""
        if language is Language.DANISH:
            return Reading.WHOLE
        if self.title_language(language) is not language or (
            self.body(language) and self.body_language(language) is not language
        ):
            return Reading.DANISH
        return READINGS.get(self.states.get(language), Reading.WHOLE)

    @property
    def first_start(self) -> datetime:
        """Tell when the first occasion starts."""
        return self.occasions[0].starts_at

    @property
    def last_end(self) -> datetime:
        """Tell when the last occasion ends."""
        return max(occasion.ends_at for occasion in self.occasions)

    def next_occasion(self, at: datetime) -> OccasionView:
        """Give the first occasion that has not ended, else the last."""
        return next((each for each in self.occasions if each.ends_at > at), self.occasions[-1])

    def registration_state(self, at: datetime) -> RegistrationState:
        """Tell whether registrations are taken at a moment."""
        return self.window.state(self.status, self.last_end, at)


@dataclass(frozen=True, kw_only=True)
class ProgrammeFilter:
    """Which events are asked for; within one field any of the values will do."""

    districts: frozenset[str] = frozenset()
    kinds: frozenset[EventKind] = frozenset()
    audiences: frozenset[Audience] = frozenset()
    spoken: frozenset[Language] = frozenset()
    empty: bool = field(default=False)
