"""A group and those of its people who have no name, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eventsys.registration.models import Registration
from eventsys.registration.tickets.queries import HeldTicket
from eventsys.web.common.questions.words import masked_words
from eventsys.web.common.words import _


@dataclass(frozen=True, kw_only=True)
class OwnGroup:
    """What a group's own page says of it; `masked` where a number was taken out of a name."""

    name: str
    masked: str


def named(registration: Registration, held: Sequence[HeldTicket]) -> Sequence[HeldTicket]:
    """Call a group's people without a name by their number; a family's stay without one."""
    if registration.group_name is None:
        return held
    total = len(held)
    return [each if each.name else replace(each, name=numbered(each, total)) for each in held]


def numbered(held: HeldTicket, total: int) -> str:
    """Call somebody by the number of the ticket."""
    return _("Guest %(number)s of %(total)s", number=held.position, total=total)


def own_group_of(registration: Registration, *, masked: bool) -> OwnGroup | None:
    """Tell of the group that registered; None where it was a family."""
    if registration.group_name is None:
        return None
    return OwnGroup(name=registration.group_name, masked=masked_words() if masked else "")
