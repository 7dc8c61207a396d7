"""What changes the columns that accounts have chosen."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from eventsys.people.columns.models import ShownColumns
from eventsys.people.models import Account


def choose_columns(session: Session, account: Account, page: str, columns: Sequence[str]) -> None:
    """Remember which columns of a list somebody wants to see."""
    session.refresh(account, with_for_update=True)  # of two at once the later one counts
    chosen = ShownColumns(account_id=account.id, page=page, columns=[*columns])
    session.merge(chosen)
    session.flush()
