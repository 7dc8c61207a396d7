"""The pages of an event's people, put together."""

from eventsys.web.organiser.people import acting, columns, duplicates, person, printing
from eventsys.web.organiser.people.blueprint import blueprint

__all__ = ["acting", "blueprint", "columns", "duplicates", "person", "printing"]
