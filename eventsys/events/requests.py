"""What an organiser asks for when an event is made or amended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from eventsys.core.standing import Provenance
from eventsys.core.text import Language
from eventsys.events.care.rules import NO_CARE, Care
from eventsys.events.errors import WrongEventDetails
from eventsys.events.groups.rules import GroupPlan
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.rules import (
    LARGEST_CAPACITY,
    AgeRule,
    Attends,
    Audience,
    EventKind,
    UnknownTickets,
    Visibility,
    is_conceivable,
    is_slug,
)
from eventsys.events.team.rules import NOBODY, TeamContact

Wrong: TypeAlias = tuple[str, str, bool]
"""A field, what may be wrong with it, and whether it is."""


@dataclass(frozen=True, kw_only=True)
class OccasionPlan:
    """When and where an occasion is; `no` names one that is there already."""

    starts_at: datetime
    ends_at: datetime
    venue_id: int
    no: int | None = None


@dataclass(frozen=True, kw_only=True)
class EventPlan:
    """All that an organiser decides about an event; Danish is required among the titles."""

    slug: str
    kind: EventKind
    titles: Mapping[Language, str]
    occasions: Sequence[OccasionPlan]
    bodies: Mapping[Language, str] = field(default_factory=dict)
    visibility: Visibility = Visibility.ALL
    attends: Attends = Attends.ALL
    audience: Audience = Audience.FAMILIES
    spoken: frozenset[Language] = frozenset({Language.DANISH})
    capacity: int | None = None
    takes_registrations: bool = True
    registration_opens_at: datetime | None = None
    registration_closes_at: datetime | None = None
    age_rule: AgeRule | None = None
    gates: Sequence[str] = ()
    reentry: bool = True
    unknown_tickets: UnknownTickets = UnknownTickets.AMBER
    family_scan: bool = False
    asks_workplace: bool = False
    care: Care = NO_CARE
    intake: IntakePlan = field(default_factory=IntakePlan)
    contact: TeamContact = NOBODY
    provenance: Provenance = field(default_factory=Provenance)
    groups: GroupPlan = field(default_factory=GroupPlan)
    may_overbook: bool = False
    """Whether there may be fewer places than are taken."""

    def check(self) -> None:
        """Raise `WrongEventDetails` for the first detail that cannot be."""
        for field_name, reason, is_wrong in self._wrongs():
            if is_wrong:
                raise WrongEventDetails(field_name, reason)

    def _wrongs(self) -> Iterator[Wrong]:
        yield ("slug", "form", not is_slug(self.slug))
        yield ("title", "danish-missing", not self.titles.get(Language.DANISH, "").strip())
        yield from self._wrong_times()
        yield from self._wrong_places()
        if self.takes_registrations and self.intake.way is Way.DRAW:
            yield from self._wrong_for_lots()
        rule = self.age_rule
        yield ("age_rule", "order", rule is not None and rule.from_year > rule.to_year)
        yield ("care", "companions", rule is None and self.care.takes_companions)
        yield ("gates", "repeated", len(set(self.gates)) != len(self.gates))

    def _wrong_times(self) -> Iterator[Wrong]:
        opens_at, closes_at = self.registration_opens_at, self.registration_closes_at
        moments = [moment for each in self.occasions for moment in (each.starts_at, each.ends_at)]
        numbers = [each.no for each in self.occasions if each.no is not None]
        yield ("occasions", "missing", not self.occasions)
        yield ("occasions", "far", not all(map(is_conceivable, moments)))
        yield ("registration_opens_at", "far", not is_conceivable(opens_at))
        yield ("registration_closes_at", "far", not is_conceivable(closes_at))
        yield ("occasions", "order", any(o.ends_at <= o.starts_at for o in self.occasions))
        yield ("occasions", "repeated", len(set(numbers)) != len(numbers))
        if opens_at is not None and closes_at is not None:
            yield ("registration_closes_at", "order", closes_at <= opens_at)

    def _wrong_places(self) -> Iterator[Wrong]:
        yield ("capacity", "negative", (self.capacity or 0) < 0)
        yield ("capacity", "far", (self.capacity or 0) > LARGEST_CAPACITY)
        yield ("groups", "far", not self.groups.can_be)

    def _wrong_for_lots(self) -> Iterator[Wrong]:
        closes_at = self.registration_closes_at
        yield ("registration_opens_at", "missing", self.registration_opens_at is None)
        yield ("registration_closes_at", "missing", closes_at is None)
        first = min((each.starts_at for each in self.occasions), default=None)
        if closes_at is not None and first is not None:
            yield ("registration_closes_at", "late", closes_at >= first)
        yield ("capacity", "missing", self.capacity is None)
        yield ("intake", "waitlist", not self.intake.has_waitlist)
