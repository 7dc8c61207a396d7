"""How an account stands, decided on plain values."""

from datetime import datetime
from enum import StrEnum


class AccountState(StrEnum):
    """How an account stands; derived, never stored."""

    ACTIVE = "active"
    INVITED = "invited"
    LAPSED = "lapsed"
    DEACTIVATED = "deactivated"


def state_of(
    *, is_active: bool, has_way_in: bool, invited_until: datetime | None, at: datetime
) -> AccountState:
    """Tell how an account stands: it may sign in, is invited, let that run out, or is off."""
    if not is_active:
        return AccountState.DEACTIVATED
    if has_way_in:
        return AccountState.ACTIVE
    is_open = invited_until is not None and invited_until > at
    return AccountState.INVITED if is_open else AccountState.LAPSED
