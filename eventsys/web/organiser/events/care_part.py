"""The part of an event's form that says what is asked for the care of people."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField

from eventsys.events.care.rules import Care, Companions, NeedKind
from eventsys.web.common.forms import OneOf, PartForm


class CarePart(PartForm):
    """Which needs are asked, whether pictures are, and whether others may come along."""

    needs = SelectMultipleField(
        _l("Ask what people need"),
        choices=[
            (NeedKind.INTERPRETER.value, _l("Interpreter")),
            (NeedKind.ALLERGY.value, _l("Allergy")),
            (NeedKind.ACCESS.value, _l("Access")),
            (NeedKind.OTHER.value, _l("Other")),
        ],
        validate_choice=False,
    )
    photos = BooleanField(_l("Ask for each child whether pictures may be shown"))
    companions = RadioField(
        _l("May others come along with the children?"),
        [OneOf(_l("Choose one of these."))],
        choices=[
            (Companions.NONE.value, _l("No")),
            (Companions.COUNTED.value, _l("Yes, and they take places")),
            (Companions.UNCOUNTED.value, _l("Yes, and they take no places")),
        ],
        default=Companions.NONE.value,
        validate_choice=False,
    )

    def to_care(self) -> Care:
        """Give what is asked; call it when the form is valid."""
        chosen = self.needs.data or ()
        return Care(
            needs=frozenset(kind for kind in NeedKind if kind.value in chosen),
            photos=self.photos.data,
            companions=Companions(self.companions.data),
        )


def care_values(care: Care) -> dict[str, object]:
    """Write what is asked into the fields."""
    return {
        "needs": [kind.value for kind in NeedKind if kind in care.needs],
        "photos": care.photos,
        "companions": care.companions.value,
    }
