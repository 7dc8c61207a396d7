"""The part of an event's form that says what happens when all places are taken."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from eventsys.events.intake.rules import IntakePlan, WaitlistOrder
from eventsys.web.common.forms import OneOf, PartForm

NO_WAITLIST = "none"


class IntakePart(PartForm):
    """Whether there is a waiting list, and in which order places are offered."""

    waitlist = RadioField(
        _l("When all places are taken"),
        choices=[
            (
                WaitlistOrder.FITS.value,
                _l("Waiting list: a free place goes to the first party it is enough for"),
            ),
            (
                WaitlistOrder.FIRST.value,
                _l("Waiting list: strictly in order, also if a large party comes first"),
            ),
            (NO_WAITLIST, _l("No waiting list")),
        ],
        validators=[OneOf(_l("Choose one of these."))],
        validate_choice=False,
        default=WaitlistOrder.FITS.value,
    )

    def to_intake(self) -> IntakePlan:
        """Give how the event takes people in."""
        if self.waitlist.data == NO_WAITLIST:
            return IntakePlan(has_waitlist=False)
        return IntakePlan(waitlist_order=WaitlistOrder(self.waitlist.data))


def intake_values(intake: IntakePlan) -> dict[str, object]:
    """Write how an event takes people in into the form's fields."""
    return {"waitlist": intake.waitlist_order.value if intake.has_waitlist else NO_WAITLIST}
