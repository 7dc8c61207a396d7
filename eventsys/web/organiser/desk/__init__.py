"""The service desk: registering and changing on somebody's behalf, paper, printed tickets."""

from eventsys.web.organiser.desk import changing, printing
from eventsys.web.organiser.desk.views import blueprint

__all__ = ["blueprint", "changing", "printing"]
