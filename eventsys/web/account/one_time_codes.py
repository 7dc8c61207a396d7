"""Codes from an app on the phone: each good for one use, under keys of our own."""

from typing import cast

from flask_security import Totp, UserMixin
from passlib.exc import UsedTokenError
from passlib.totp import TOTP, AppWallet, TotpMatch
from typing_extensions import override

from eventsys.core.db import db
from eventsys.people.models import Account
from eventsys.people.operations import claim_totp_counter


class OneTimeTotp(Totp):
    """Codes that nobody can use again, not even at the same moment."""

    def __init__(self, secrets: dict[str, str] | dict[int, str], issuer: str) -> None:
        super().__init__(secrets, issuer)
        wallet = AppWallet(secrets, default_tag=next(iter(secrets)))  # the newest key encrypts
        self._totp = TOTP.using(issuer=issuer, wallet=wallet)

    @override
    def get_last_counter(self, user: UserMixin) -> int | None:
        """Tell the newest counter used."""
        return cast("Account", user).totp_last_counter

    @override
    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
        """Use the code up, or refuse it where another request was faster."""
        if not claim_totp_counter(db.session(), cast("Account", user), tmatch.counter):
            raise UsedTokenError

    @override
    def generate_qrcode(self, username: str, totp: str) -> str:
        """Give the text of the QR; the page draws it."""
        return self.get_totp_uri(username, totp)
