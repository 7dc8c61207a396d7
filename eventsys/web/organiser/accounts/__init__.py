"""Who can sign in: administrators invite people, give them roles and help them."""

from eventsys.web.organiser.accounts import changing
from eventsys.web.organiser.accounts.views import blueprint

__all__ = ["blueprint", "changing"]
