"""A group's people who have no name, in words."""

from collections.abc import Sequence
from dataclasses import replace

from eventsys.registration.models import Registration
from eventsys.registration.tickets.queries import HeldTicket
from eventsys.web.common.words import _


def named(registration: Registration, held: Sequence[HeldTicket]) -> Sequence[HeldTicket]:
    """Call a group's people without a name by their number; a family's stay without one."""
    if registration.group_name is None:
        return held
    total = len(held)
    return [
        each if each.name else replace(each, name=numbered(each.position, total)) for each in held
    ]


def numbered(position: int, total: int) -> str:
    """Call somebody by the number of the ticket."""
    return _("Guest %(number)s of %(total)s", number=position, total=total)
