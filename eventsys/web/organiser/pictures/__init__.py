"""The pictures on the page of an event."""

from eventsys.web.organiser.pictures.views import blueprint

__all__ = ["blueprint"]
