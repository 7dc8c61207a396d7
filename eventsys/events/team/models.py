"""The table of whom people may ask about events."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class EventContact(Model):
    """Whom to ask about one event; events for which nobody is named have no row."""

    __tablename__ = "event_contact"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    contact_name: Mapped[str] = mapped_column(info={"personal": "staff"})
    contact_phone: Mapped[str] = mapped_column(info={"personal": "staff"})
    contact_email: Mapped[str] = mapped_column(info={"personal": "staff"})
