"""What the people of a group cannot be changed to."""

from eventsys.core.errors import DomainError


class GroupFixed(DomainError):
    """No more people come to this group now: not all of it has places, or they are not given."""
