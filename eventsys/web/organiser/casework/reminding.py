"""Who is reminded of the casework log late in the week."""

from datetime import date, timedelta

from eventsys.casework.tasks.queries import logged_since
from eventsys.casework.tasks.rules import week_to_remember
from eventsys.core.db import Session
from eventsys.web.common.guards import current_principal

LATELY = timedelta(weeks=8)
"""Whoever logged nothing for so long gives no advice any more, and need not be reminded."""


def has_logged_nothing(session: Session, today: date) -> bool:
    """Tell whether whoever is signed in has logged nothing since Monday, later in the week."""
    monday = week_to_remember(today)
    return monday is not None and not logged_since(session, str(current_principal()), monday)


def forgets_to_log(session: Session, today: date) -> bool:
    """Tell whether somebody who logged tasks in the last weeks has logged nothing in this one."""
    me = str(current_principal())
    return has_logged_nothing(session, today) and logged_since(session, me, today - LATELY)
