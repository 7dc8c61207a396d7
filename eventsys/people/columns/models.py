"""The table of the columns that accounts have chosen."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class ShownColumns(Model):
    """The columns that an account wants to see of the list on one page, by their names there."""

    __tablename__ = "shown_columns"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    page: Mapped[str] = mapped_column(String(32), primary_key=True)
    columns: Mapped[list[Any]] = mapped_column(JSON)
