"""Who has completed a course, and their certificates."""

from eventsys.web.organiser.completion import people, views
from eventsys.web.organiser.completion.views import blueprint

__all__ = ["blueprint", "people", "views"]
