"""Who came to which occasion: the list that is ticked, the overview, corrections."""

from eventsys.web.organiser.lists import keeping, offline, sending
from eventsys.web.organiser.lists.views import blueprint

__all__ = ["blueprint", "keeping", "offline", "sending"]
