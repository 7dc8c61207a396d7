"""What every page of the back office shows: where one is, and as whom."""

from collections.abc import Callable
from typing import Any

from flask_login import current_user

from eventsys.people.rules import RoleName, may
from eventsys.web.common.guards import current_account, held_roles

CONNECTORS = frozenset({RoleName.ORGANISER, RoleName.ADMINISTRATOR})
OVERSEERS = frozenset(RoleName) - {RoleName.EVENT_ASSISTANT}
EVALUATORS = frozenset({RoleName.ORGANISER, RoleName.EVALUATOR})


def describe_office(here: str) -> Callable[[], dict[str, Any]]:
    """Give a part's pages their place in the menu and the address of who is signed in."""

    def describe() -> dict[str, Any]:
        known = current_user.is_authenticated
        roles: frozenset[RoleName] = held_roles(current_account()) if known else frozenset()
        return {
            "here": here,
            "signed_in_as": current_user.email if known else "",
            "edits_texts": RoleName.ORGANISER in roles,
            "evaluates": may(roles, EVALUATORS),
            "oversees": may(roles, OVERSEERS),
            "connects": may(roles, CONNECTORS),
            "administers": RoleName.ADMINISTRATOR in roles,
        }

    return describe
