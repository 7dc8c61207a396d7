"""The table of hints that are put away."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.people.hints.rules import Hint


class HiddenHint(Model):
    """That an account has put a hint away."""

    __tablename__ = "hidden_hint"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    hint: Mapped[Hint] = mapped_column(primary_key=True)
    hidden_at: Mapped[datetime]
