"""What the people of a group cannot be changed to."""

from eventsys.core.errors import DomainError
from eventsys.registration.rules import Category


class MoreHaveNames(DomainError):
    """More of a kind have names than are to stay; whoever has a name is not taken off by number."""

    def __init__(self, category: Category, named: int) -> None:
        super().__init__(category, named)
        self.category = category
        self.named = named


class GroupFixed(DomainError):
    """No more people come to this group now: not all of it has places, or they are not given."""
