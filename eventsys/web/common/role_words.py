"""The words for what accounts may be."""

from collections.abc import Iterable

from eventsys.people.rules import RoleName
from eventsys.web.common.words import _, listed


def role_names() -> dict[RoleName, str]:
    """Tell what the roles are called."""
    return {
        RoleName.ADMINISTRATOR: _("Administrator"),
        RoleName.ORGANISER: _("Organiser"),
        RoleName.EVENT_ASSISTANT: _("Event assistant"),
        RoleName.SERVICE_DESK: _("Service desk"),
        RoleName.EVALUATOR: _("Evaluator"),
        RoleName.VIEWER: _("Viewer"),
    }


def role_hints() -> dict[str, str]:
    """Tell what each role is for, where one is chosen."""
    return {
        RoleName.ADMINISTRATOR.value: _("Everything, and the accounts of others."),
        RoleName.ORGANISER.value: _("Makes and runs all events."),
        RoleName.EVENT_ASSISTANT.value: _("Helps with the events that they are named for."),
        RoleName.SERVICE_DESK.value: _("Registers and changes people on their behalf."),
        RoleName.EVALUATOR.value: _("Questionnaires and what was answered."),
        RoleName.VIEWER.value: _("Sees events and numbers, no names."),
    }


def roles_in_words(roles: Iterable[RoleName]) -> str:
    """List what somebody is."""
    names = role_names()
    return listed(sorted(names[role] for role in roles))
