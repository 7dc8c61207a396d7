"""Events and occasions for people's calendars: one feed with filters, one file for each event."""

from eventsys.web.feeds.views import blueprint

__all__ = ["blueprint"]
