"""What the back office's tests start from."""

from datetime import timedelta

import pytest
from flask import Flask

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import to_local
from tests.factories import make_venue


@pytest.fixture
def venue_id(app: Flask) -> int:
    """A park in Nørrebro."""
    with app.app_context(), transaction() as session:
        return make_venue(session, at=clock.now()).id


@pytest.fixture
def typed(venue_id: int) -> dict[str, object]:
    """What an organiser types for a party in a week's time."""
    day = to_local(clock.now() + timedelta(days=7)).date()
    return {
        "kind": "public",
        "text_da-title": "Fødselsdagsfest på Nørrebro",
        "text_da-body": "Kom og vær med.",
        "occasions-0-day": day.isoformat(),
        "occasions-0-start": "12:00",
        "occasions-0-end": "15:30",
        "occasions-0-venue": str(venue_id),
        "capacity": "714",
        "gates": "Nord\nSyd",
    }
