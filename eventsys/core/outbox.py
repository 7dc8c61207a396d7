"""What a lower package tells upward: a notice, in the transaction of what happened."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from eventsys.core.db import Model, table_of


class NoticeKind(StrEnum):
    """What happened; whom to tell, and how, is decided above."""

    REGISTERED = "registered"
    DEREGISTERED = "deregistered"
    WAITING = "waiting"
    OFFERED = "offered"
    OFFER_EXPIRED = "offer-expired"
    PROMOTED = "promoted"
    APPROVED = "approved"
    DECLINED = "declined"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    THANKS = "thanks"
    NEW_LINK = "new-link"


class Notice(Model):
    """Something that happened to a subject; a newer revision of it overtakes an older one."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[NoticeKind]
    subject_id: Mapped[int]
    revision: Mapped[int]
    created_at: Mapped[datetime]
    composed_at: Mapped[datetime | None] = mapped_column(index=True)


def put_notice(
    session: Session, kind: NoticeKind, subject_id: int, *, revision: int, at: datetime
) -> None:
    """Lay a notice into the outbox."""
    values = {"kind": kind, "subject_id": subject_id, "revision": revision, "created_at": at}
    session.connection().execute(insert(table_of(Notice)), values)
