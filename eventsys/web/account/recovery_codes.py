"""Codes for the day on which the phone is gone: each good for one use."""

from typing import cast

from flask_security import MfRecoveryCodesUtil, UserMixin
from typing_extensions import override

from eventsys.core.db import db
from eventsys.people.models import Account
from eventsys.people.operations import hold_account


class OneTimeRecoveryCodes(MfRecoveryCodesUtil):
    """Codes that nobody can use twice, not even at the same moment."""

    @override
    def check_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Tell whether a code is one of the account's; other requests wait until it is used up."""
        hold_account(db.session(), cast("Account", user))
        return bool(super().check_recovery_code(user, code))
