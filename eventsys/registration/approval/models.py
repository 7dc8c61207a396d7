"""The table of what organisers decided about registrations; without a row nothing is decided."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.registration.approval.rules import Verdict


class Decision(Model):
    """A yes or a no to a registration; a no has a reason, which its contact reads."""

    __tablename__ = "decision"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    verdict: Mapped[Verdict]
    reason: Mapped[str] = mapped_column(default="", info={"personal": "K2"})
    decided_at: Mapped[datetime]
    decided_by: Mapped[str]
