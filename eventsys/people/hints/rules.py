"""The hints that can be put away."""

from enum import StrEnum


class Hint(StrEnum):
    """What helps a newcomer until they put it away."""

    FIRST_STEPS = "first-steps"
