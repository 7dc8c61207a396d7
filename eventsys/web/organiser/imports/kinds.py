"""All kinds of lists that can be read in."""

from collections.abc import Sequence

from flask import abort

from eventsys.web.organiser.imports.kind import ListKind
from eventsys.web.organiser.imports.of_actors import Actors
from eventsys.web.organiser.imports.of_attendance import Attendance
from eventsys.web.organiser.imports.of_events import Events
from eventsys.web.organiser.imports.of_figures import Figures
from eventsys.web.organiser.imports.of_registrations import Registrations

KINDS: Sequence[ListKind] = (Registrations(), Attendance(), Events(), Actors(), Figures())


def kind_or_404(key: str, slug: str | None) -> ListKind:
    """Give a kind of list of an event, or of those that belong to none; or answer there is none."""
    found = (each for each in kinds_at(slug) if each.key == key)
    return next(found, None) or abort(404)


def kinds_at(slug: str | None) -> Sequence[ListKind]:
    """List the kinds that belong to an event, or those that belong to none."""
    return [each for each in KINDS if each.is_of_event is (slug is not None)]
