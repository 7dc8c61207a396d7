"""What every page of the back office shows: where one is, and as whom."""

from collections.abc import Callable
from typing import Any

from flask_login import current_user

from eventsys.people.rules import RoleName
from eventsys.web.common.guards import current_account, held_roles


def describe_office(here: str) -> Callable[[], dict[str, Any]]:
    """Give a part's pages their place in the menu and the address of who is signed in."""

    def describe() -> dict[str, Any]:
        known = current_user.is_authenticated
        return {
            "here": here,
            "signed_in_as": current_user.email if known else "",
            "edits_texts": known and RoleName.ORGANISER in held_roles(current_account()),
        }

    return describe
