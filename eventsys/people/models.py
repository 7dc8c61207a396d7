"""The tables of accounts, their roles, passkeys, sign-ins and API tokens.

Accounts keep the attribute names of Flask-Security, which finds them by name.
"""

from datetime import datetime
from secrets import token_hex

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, LargeBinary, String, Table
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship
from typing_extensions import override

from eventsys.core.db import Model
from eventsys.core.identity import RoleMixin, UserMixin, WebAuthnMixin

account_role = Table(
    "account_role",
    Model.metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id"), primary_key=True),
)


class Role(Model, RoleMixin):
    """What an account may do."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)


class Account(Model, UserMixin):
    """Somebody who can sign in."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("password IS NULL OR oidc_subject IS NULL", name="one_way_in"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True, info={"personal": "staff"})
    password: Mapped[str | None] = mapped_column(String(255))
    oidc_subject: Mapped[str | None] = mapped_column(
        String(512), unique=True, info={"personal": "staff"}
    )
    active: Mapped[bool] = mapped_column(default=True)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    fs_uniquifier: Mapped[str] = mapped_column(
        String(64), unique=True, default=lambda: token_hex(16)
    )
    fs_webauthn_user_handle: Mapped[str] = mapped_column(
        String(64), unique=True, index=True, nullable=True, default=lambda: token_hex(16)
    )
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    totp_last_counter: Mapped[int | None]
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(JSON()))
    roles: Mapped[list[RoleMixin]] = relationship("Role", secondary=account_role)
    webauthn: Mapped[list[WebAuthnMixin]] = relationship(
        "Passkey", back_populates="user", cascade="all, delete-orphan"
    )

    @property
    def has_way_in(self) -> bool:
        """Tell whether there is something to sign in with: a passphrase, or the provider."""
        return self.password is not None or self.oidc_subject is not None

    @override
    def check_tf_required(
        self, tf_setup_methods: list[tuple[str, str]], tf_fresh: bool
    ) -> tuple[bool, list[tuple[str, str]]]:
        """Ask a second factor of everybody but the demonstration's one account."""
        return not self.is_demonstration, tf_setup_methods


class Passkey(Model, WebAuthnMixin):
    """A key in somebody's device; what is kept here alone opens nothing."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(JSON()))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None]
    lastuse_datetime: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(64), info={"personal": "staff"})
    usage: Mapped[str] = mapped_column(String(64))
    user: Mapped[Account] = relationship(back_populates="webauthn")


class SignIn(Model):
    """One browser that is signed in; the id is the hash of the token in its cookie."""

    __tablename__ = "sign_in"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    browser: Mapped[str | None] = mapped_column(String(64))


class ApiToken(Model):
    """A token with which a script acts for an account; only its hash is kept."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
