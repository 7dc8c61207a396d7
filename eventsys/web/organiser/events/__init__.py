"""Events: making, changing, publishing, single dates, the poster at the door."""

from eventsys.web.organiser.events import copying, dates, poster
from eventsys.web.organiser.events.views import blueprint

__all__ = ["blueprint", "copying", "dates", "poster"]
from eventsys.web.organiser.events import publishing

__all__ = ["blueprint", "dates", "poster", "publishing"]
