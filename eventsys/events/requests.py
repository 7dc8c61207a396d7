"""What an organiser asks for when an event is made or amended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

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
    care: Care = NO_CARE
    intake: IntakePlan = field(default_factory=IntakePlan)
    contact: TeamContact = NOBODY
    provenance: Provenance = field(default_factory=Provenance)
    groups: GroupPlan = field(default_factory=GroupPlan)

    def check(self) -> None:
        """Raise `WrongEventDetails` for the first detail that cannot be."""
        for field_name, reason, is_wrong in self._wrongs():
            if is_wrong:
                raise WrongEventDetails(field_name, reason)

    def _wrongs(self) -> Sequence[tuple[str, str, bool]]:
        opens_at, closes_at, rule = (
            self.registration_opens_at,
            self.registration_closes_at,
            self.age_rule,
        )
        moments = [moment for each in self.occasions for moment in (each.starts_at, each.ends_at)]
        numbers = [each.no for each in self.occasions if each.no is not None]
        starts = [each.starts_at for each in self.occasions]
        by_draw = self.takes_registrations and self.intake.way is Way.DRAW
        return (
            ("slug", "form", not is_slug(self.slug)),
            ("title", "danish-missing", not self.titles.get(Language.DANISH, "").strip()),
            ("occasions", "missing", not self.occasions),
            ("occasions", "far", not all(map(is_conceivable, moments))),
            ("registration_opens_at", "far", not is_conceivable(opens_at)),
            ("registration_closes_at", "far", not is_conceivable(closes_at)),
            ("occasions", "order", any(o.ends_at <= o.starts_at for o in self.occasions)),
            ("occasions", "repeated", len(set(numbers)) != len(numbers)),
            ("capacity", "negative", self.capacity is not None and self.capacity < 0),
            ("capacity", "far", (self.capacity or 0) > LARGEST_CAPACITY),
            (
                "registration_closes_at",
                "order",
                opens_at is not None and closes_at is not None and closes_at <= opens_at,
            ),
            ("registration_opens_at", "missing", by_draw and opens_at is None),
            ("registration_closes_at", "missing", by_draw and closes_at is None),
            (
                "registration_closes_at",
                "late",
                by_draw and closes_at is not None and closes_at >= min(starts, default=closes_at),
            ),
            ("capacity", "missing", by_draw and self.capacity is None),
            ("intake", "waitlist", by_draw and not self.intake.has_waitlist),
            ("age_rule", "order", rule is not None and rule.from_year > rule.to_year),
            ("care", "companions", rule is None and self.care.takes_companions),
            ("groups", "far", not self.groups.can_be),
            ("gates", "repeated", len(set(self.gates)) != len(self.gates)),
        )
