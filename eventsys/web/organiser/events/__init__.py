"""Events: making, changing, publishing, the poster at the door."""

from eventsys.web.organiser.events import poster
from eventsys.web.organiser.events.views import blueprint

__all__ = ["blueprint", "poster"]
