"""The facts of places and of organisations."""

from datetime import date

from eventsys.exchange.season.facts.base import (
    Fact,
    FactId,
    Latitude,
    Line,
    Longitude,
    Moment,
    Name,
    Value,
    is_in_order,
    require,
)
from eventsys.people.actors.rules import ActorLevel, NameKind


class DistrictFact(Fact, tag="district", frozen=True, kw_only=True):
    """A city district; its id is its slug."""

    name: Name


class LocalityFact(Fact, tag="locality", frozen=True, kw_only=True):
    """A place within a district that people name; its id is its slug."""

    district: FactId
    name: Name


class VenueFact(Fact, tag="venue", frozen=True, kw_only=True):
    """An address where an occasion is; what is not known of it is left out."""

    district: FactId
    locality: FactId | None = None
    name: Name
    address: Line = ""
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    is_step_free: bool | None = None
    has_toilet: bool | None = None
    has_hearing_loop: bool | None = None
    has_parking: bool | None = None


class ActorNameValue(Value, frozen=True, kw_only=True):
    """What an actor is called from a day to a day, both included."""

    name: Name
    kind: NameKind
    valid_from: date | None = None
    valid_to: date | None = None


class ActorFact(Fact, tag="actor", frozen=True, kw_only=True):
    """An organisation or a unit, with all its names; one that was merged says into which."""

    level: ActorLevel
    names: list[ActorNameValue]
    merged_into: FactId | None = None
    merged_at: Moment | None = None
    created_at: Moment

    def check(self) -> None:
        """Hold the days of names, and what is said of a merge, against each other."""
        for each in self.names:
            is_span = is_in_order(each.valid_from, each.valid_to)
            require("valid_to", is_true=is_span, reason="is before `valid_from`")
        both = (self.merged_into is None) == (self.merged_at is None)
        require("merged_at", is_true=both, reason="goes with `merged_into`")
        require("merged_into", is_true=self.merged_into != self.id, reason="is the actor itself")
