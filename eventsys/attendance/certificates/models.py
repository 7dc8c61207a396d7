"""The table of certificates."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.core.text import Language


class Certificate(Model):
    """What a participant was given for a completed course; it stays verifiable after erasure.

    Title, hours and number of occasions stand as they were when it was made. The code is kept as
    its SHA-256 to look it up, and encrypted to print it again. Without a participant it was
    anonymised: it can be verified, not printed.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        Index(
            "uq_certificate_in_force",
            "participant_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"))
    code_hash: Mapped[str] = mapped_column(unique=True)
    sealed_code: Mapped[bytes] = mapped_column(LargeBinary)
    language: Mapped[Language]
    title: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    minutes: Mapped[int]
    attended: Mapped[int]
    held: Mapped[int]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None]
    revoked_because: Mapped[str | None] = mapped_column(info={"personal": "K2"})
