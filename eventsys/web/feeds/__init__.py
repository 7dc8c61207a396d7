"""Events and occasions for people's calendars: one feed with filters, one file for each event."""

from eventsys.web.feeds import own, views
from eventsys.web.feeds.blueprint import blueprint

__all__ = ["blueprint", "own", "views"]
