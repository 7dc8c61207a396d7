"""The register of organisations and units."""

from eventsys.web.organiser.actors import merging, naming
from eventsys.web.organiser.actors.views import blueprint

__all__ = ["blueprint", "merging", "naming"]
