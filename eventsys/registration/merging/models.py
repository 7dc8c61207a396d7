"""The table of registrations that were brought into another one."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class MergedRegistration(Model):
    """A registration of which nobody is left, as all its people stand in the one that was kept.

    Its link opens the kept one.
    """

    __tablename__ = "merged_registration"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    merged_at: Mapped[datetime]
    merged_by: Mapped[str]
