"""The tables of the nightly comparison of sums with facts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class ArrivalProof(Model):
    """A night's comparison; `ended_at` is None while it is under way, or where it died."""

    __tablename__ = "arrival_proof"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    occasions: Mapped[int] = mapped_column(default=0)
    wrong: Mapped[int] = mapped_column(default=0)


class ArrivalMend(Model):
    """That an occasion's sums were wrong by so many persons, and were set right."""

    __tablename__ = "arrival_mend"

    id: Mapped[int] = mapped_column(primary_key=True)
    occasion_id: Mapped[int] = mapped_column(
        ForeignKey("occasion.id", ondelete="CASCADE"), index=True
    )
    found_at: Mapped[datetime]
    wrong: Mapped[int]
