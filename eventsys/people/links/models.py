"""The table of links to accounts; the link itself is made anew from it, and stands nowhere."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsys.core.codes import new_public_id
from eventsys.core.db import Model
from eventsys.core.text import Language
from eventsys.people.links.rules import LinkPurpose
from eventsys.people.models import Account


class AccountLink(Model):
    """One link: for whom, what for, until when; good once, unless it was ended before."""

    __tablename__ = "account_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[LinkPurpose]
    language: Mapped[Language]
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship()
