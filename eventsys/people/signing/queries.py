"""What somebody asks of their own sign-ins."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.people.models import Account, SignIn


def list_sign_ins(session: Session, account: Account, *, at: datetime) -> Sequence[SignIn]:
    """List the browsers in which an account is signed in, the newest first."""
    found = select(SignIn).where(SignIn.account_id == account.id, SignIn.ends_at > at)
    return session.scalars(found.order_by(SignIn.started_at.desc(), SignIn.id)).all()


def find_by_uniquifier(session: Session, uniquifier: str) -> Account | None:
    """Find the account that a signed cookie names."""
    return session.scalar(select(Account).where(Account.fs_uniquifier == uniquifier))
