"""Citizens' pages."""

from eventsys.web.public import about, calendar, programme, registering, registrations, ticket
from eventsys.web.public.blueprint import blueprint

__all__ = ["about", "blueprint", "calendar", "programme", "registering", "registrations", "ticket"]
