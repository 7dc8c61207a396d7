"""Citizens' pages."""

from eventsys.web.public import about, programme, registering, registrations, ticket
from eventsys.web.public.blueprint import blueprint

__all__ = ["about", "blueprint", "programme", "registering", "registrations", "ticket"]
