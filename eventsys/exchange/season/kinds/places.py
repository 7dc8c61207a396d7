"""Where places and organisations lie."""

from collections.abc import Sequence
from typing import Any

from eventsys.exchange.season.facts.places import (
    ActorFact,
    ActorNameValue,
    DistrictFact,
    LocalityFact,
    VenueFact,
)
from eventsys.exchange.season.kinds.base import Filling, Kind, Names, Part, Rows, Values
from eventsys.people.actors.rules import fold_name


def write_names(fact: ActorFact, _filling: Filling) -> Rows:
    """Write an actor's names."""
    for each in fact.names:
        yield {
            "name": each.name,
            "folded": fold_name(each.name),
            "kind": each.kind,
            "valid_from": each.valid_from,
            "valid_to": each.valid_to,
        }


def read_names(rows: Sequence[Any], _names: Names) -> Values:
    """Read an actor's names."""
    fields = ("name", "kind", "valid_from", "valid_to")
    names = [ActorNameValue(**dict(zip(fields, row[1:], strict=True))) for row in rows]
    return {"names": names}


def write_merge(fact: ActorFact, filling: Filling) -> Rows:
    """Write that an actor is another one."""
    if fact.merged_into is not None:
        yield {
            "into_id": filling.row("actor", fact.merged_into),
            "merged_at": fact.merged_at,
            "merged_by": filling.by,
            "undone_at": None,
            "undone_by": None,
        }


def read_merge(rows: Sequence[Any], names: Names) -> Values:
    """Read which other one an actor is."""
    [(_, into_id, merged_at)] = rows
    return {"merged_into": names.of("actor", into_id), "merged_at": merged_at}


DISTRICTS = Kind(fact=DistrictFact, table="district", own="slug")
LOCALITIES = Kind(fact=LocalityFact, table="locality", own="slug", links={"district": "district"})
VENUES = Kind(
    fact=VenueFact,
    table="venue",
    links={"district": "district", "locality": "locality"},
    twin=("district", "name"),
)
ACTORS = Kind(
    fact=ActorFact,
    table="actor",
    refers={"merged_into": "actor"},
    parts=[
        Part(
            table="actor_name",
            owner="actor_id",
            fields=["names"],
            columns=["name", "kind", "valid_from", "valid_to"],
            order="id",
            write=write_names,
            read=read_names,
        ),
        Part(
            table="actor_merge",
            owner="from_id",
            fields=["merged_into", "merged_at"],
            links={"into_id": "actor"},
            columns=["merged_at"],
            only=lambda merge: merge.c.undone_at.is_(None),
            write=write_merge,
            read=read_merge,
        ),
    ],
)
