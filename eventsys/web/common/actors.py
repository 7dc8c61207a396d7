"""The names of organisations that are offered where one is asked for."""

from collections.abc import Sequence
from datetime import datetime

from eventsys.core.db import db
from eventsys.core.localtime import local_day
from eventsys.people.actors.queries import list_official_names


def known_names(at: datetime) -> Sequence[str]:
    """List the official names of all organisations and units now."""
    return list_official_names(db.session(), local_day(at))
