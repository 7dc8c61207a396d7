"""The tables of the waiting list: who waits in which order, and what was offered to them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.registration.waitlist.rules import OfferStatus


class WaitlistEntry(Model):
    """A registration's place in the order of its waiting list; it keeps it unless it moves away.

    Those who wait are its participants that say so. `rank` is above those who were there before,
    except where a draw gave out the ranks anew.
    """

    __tablename__ = "waitlist_entry"
    __table_args__ = (Index("ix_waitlist_entry_event_id_rank", "event_id", "rank"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    occasion_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id"))
    rank: Mapped[int]
    joined_at: Mapped[datetime]
    is_passed: Mapped[bool] = mapped_column(default=False)


class WaitlistOffer(Model):
    """Places offered to a party for a time; while it is open they count as taken."""

    __tablename__ = "waitlist_offer"
    __table_args__ = (
        Index(
            "uq_waitlist_offer_open",
            "registration_id",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
        Index(
            "ix_waitlist_offer_expires_at",
            "expires_at",
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    places: Mapped[int]
    status: Mapped[OfferStatus] = mapped_column(default=OfferStatus.OPEN)
    offered_at: Mapped[datetime]
    offered_by: Mapped[str]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
