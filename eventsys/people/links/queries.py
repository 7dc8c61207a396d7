"""What is asked of links to accounts."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from eventsys.core.keys import Purpose
from eventsys.core.links import is_token_of, make_token, public_id_in
from eventsys.core.text import Language
from eventsys.people.links.models import AccountLink
from eventsys.people.links.rules import LinkPurpose
from eventsys.people.models import Account

VERSION = 1


def account_token_of(link: AccountLink) -> str:
    """Make the secret part of a link; every mail can make it again."""
    return make_token(Purpose.ACCOUNT_LINK, link.public_id, VERSION)


def is_good(at: datetime) -> ColumnElement[bool]:
    """Write down which links are still good."""
    return and_(AccountLink.used_at.is_(None), AccountLink.ends_at > at)


def find_link(session: Session, token: str, *, at: datetime) -> AccountLink | None:
    """Find the link of a token that is still good, of an account that may sign in."""
    public_id = public_id_in(token)
    if not is_token_of(Purpose.ACCOUNT_LINK, public_id, VERSION, token):
        return None
    return session.scalar(
        select(AccountLink)
        .join(Account)
        .where(AccountLink.public_id == public_id, Account.active.is_(True), is_good(at))
    )


def find_good_link(session: Session, link_id: int, *, at: datetime) -> AccountLink | None:
    """Find a link by its id, if it is still good."""
    return session.scalar(select(AccountLink).where(AccountLink.id == link_id, is_good(at)))


def language_of_invitation(session: Session, account: Account) -> Language:
    """Tell in which language an account was last written to."""
    newest = select(AccountLink.language).where(AccountLink.account_id == account.id)
    found = session.scalars(newest.order_by(AccountLink.id.desc())).first()
    return found or Language.DANISH


def invited_until(session: Session) -> Mapping[int, datetime]:
    """Tell until when the accounts' newest invitations are good, used ones apart."""
    newest = (
        select(AccountLink.account_id, func.max(AccountLink.ends_at))
        .where(AccountLink.purpose == LinkPurpose.INVITATION, AccountLink.used_at.is_(None))
        .group_by(AccountLink.account_id)
    )
    return dict(session.execute(newest).all())
