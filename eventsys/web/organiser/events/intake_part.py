"""The part of an event's form that says how people come to places, and who waits."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from eventsys.events.intake.rules import IntakePlan, WaitlistOrder, Way
from eventsys.web.common.forms import OneOf, PartForm

NO_WAITLIST = "none"


class IntakePart(PartForm):
    """How registrations come to places, and in which order those who wait are offered some."""

    way = RadioField(
        _l("Who gets a place?"),
        choices=[
            (Way.DIRECT.value, _l("Whoever registers first, at once")),
            (Way.APPROVAL.value, _l("Those to whom you say yes: each registration waits for you")),
            (Way.DRAW.value, _l("Lots decide: it is open for some days, then you draw")),
        ],
        validators=[OneOf(_l("Choose one of these."))],
        validate_choice=False,
        default=Way.DIRECT.value,
    )

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
        way = Way(self.way.data)
        if self.waitlist.data == NO_WAITLIST:
            return IntakePlan(way=way, has_waitlist=False)
        return IntakePlan(way=way, waitlist_order=WaitlistOrder(self.waitlist.data))


def intake_values(intake: IntakePlan) -> dict[str, object]:
    """Write how an event takes people in into the form's fields."""
    return {
        "way": intake.way.value,
        "waitlist": intake.waitlist_order.value if intake.has_waitlist else NO_WAITLIST,
    }
