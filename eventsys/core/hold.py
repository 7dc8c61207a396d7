"""That nothing leaves for the time being: no message, and no news for other programs.

Whoever sends asks for it: the worker and the courier, which know nothing of each other.
"""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from eventsys.core.audit import record
from eventsys.core.db import Model, lock_row, table_of
from eventsys.core.principal import Principal


class SendingHold(Model):
    """That nothing is to leave for the time being; one row while it lasts."""

    __tablename__ = "sending_hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    held_at: Mapped[datetime]
    held_by: Mapped[str]


def find_hold(session: Session) -> SendingHold | None:
    """Find since when sending is held, and by whom; None where it is not."""
    return session.get(SendingHold, 1)


def hold_sending(session: Session, *, at: datetime, by: Principal) -> None:
    """Let nothing leave until it is released; harmless when repeated, or done by two at once."""
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = (
        make(table_of(SendingHold))
        .values(id=1, held_at=at, held_by=str(by))
        .on_conflict_do_nothing()
        .returning(SendingHold.id)
    )
    if session.scalar(statement) is not None:
        record(session, "hold", session.get_one(SendingHold, 1), {}, at=at, by=by)


def release_sending(session: Session, *, at: datetime, by: Principal) -> None:
    """Let everything leave that was held; harmless when repeated.

    Raise `Overtaken` where somebody else releases it at the same moment.
    """
    hold = find_hold(session)
    if hold is not None:
        lock_row(session, hold)
        record(session, "release", hold, {}, at=at, by=by)
        session.delete(hold)
        session.flush()
