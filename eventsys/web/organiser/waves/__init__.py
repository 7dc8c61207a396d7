"""Asking those who came: when, what, whom, on paper too, and telling them what came of it."""

from eventsys.web.organiser.waves import paper, poster, replying, views
from eventsys.web.organiser.waves.finding import blueprint

__all__ = ["blueprint", "paper", "poster", "replying", "views"]
