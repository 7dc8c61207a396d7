"""What changes who may sign in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex, token_urlsafe

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.codes import digest_of
from eventsys.core.principal import Principal
from eventsys.people.errors import AccountExists
from eventsys.people.models import Account, ApiToken, Role, SignIn
from eventsys.people.rules import LONGEST_SIGN_IN, RoleName


def add_account(
    session: Session,
    email: str,
    password_hash: str | None,
    roles: Iterable[RoleName],
    *,
    at: datetime,
    by: Principal,
) -> Account:
    """Add somebody who can sign in; the second factor is set up at the first sign-in.

    Without a passphrase they choose one first, by a link.

    Raise `AccountExists` where the address has an account.
    """
    email = email.strip().lower()
    if session.scalar(select(Account.id).where(Account.email == email)) is not None:
        raise AccountExists(email)
    names = sorted(role.value for role in roles)
    account = Account(email=email, password=password_hash)
    account.roles = list(session.scalars(select(Role).where(Role.name.in_(names))))
    session.add(account)
    session.flush()
    record(session, "add", account, {"roles": names}, at=at, by=by)
    return account


@dataclass(frozen=True, kw_only=True)
class TokenRequest:
    """What a token is for, if that was said, and how long it is good; None without an end."""

    label: str | None = None
    good_for: timedelta | None = None


ANY_USE = TokenRequest()


def issue_api_token(
    session: Session,
    account: Account,
    request: TokenRequest = ANY_USE,
    *,
    at: datetime,
    by: Principal,
) -> str:
    """Make a token for scripts; it is told once, its hash stays."""
    token = token_urlsafe(32)
    session.add(
        ApiToken(
            account_id=account.id,
            token_hash=digest_of(token),
            label=request.label,
            created_at=at,
            ends_at=None if request.good_for is None else at + request.good_for,
        )
    )
    session.flush()
    record(session, "issue-token", account, {"label": request.label}, at=at, by=by)
    return token


def begin_sign_in(
    session: Session, account: Account, browser: str | None = None, *, at: datetime
) -> str:
    """Record a browser that signed in; the token goes into its cookie, the hash stays here."""
    token = token_urlsafe(32)
    session.add(
        SignIn(
            id=digest_of(token),
            account_id=account.id,
            started_at=at,
            ends_at=at + LONGEST_SIGN_IN,
            browser=browser,
        )
    )
    return token


def end_sign_in(session: Session, token: str) -> None:
    """Make one browser's cookie worthless."""
    session.execute(delete(SignIn).where(SignIn.id == digest_of(token)))


def sign_out_everywhere(session: Session, account: Account) -> None:
    """Make every cookie of the account worthless."""
    account.fs_uniquifier = token_hex(16)
    session.execute(delete(SignIn).where(SignIn.account_id == account.id))


def hold_account(session: Session, account: Account) -> None:
    """Read an account anew and keep others from changing it until the transaction ends."""
    session.execute(select(Account.id).where(Account.id == account.id).with_for_update())
    session.refresh(account)


def claim_totp_counter(session: Session, account: Account, counter: int) -> bool:
    """Use a one-time code up; False when this one or a later one was used before."""
    claim = (
        update(Account)
        .where(
            Account.id == account.id,
            or_(Account.totp_last_counter.is_(None), Account.totp_last_counter < counter),
        )
        .values(totp_last_counter=counter)
        .returning(Account.id)
    )
    return session.scalar(claim) is not None
