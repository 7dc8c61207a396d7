"""What an event decides about groups, on plain values."""

from dataclasses import dataclass

LARGEST_GROUP = 30
"""A class with its teachers, or an association's bus; an event may say another number."""
MOST_IN_A_GROUP = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupPlan:
    """How many places one group may have; 0 where the event takes no groups."""

    largest: int = LARGEST_GROUP

    @property
    def takes_groups(self) -> bool:
        """Tell whether a group can register."""
        return self.largest > 0

    @property
    def can_be(self) -> bool:
        """Tell whether the number is one that an event may say."""
        return 0 <= self.largest <= MOST_IN_A_GROUP
