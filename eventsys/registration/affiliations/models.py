"""The table of the actors that participants come from."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class Affiliation(Model):
    """The workplace or association that a participant wrote, and the actor that it is.

    Without an actor nobody has decided yet which one is meant. `assigned_by` is who did;
    a name that is known exactly is assigned by the system itself.
    """

    __tablename__ = "affiliation"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), primary_key=True)
    typed: Mapped[str] = mapped_column(info={"personal": "K2"})
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id"), index=True)
    assigned_at: Mapped[datetime | None]
    assigned_by: Mapped[str | None]
