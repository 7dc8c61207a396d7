"""The table of the ids that facts have in season files, where their rows have none to show."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.exchange.season.facts.base import LONGEST_ID

LONGEST_TYPE = 32


class SeasonFact(Model):
    """By which id a row is known in season files; it was made by chance, or came with a file.

    It leads from a file to a row of this installation alone, and only for whoever has both.
    """

    __tablename__ = "season_fact"
    __table_args__ = (UniqueConstraint("fact_type", "row_id"),)

    fact_type: Mapped[str] = mapped_column(String(LONGEST_TYPE), primary_key=True)
    fact_id: Mapped[str] = mapped_column(String(LONGEST_ID), primary_key=True)
    row_id: Mapped[int]
