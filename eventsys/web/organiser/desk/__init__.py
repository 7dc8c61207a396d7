"""The service desk: registering and changing on somebody's behalf, paper, the day itself."""

from eventsys.web.organiser.desk import changing, finding, people, printing, tickets
from eventsys.web.organiser.desk.views import blueprint

__all__ = ["blueprint", "changing", "finding", "people", "printing", "tickets"]
