"""What puts hints away."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.people.hints.models import HiddenHint
from eventsys.people.hints.rules import Hint
from eventsys.people.models import Account


def put_away(session: Session, account_id: int, hint: Hint, *, at: datetime) -> None:
    """Show a hint to an account no more; harmless when repeated."""
    session.get_one(Account, account_id, with_for_update=True)  # two tabs come one by one
    if session.get(HiddenHint, (account_id, hint)) is None:
        session.add(HiddenHint(account_id=account_id, hint=hint, hidden_at=at))
        session.flush()
