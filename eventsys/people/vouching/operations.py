"""What happens to an account when the provider vouches for somebody."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.people.administration.operations import change_roles
from eventsys.people.errors import AccountExists
from eventsys.people.models import Account
from eventsys.people.operations import add_account, sign_out_everywhere
from eventsys.people.queries import find_account
from eventsys.people.rules import RoleName
from eventsys.people.signing.operations import refuse_sign_in
from eventsys.people.vouching.rules import Voucher, roles_for

STEP = "provider"


def admit(
    session: Session, voucher: Voucher, roles_by_group: Mapping[str, RoleName], *, at: datetime
) -> Account | None:
    """Bring an account up to what the provider says today; None where that is no way in.

    It is None, and nothing is raised, as what was found out must be kept: somebody who has left
    the groups is signed out everywhere.
    """
    roles = roles_for(voucher.groups, roles_by_group)
    account = session.scalar(select(Account).where(Account.oidc_subject == voucher.subject))
    if account is None and roles:
        account = add_vouched(session, voucher, roles, at=at)
    if account is None:
        refuse_sign_in(session, None, STEP, at=at)
        return None
    change_roles(session, account, roles, at=at, by=SYSTEM)
    if not roles or not account.active:
        sign_out_everywhere(session, account)
        refuse_sign_in(session, account, STEP, at=at)
        return None
    follow_address(session, account, voucher.email)
    return account


def add_vouched(
    session: Session, voucher: Voucher, roles: frozenset[RoleName], *, at: datetime
) -> Account | None:
    """Add somebody who signs in at the provider alone.

    None where the address is taken: an address is no proof of who somebody is.
    """
    try:
        account = add_account(session, voucher.email, None, roles, at=at, by=SYSTEM)
    except AccountExists:
        return None
    account.oidc_subject = voucher.subject
    session.flush()
    return account


def follow_address(session: Session, account: Account, email: str) -> None:
    """Take over a new address, unless it is another account's."""
    email = email.strip().lower()
    if find_account(session, email) is None:
        account.email = email
