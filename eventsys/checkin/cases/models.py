"""The table of what organisers decided about cases; cases themselves are stored nowhere."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.checkin.cases.values import CaseKind, Choice
from eventsys.checkin.models import UUID_LENGTH
from eventsys.core.db import Model


class CaseDecision(Model):
    """What was last decided about a case; earlier decisions stand in the audit log.

    `facts` are the ids of what was decided on, parted by blanks: a case that holds others too is
    open again. `chosen` is the head count that counts, where one was chosen.
    """

    __tablename__ = "case_decision"
    __table_args__ = (UniqueConstraint("event_id", "kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    kind: Mapped[CaseKind]
    key: Mapped[str]
    facts: Mapped[str]
    choice: Mapped[Choice]
    chosen: Mapped[str | None] = mapped_column(String(UUID_LENGTH))
    reason: Mapped[str] = mapped_column(info={"personal": "K2"})
    decided_at: Mapped[datetime]
    decided_by: Mapped[str]
