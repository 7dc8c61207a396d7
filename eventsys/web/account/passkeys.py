"""Passkeys: in phones and laptops too, and always with a fingerprint or a code."""

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_security import UserMixin, WebauthnUtil
from flask_security.webauthn import WebAuthnRegisterForm
from typing_extensions import override
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from wtforms import StringField
from wtforms.validators import DataRequired, Length

LONGEST_NAME = 64
ALONE = "first"
"""What each passkey is for: it knows its owner, and so takes the place of passphrase and code."""


class HousePasskeys(WebauthnUtil):
    """Passkeys of any device that knows its owner."""

    @override
    def origin(self) -> str:
        """Take the address from the settings, never from the request."""
        return str(current_app.config["BASE_URL"])

    @override
    def authenticator_selection(
        self, user: UserMixin, usage: str
    ) -> AuthenticatorSelectionCriteria:
        """Let people choose the device; insist that it knows them."""
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    @override
    def user_verification(
        self, user: UserMixin | None, usage: list[str]
    ) -> UserVerificationRequirement:
        """Insist that the device knows its owner."""
        return UserVerificationRequirement.REQUIRED


class PasskeyForm(WebAuthnRegisterForm):
    """What to call a passkey; all of them are for signing in alone, whatever is sent."""

    name = StringField(
        _l("What to call it"),
        [
            DataRequired(_l("Write a name for the passkey.")),
            Length(max=LONGEST_NAME, message=_l("At most 64 characters.")),
        ],
    )

    @override
    def validate(self, **kwargs: Any) -> bool:
        """See that the name will do."""
        self.usage.data = ALONE
        is_valid = super().validate(**kwargs)
        return bool(is_valid)
