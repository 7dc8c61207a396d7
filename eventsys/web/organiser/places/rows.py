"""Places as they stand in their list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from eventsys.places.models import Venue
from eventsys.places.rules import NOT_KNOWN, Access
from eventsys.web.common.words import _


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in the list."""

    name: str
    url: str
    address: str
    district: str
    access: str


def rows_of(venues: Sequence[Venue], districts: Mapping[int, str]) -> list[PlaceRow]:
    """Put places into words."""
    return [
        PlaceRow(
            name=venue.name,
            url=url_for("organiser.places.edit", venue_id=venue.id),
            address=venue.address,
            district=districts[venue.district_id],
            access=access_words(venue.access),
        )
        for venue in venues
    ]


def access_words(access: Access) -> str:
    """Say in short what is known of a place's access."""
    if access == NOT_KNOWN:
        return _("Not known")
    names = {
        _("Step-free access"): access.step_free,
        _("Accessible toilet"): access.toilet,
        _("Hearing loop"): access.hearing_loop,
        _("Parking for disabled people"): access.parking,
    }
    return ", ".join(name for name, has in names.items() if has) or _("None of these")
