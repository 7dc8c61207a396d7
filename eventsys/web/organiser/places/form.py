"""The form of a place."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FormField, SelectField
from wtforms.validators import DataRequired, Length

from eventsys.core.text import digits_of
from eventsys.places.models import Locality, Venue
from eventsys.places.operations import VenueDetails
from eventsys.web.common.forms import LineField, OneOf, problems_of, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.meanwhile import SealedForm
from eventsys.web.organiser.places.access_form import AccessForm, values_of

LONGEST_LINE = 200
NOWHERE = ""
line = Length(max=LONGEST_LINE, message=_l("Write at most 200 characters."))


class PlaceForm(SealedForm):
    """All that is known of a place."""

    name = LineField(
        _l("Name of the place"), [DataRequired(_l("Write the name of the place.")), line]
    )
    address = LineField(_l("Address"), [line])
    district = SelectField(
        _l("District"), validators=[OneOf(_l("Choose one of these."))], validate_choice=False
    )
    locality = SelectField(
        _l("Part of the district"),
        validators=[OneOf(_l("Choose one of these."))],
        validate_choice=False,
    )
    latitude = LineField(_l("Latitude"))
    longitude = LineField(_l("Longitude"))
    access = FormField(AccessForm, "")

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """See that the position can be one, and is whole."""
        super().validate(extra_validators)
        for field, limit in ((self.latitude, 90), (self.longitude, 180)):
            degrees = read_degrees(field.text)
            if field.text and (degrees is None or abs(degrees) > limit):
                refuse(field, _("Write the position in degrees, such as 55.6853."))
        if bool(self.latitude.text) != bool(self.longitude.text):
            refuse(self.longitude, _("Write both parts of the position, or none."))
        return not problems_of(self)

    def to_details(self, localities: Sequence[Locality]) -> VenueDetails:
        """Give what the form says; call it when the form is valid."""
        chosen = [each for each in localities if each.slug == self.locality.data]
        return VenueDetails(
            name=self.name.text,
            address=self.address.text,
            locality=chosen[0] if chosen else None,
            latitude=read_degrees(self.latitude.text),
            longitude=read_degrees(self.longitude.text),
            access=self.access.form.to_access(),
        )


def read_degrees(text: str) -> float | None:
    """Read degrees with a point or a comma; None where they are none."""
    plain = digits_of(text).strip().replace(",", ".").replace("\u2212", "-")
    whole, _point, part = plain.removeprefix("-").partition(".")
    if not (whole.isascii() and whole.isdigit() and (not part or part.isdigit())):
        return None
    return float(plain)


def values_from(venue: Venue, district: str, locality: str) -> dict[str, object]:
    """Write a place into the form's fields."""
    return {
        "name": venue.name,
        "address": venue.address,
        "district": district,
        "locality": locality,
        "latitude": "" if venue.latitude is None else str(venue.latitude),
        "longitude": "" if venue.longitude is None else str(venue.longitude),
        "access": values_of(venue.access),
    }
