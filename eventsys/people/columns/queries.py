"""What is asked of the columns that accounts have chosen."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.people.columns.models import ShownColumns


def find_columns(session: Session, account_id: int, page: str) -> Sequence[str] | None:
    """Give the columns of a list that an account has chosen; None where it never chose."""
    chosen = select(ShownColumns.columns).filter_by(account_id=account_id, page=page)
    return session.scalar(chosen)
