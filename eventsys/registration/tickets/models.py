"""The tables beside tickets."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class ReplacedTicket(Model):
    """What is left of a ticket in whose place its holder has a new one: its codes, as hashes.

    `ticket_id` is the one that replaced it: one person has one ticket, whatever was printed.
    """

    __tablename__ = "replaced_ticket"
    __table_args__ = (
        UniqueConstraint("event_id", "roster_hash"),
        Index("ix_replaced_ticket_roster_short", "event_id", "roster_short"),
        Index("ix_replaced_ticket_changed", "event_id", "replaced_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    code_hash: Mapped[str] = mapped_column(unique=True)
    roster_hash: Mapped[str]
    roster_short: Mapped[str]
    replaced_at: Mapped[datetime]
