"""What is asked of accounts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from eventsys.core.codes import digest_of
from eventsys.core.db import table_of
from eventsys.core.principal import PrincipalKind
from eventsys.people.models import Account, ApiToken, Role, SignIn, account_role
from eventsys.people.rules import RoleName

ACCOUNT = f"{PrincipalKind.ACCOUNT}:"


@dataclass(frozen=True, kw_only=True)
class Bearer:
    """A script: its token, and the account that it acts for."""

    token_id: int
    account_id: int
    roles: frozenset[RoleName]


def find_account(session: Session, email: str) -> Account | None:
    """Find an account by its address."""
    return session.scalar(select(Account).where(Account.email == email.strip().lower()))


def get_account(session: Session, account_id: int) -> Account:
    """Give an account by its id."""
    return session.get_one(Account, account_id)


def list_accounts(session: Session) -> Sequence[Account]:
    """List the accounts by address."""
    return session.scalars(select(Account).order_by(Account.email)).all()


def name_principals(session: Session, principals: Iterable[str]) -> Mapping[str, str]:
    """Tell by their addresses which accounts did something, as it stands in columns and logs."""
    ids = {text: int(text.removeprefix(ACCOUNT)) for text in principals if text.startswith(ACCOUNT)}
    if not ids:
        return {}
    rows = session.execute(select(Account.id, Account.email).where(Account.id.in_(ids.values())))
    emails = {row.id: row.email for row in rows}
    return {text: emails[account_id] for text, account_id in ids.items() if account_id in emails}


def roles_of(session: Session, account_id: int) -> frozenset[RoleName]:
    """Tell what an account may be."""
    names = (
        select(Role.name)
        .join(account_role, account_role.c.role_id == Role.id)
        .where(account_role.c.account_id == account_id)
    )
    return frozenset(RoleName(name) for name in session.scalars(names))


tokens, accounts, roles = table_of(ApiToken), table_of(Account), table_of(Role)
BEARER = (
    select(tokens.c.id, tokens.c.account_id, roles.c.name)
    .join(accounts, accounts.c.id == tokens.c.account_id)
    .outerjoin(account_role, account_role.c.account_id == accounts.c.id)
    .outerjoin(roles, roles.c.id == account_role.c.role_id)
    .where(
        tokens.c.token_hash == bindparam("token_hash"),
        tokens.c.revoked_at.is_(None),
        or_(tokens.c.ends_at.is_(None), tokens.c.ends_at > bindparam("at")),
        accounts.c.active.is_(True),
    )
)


def find_bearer(session: Session, token: str, *, at: datetime) -> Bearer | None:
    """Find whom a script's token acts for, with their roles; one query."""
    rows = session.connection().execute(BEARER, {"token_hash": digest_of(token), "at": at}).all()
    if not rows:
        return None
    held = frozenset(RoleName(row.name) for row in rows if row.name is not None)
    return Bearer(token_id=rows[0].id, account_id=rows[0].account_id, roles=held)


def find_signed_in(
    session: Session, uniquifier: str, token: str, *, at: datetime
) -> Account | None:
    """Find the account that a browser's cookie names, where its sign-in still stands.

    Every page of the back office asks it: one query, what the account may be along with it.
    """
    standing = SignIn.id == digest_of(token), SignIn.ends_at > at
    found = (
        select(Account)
        .join(SignIn, SignIn.account_id == Account.id)
        .where(Account.fs_uniquifier == uniquifier, Account.active.is_(True), *standing)
        .options(joinedload(Account.roles))
    )
    return session.scalars(found).unique().one_or_none()


def has_demonstration_account(session: Session) -> bool:
    """Tell whether the demonstration's one account, which has no second factor, can sign in."""
    demonstration = select(Account.id).where(
        Account.is_demonstration.is_(True), Account.active.is_(True)
    )
    return session.scalar(demonstration) is not None
