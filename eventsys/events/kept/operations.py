"""What changes kept views."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import lock_row
from eventsys.core.principal import Principal
from eventsys.events.kept.errors import TooManyViews, ViewNameTaken, WrongView
from eventsys.events.kept.models import LONGEST_NAME, LONGEST_QUERY, KeptView
from eventsys.people.models import Account

MOST_VIEWS = 30


@dataclass(frozen=True, kw_only=True)
class ViewRequest:
    """What a view is called, what it asks for, and whether everybody is to have it."""

    name: str
    query: str
    is_shared: bool = False


def keep_view(
    session: Session, account_id: int, request: ViewRequest, *, at: datetime, by: Principal
) -> KeptView:
    """Keep a view; raise `WrongView`, `ViewNameTaken` or `TooManyViews`."""
    if not 0 < len(request.name) <= LONGEST_NAME or len(request.query) > LONGEST_QUERY:
        raise WrongView(request.name)
    session.get_one(Account, account_id, with_for_update=True)  # two tabs come one by one
    own = select(KeptView).where(KeptView.account_id == account_id)
    if session.scalar(own.where(KeptView.name == request.name)) is not None:
        raise ViewNameTaken(request.name)
    if session.scalars(select(func.count()).select_from(own.subquery())).one() >= MOST_VIEWS:
        raise TooManyViews(MOST_VIEWS)
    view = KeptView(
        account_id=account_id,
        name=request.name,
        query=request.query,
        is_shared=request.is_shared,
        created_at=at,
    )
    session.add(view)
    session.flush()
    details = {"name": view.name, "query": view.query, "shared": view.is_shared}
    record(session, "keep view", view, details, at=at, by=by)
    return view


def drop_view(session: Session, view: KeptView, *, at: datetime, by: Principal) -> None:
    """Keep a view no longer, for nobody. Raise `Overtaken` where it is gone already."""
    lock_row(session, view)
    record(session, "drop view", view, {"name": view.name}, at=at, by=by)
    session.delete(view)
    session.flush()
