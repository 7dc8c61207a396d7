"""Other programs that are told news: registered, tried, switched on, and what they got."""

from eventsys.web.organiser.webhooks import changing
from eventsys.web.organiser.webhooks.views import blueprint

__all__ = ["blueprint", "changing"]
