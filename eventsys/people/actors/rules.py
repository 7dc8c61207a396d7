"""What an actor is called and when, decided on plain values."""

from enum import StrEnum


class ActorLevel(StrEnum):
    """Whether an actor is a whole organisation or a unit of one; decided once, for each."""

    ORGANISATION = "organisation"
    UNIT = "unit"


class NameKind(StrEnum):
    """What a name of an actor is: its official one, another in use, or a known misspelling."""

    OFFICIAL = "official"
    ALIAS = "alias"
    MISSPELLING = "misspelling"
