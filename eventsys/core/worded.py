"""The columns of every table that holds organisers' texts in one language a row."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.standing import Origin, Standing


class Worded:
    """How a text in one language stands beside the Danish; see `Standing`."""

    origin: Mapped[Origin] = mapped_column(default=Origin.HUMAN)
    source: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    outdated_at: Mapped[datetime | None]

    @property
    def standing(self) -> Standing:
        """Give how the text stands."""
        return Standing(origin=self.origin, source=self.source, outdated_at=self.outdated_at)

    @standing.setter
    def standing(self, standing: Standing) -> None:
        self.origin = standing.origin
        self.source = None if standing.source is None else dict(standing.source)
        self.outdated_at = standing.outdated_at
