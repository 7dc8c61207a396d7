"""The volunteers' pages: scanner and counter, and the files that they load."""

from eventsys.web.gate.views import blueprint

__all__ = ["blueprint"]
