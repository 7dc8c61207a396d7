"""What a lower package tells upward: a notice, in the transaction of what happened."""

from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from eventsys.core.db import Model, table_of
from eventsys.core.notice_kinds import OF_EVENTS, NoticeKind

__all__ = ["OF_EVENTS", "Notice", "NoticeKind", "announce", "put_notice"]


class Notice(Model):
    """Something that happened to a subject; a newer revision of it overtakes an older one.

    One that is about an event may be for those of one occasion alone, and is composed in slices:
    `cursor` is the last registration that was dealt with.
    """

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[NoticeKind]
    subject_id: Mapped[int] = mapped_column(index=True)
    revision: Mapped[int]
    created_at: Mapped[datetime]
    composed_at: Mapped[datetime | None] = mapped_column(index=True)
    occasion_id: Mapped[int | None]
    cursor: Mapped[int | None]


def put_notice(
    session: Session, kind: NoticeKind, subject_id: int, *, revision: int, at: datetime
) -> None:
    """Lay a notice into the outbox."""
    values = {"kind": kind, "subject_id": subject_id, "revision": revision, "created_at": at}
    session.connection().execute(insert(table_of(Notice)), values)


def announce(
    session: Session, kind: NoticeKind, event_id: int, occasion_id: int | None, *, at: datetime
) -> None:
    """Lay a notice for everybody at an event, or at one of its occasions, into the outbox.

    The caller holds the event, so that no two notices get the same revision.
    """
    latest = select(func.max(Notice.revision)).where(
        Notice.subject_id == event_id, Notice.kind.in_(OF_EVENTS)
    )
    revision = (session.scalar(latest) or 0) + 1
    session.add(
        Notice(
            kind=kind,
            subject_id=event_id,
            revision=revision,
            created_at=at,
            occasion_id=occasion_id,
        )
    )
    session.flush()
