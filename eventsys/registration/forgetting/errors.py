"""What is refused of people who were forgotten."""

from eventsys.core.errors import Overtaken


class RegistrationForgotten(Overtaken):
    """Nobody knows any more whose registration this was: nothing of it changes."""
