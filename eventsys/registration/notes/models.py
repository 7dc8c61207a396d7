"""The table of notes."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class RegistrationNote(Model):
    """One note about a registration, with who wrote it and when; those it is about may read it."""

    __tablename__ = "registration_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    note: Mapped[str] = mapped_column(info={"personal": "K2"})
    written_at: Mapped[datetime]
    written_by: Mapped[str]
