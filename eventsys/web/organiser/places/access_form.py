"""The part of a form that says how accessible a place is."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from eventsys.places.rules import Access
from eventsys.web.common.forms import PartForm

YES, NO, UNKNOWN = "yes", "no", ""
CHOICES = [(UNKNOWN, _l("Not known")), (YES, _l("Yes")), (NO, _l("No"))]
ANSWERS = {YES: True, NO: False}


class AccessForm(PartForm):
    """What is known, one by one; what is not known is not said to the public."""

    step_free = SelectField(_l("Step-free access"), choices=CHOICES)
    toilet = SelectField(_l("Accessible toilet"), choices=CHOICES)
    hearing_loop = SelectField(_l("Hearing loop"), choices=CHOICES)
    parking = SelectField(_l("Parking for disabled people"), choices=CHOICES)

    def to_access(self) -> Access:
        """Give what was answered."""
        return Access(
            step_free=ANSWERS.get(self.step_free.data),
            toilet=ANSWERS.get(self.toilet.data),
            hearing_loop=ANSWERS.get(self.hearing_loop.data),
            parking=ANSWERS.get(self.parking.data),
        )


def values_of(access: Access) -> dict[str, str]:
    """Write what is known into the fields."""
    answers = {True: YES, False: NO, None: UNKNOWN}
    return {
        "step_free": answers[access.step_free],
        "toilet": answers[access.toilet],
        "hearing_loop": answers[access.hearing_loop],
        "parking": answers[access.parking],
    }
