"""Who may do what in the back office."""

from eventsys.people.rules import RoleName

READERS = tuple(RoleName)
"""Events and their numbers."""

EDITORS = (RoleName.ORGANISER,)
"""What changes events, and lists of people as files."""

DESK = (RoleName.ORGANISER, RoleName.EVENT_ASSISTANT, RoleName.SERVICE_DESK)
"""Who is registered, with names and contacts."""

GATEKEEPERS = (RoleName.ORGANISER, RoleName.EVENT_ASSISTANT)
"""The phones."""

FRONT = (RoleName.ORGANISER, RoleName.SERVICE_DESK)
"""Registering and changing on somebody's behalf."""

EVALUATORS = (RoleName.ORGANISER, RoleName.EVALUATOR)
"""Questionnaires, when they are sent, and what was answered."""
