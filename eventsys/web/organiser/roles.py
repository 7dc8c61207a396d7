"""Who may do what in the back office."""

from eventsys.people.rules import RoleName

ADMINISTRATORS = (RoleName.ADMINISTRATOR,)
"""The accounts of others."""

READERS = tuple(RoleName)
"""Events and their numbers."""

OVERSEERS = tuple(role for role in RoleName if role is not RoleName.EVENT_ASSISTANT)
"""What compares all events with one another; assistants have theirs alone."""

EDITORS = (RoleName.ORGANISER,)
"""What changes events, and lists of people as files."""

DESK = (RoleName.ORGANISER, RoleName.EVENT_ASSISTANT, RoleName.SERVICE_DESK)
"""Who is registered, with names and contacts."""

GATEKEEPERS = (RoleName.ORGANISER, RoleName.EVENT_ASSISTANT)
"""The phones."""

FRONT = (RoleName.ORGANISER, RoleName.SERVICE_DESK)
"""Registering and changing on somebody's behalf."""

CONNECTORS = (RoleName.ORGANISER, RoleName.ADMINISTRATOR)
"""Other programs that are told news."""

EVALUATORS = (RoleName.ORGANISER, RoleName.EVALUATOR)
"""Questionnaires, when they are sent, and what was answered."""
