"""The table of links made anew, or sent once more."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class LinkRenewal(Model):
    """One press of the button, so that pressing it twice leads to one new link or one message."""

    __tablename__ = "link_renewal"

    key_digest: Mapped[str] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    created_at: Mapped[datetime]
