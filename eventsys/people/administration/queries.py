"""What administrators ask of accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, selectinload

from eventsys.people.administration.rules import AccountState, state_of
from eventsys.people.links.queries import invited_until
from eventsys.people.models import Account, Role, SignIn, account_role
from eventsys.people.rules import RoleName


@dataclass(frozen=True, kw_only=True)
class AccountView:
    """An account as administrators see it."""

    id: int
    email: str
    roles: frozenset[RoleName]
    state: AccountState
    invited_until: datetime | None
    browsers: int
    has_second_factor: bool
    is_provided: bool


MANY = 5000  # more accounts than any office has: their roles come in one go


def list_account_views(session: Session, *, at: datetime) -> Sequence[AccountView]:
    """List the accounts by address; three queries, however many there are."""
    found = (
        select(Account).options(selectinload(Account.roles, chunksize=MANY)).order_by(Account.email)
    )
    accounts = session.scalars(found).all()
    invited = invited_until(session)
    browsers = (
        select(SignIn.account_id, func.count())
        .where(SignIn.ends_at > at)
        .group_by(SignIn.account_id)
    )
    numbers = dict(session.execute(browsers).all())
    return [
        view_of(account, invited.get(account.id), numbers.get(account.id, 0), at=at)
        for account in accounts
    ]


def get_account_view(session: Session, account: Account, *, at: datetime) -> AccountView:
    """Show one account."""
    browsers = select(func.count()).where(SignIn.account_id == account.id, SignIn.ends_at > at)
    number = session.scalars(browsers).one()
    return view_of(account, invited_until(session).get(account.id), number, at=at)


def view_of(
    account: Account, invited_until: datetime | None, browsers: int, *, at: datetime
) -> AccountView:
    """Put together what is known of an account."""
    return AccountView(
        id=account.id,
        email=account.email,
        roles=frozenset(RoleName(role.name) for role in account.roles),
        state=state_of(
            is_active=account.active,
            has_way_in=account.has_way_in,
            invited_until=invited_until,
            at=at,
        ),
        invited_until=invited_until,
        browsers=browsers,
        has_second_factor=account.tf_primary_method is not None,
        is_provided=account.oidc_subject is not None,
    )


def find_account_by_id(session: Session, account_id: int) -> Account | None:
    """Find an account by its id."""
    return session.get(Account, account_id)


def is_local_administrator() -> ColumnElement[bool]:
    """Write down who can administer accounts whether or not a provider answers."""
    administrators = (
        select(account_role.c.account_id)
        .join(Role, Role.id == account_role.c.role_id)
        .where(Role.name == RoleName.ADMINISTRATOR.value)
    )
    return and_(
        Account.id.in_(administrators), Account.active.is_(True), Account.password.is_not(None)
    )


def has_local_administrator(session: Session) -> bool:
    """Tell whether somebody can administer accounts when the provider is silent."""
    return session.scalar(select(Account.id).where(is_local_administrator()).limit(1)) is not None
