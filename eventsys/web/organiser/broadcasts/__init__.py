"""Writing to chosen people of an event: whom, what in each language, when, and how far it is."""

from eventsys.web.organiser.broadcasts import sending, views
from eventsys.web.organiser.broadcasts.finding import blueprint

__all__ = ["blueprint", "sending", "views"]
