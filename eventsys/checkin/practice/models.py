"""The table of practice tickets."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.checkin.practice.rules import PracticeKind
from eventsys.core.db import Model


class PracticeTicket(Model):
    """A code to train with: no registration stands behind it. Removed ones stay, blocked."""

    __tablename__ = "practice_ticket"
    __table_args__ = (
        UniqueConstraint("event_id", "kind", "number"),
        UniqueConstraint("event_id", "roster_hash"),
        Index("ix_practice_ticket_roster_short", "event_id", "roster_short"),
        Index("ix_practice_ticket_changed", "event_id", "changed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    kind: Mapped[PracticeKind]
    number: Mapped[int]
    code_hash: Mapped[str] = mapped_column(unique=True)
    sealed_codes: Mapped[bytes] = mapped_column(LargeBinary)
    roster_hash: Mapped[str]
    roster_short: Mapped[str]
    is_removed: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]
