"""Advice and requisitions: logged in a line, found again, changed, counted once."""

from eventsys.web.organiser.casework import deeds
from eventsys.web.organiser.casework.views import blueprint

__all__ = ["blueprint", "deeds"]
