"""Training volunteers before the doors open, and the guide that they keep."""

from eventsys.web.organiser.rehearsal import guide
from eventsys.web.organiser.rehearsal.views import blueprint

__all__ = ["blueprint", "guide"]
