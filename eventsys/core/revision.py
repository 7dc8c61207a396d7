"""One number that changes whenever something public changes; what is cached is tied to it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from eventsys.core import clock
from eventsys.core.db import Model, UtcDateTime, ask_for, ask_once, table_of


class PublicRevision(Model):
    """The one row that holds the number; the first migration puts it there."""

    __tablename__ = "public_revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    raised_at: Mapped[datetime | None]
    """When it was raised, by the clock of whoever raised it; unknown before the first time."""


@dataclass(frozen=True, kw_only=True)
class PublicState:
    """The number as it is committed, and since when."""

    number: int
    raised_at: datetime | None


revisions = table_of(PublicRevision)
RAISE = update(revisions).values(
    number=revisions.c.number + 1, raised_at=bindparam("moment", type_=UtcDateTime())
)
READ = select(PublicRevision.number)
STATE = select(PublicRevision.number, PublicRevision.raised_at)


def raise_revision(session: Session) -> None:
    """Say that something public changed."""
    session.flush()
    session.execute(RAISE, {"moment": clock.now()})


def current_revision(session: Session) -> int:
    """Tell the number as it stands; one query."""
    return session.scalars(READ).one()


def read_revision() -> int:
    """Tell the number that is committed; it is asked before every public page and feed."""
    number: int = ask_once("SELECT number FROM public_revision").number
    return number


def read_state() -> PublicState:
    """Tell the number that is committed and when it was raised; one query."""
    row = ask_for(STATE)
    return PublicState(number=row.number if row else 0, raised_at=row.raised_at if row else None)
