"""What is asked of kept views."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from eventsys.events.kept.models import KeptView


def list_views(session: Session, account_id: int) -> Sequence[KeptView]:
    """List an account's own views and those that others share, by name."""
    seen = or_(KeptView.account_id == account_id, KeptView.is_shared)
    return session.scalars(select(KeptView).where(seen).order_by(KeptView.name, KeptView.id)).all()


def find_own_view(session: Session, account_id: int, view_id: int) -> KeptView | None:
    """Find one of an account's own views."""
    own = select(KeptView).where(KeptView.id == view_id, KeptView.account_id == account_id)
    return session.scalar(own)
