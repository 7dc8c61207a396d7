"""What an event may ask for the care of people, decided on plain values."""

from dataclasses import dataclass
from enum import StrEnum


class NeedKind(StrEnum):
    """What somebody may need at an event; nothing else is asked."""

    INTERPRETER = "interpreter"
    ALLERGY = "allergy"
    ACCESS = "access"
    OTHER = "other"


class Companions(StrEnum):
    """Whether others may come along with those an event is for, and whether they take places."""

    NONE = "none"
    COUNTED = "counted"
    UNCOUNTED = "uncounted"


@dataclass(frozen=True, kw_only=True, slots=True)
class Care:
    """What an event asks; an event that asks nothing costs nothing."""

    needs: frozenset[NeedKind] = frozenset()
    photos: bool = False
    companions: Companions = Companions.NONE

    @property
    def takes_companions(self) -> bool:
        """Tell whether others may come along."""
        return self.companions is not Companions.NONE


NO_CARE = Care()
