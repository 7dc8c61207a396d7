"""The table of what events ask for the care of people."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.events.care.rules import Companions


class EventCare(Model):
    """What one event asks; events that ask nothing have no row."""

    __tablename__ = "event_care"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    asks_interpreter: Mapped[bool]
    asks_allergy: Mapped[bool]
    asks_access: Mapped[bool]
    asks_other: Mapped[bool]
    asks_photos: Mapped[bool]
    companions: Mapped[Companions]
