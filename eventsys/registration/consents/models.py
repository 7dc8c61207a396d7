"""The table of answers to whether pictures of a child may be shown."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class PhotoConsent(Model):
    """One answer for one child; a yes can be withdrawn, and its row then keeps both moments.

    `removed_at` is when an organiser had taken the pictures away after a withdrawal.
    """

    __tablename__ = "photo_consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    is_given: Mapped[bool] = mapped_column(info={"personal": "K6"})
    text_version: Mapped[str]
    given_by: Mapped[str] = mapped_column(info={"personal": "K6"})
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str | None]
