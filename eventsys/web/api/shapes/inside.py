"""How full it is."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from eventsys.web.api.shapes.common import Shape


class Inside(Shape):
    """How many are inside at the occasion of now, and for how many there is room."""

    as_of: datetime
    inside: Annotated[
        int | None,
        Meta(
            description="At most: nobody counts people without a ticket out. "
            "Null where there is no occasion."
        ),
    ]
    capacity: Annotated[int | None, Meta(description="Null where there is no limit.")]
