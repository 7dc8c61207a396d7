"""The back office: events as organisers make and follow them."""

from eventsys.web.organiser.views import blueprint

__all__ = ["blueprint"]
