"""What a provider says of somebody, and what that makes them here; decided on plain values."""

from collections.abc import Mapping
from dataclasses import dataclass

from eventsys.people.rules import RoleName


@dataclass(frozen=True, kw_only=True)
class Voucher:
    """What a provider says of a person: who it is, for ever; where to write; in which groups."""

    subject: str
    email: str
    groups: frozenset[str]


def roles_for(
    groups: frozenset[str], roles_by_group: Mapping[str, RoleName]
) -> frozenset[RoleName]:
    """Tell what the members of groups are; most groups mean nothing here."""
    return frozenset(roles_by_group[group] for group in groups & roles_by_group.keys())
