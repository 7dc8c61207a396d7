"""The table of kept views."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model

LONGEST_NAME = 60
LONGEST_QUERY = 1000


class KeptView(Model):
    """What one account asks of the list again and again; `query` is that of the address."""

    __tablename__ = "kept_view"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    query: Mapped[str] = mapped_column(String(LONGEST_QUERY))
    is_shared: Mapped[bool]
    created_at: Mapped[datetime]
