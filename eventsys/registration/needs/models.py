"""The table of needs, apart from everything else that is known of people."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.events.care.rules import NeedKind


class Need(Model):
    """What one person needs at an event, or all of a registration where no person is named."""

    __tablename__ = "need"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"), index=True)
    kind: Mapped[NeedKind] = mapped_column(info={"personal": "K1"})
    language: Mapped[str | None] = mapped_column(info={"personal": "K1"})
    number: Mapped[int | None] = mapped_column(info={"personal": "K1"})
    text: Mapped[str] = mapped_column(info={"personal": "K1"})
    delete_after: Mapped[datetime] = mapped_column(index=True)
