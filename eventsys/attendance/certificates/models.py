"""The table of certificates."""

from datetime import datetime

from sqlalchemy import Enum, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model, values_of
from eventsys.core.text import Language


class Certificate(Model):
    """What a participant was given for a completed course; it stays verifiable after erasure.

    Title, hours and number of occasions stand as they were when it was made. The code is kept as
    its SHA-256 to look it up, and encrypted to print it again. No name stands here: it is the
    participant's, read when it is printed. Without a participant it was anonymised: it can be
    verified, not printed.
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
    title_language: Mapped[Language] = mapped_column(
        Enum(
            Language,
            name="title_language",  # the other language's constraint has the plain name
            native_enum=False,
            length=32,
            create_constraint=True,
            values_callable=values_of,
        )
    )
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    minutes: Mapped[int]
    attended: Mapped[int]
    held: Mapped[int]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None]
    revoked_because: Mapped[str | None] = mapped_column(info={"personal": "K3"})
