"""The tables of draws: the seed, what there was to give, the entrants in their order."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.events.intake.rules import WaitlistOrder


class Draw(Model):
    """An event's draw; there is never a second."""

    __tablename__ = "draw"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    seed: Mapped[str]
    is_seed_given: Mapped[bool]
    algorithm: Mapped[str]
    waitlist_order: Mapped[WaitlistOrder]
    entrants_digest: Mapped[str]
    drawn_at: Mapped[datetime]
    drawn_by: Mapped[str]


class DrawPool(Model):
    """How many places there were to give, of all dates (0) or one of them."""

    __tablename__ = "draw_pool"

    event_id: Mapped[int] = mapped_column(ForeignKey("draw.event_id"), primary_key=True)
    occasion_no: Mapped[int] = mapped_column(primary_key=True)
    places: Mapped[int]


class DrawEntry(Model):
    """A party that took part, where its lot put it, and whether it got its places."""

    __tablename__ = "draw_entry"
    __table_args__ = (UniqueConstraint("event_id", "position"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("draw.event_id"))
    position: Mapped[int]
    key: Mapped[str]
    size: Mapped[int]
    occasion_no: Mapped[int]
    is_repeat: Mapped[bool]
    has_place: Mapped[bool]
