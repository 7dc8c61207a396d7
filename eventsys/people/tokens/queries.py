"""What somebody asks of their own tokens."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from eventsys.people.models import Account, ApiToken


def list_api_tokens(session: Session, account: Account, *, at: datetime) -> Sequence[ApiToken]:
    """List the tokens of an account that still work, the newest first."""
    found = select(ApiToken).where(
        ApiToken.account_id == account.id,
        ApiToken.revoked_at.is_(None),
        or_(ApiToken.ends_at.is_(None), ApiToken.ends_at > at),
    )
    return session.scalars(found.order_by(ApiToken.id.desc())).all()
