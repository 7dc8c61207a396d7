"""The form by which something is sent: now or at a moment, and that doubts were looked at."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from eventsys.messages.broadcasts.rules import Doubt
from eventsys.web.common.forms import Form, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.events.times import (
    ClockField,
    DayField,
    check_clock,
    check_day,
    comes_twice,
    find_moment,
    which_field,
)


class SendForm(Form):
    """When it is to leave; with nothing filled in, now."""

    day = DayField(_l("Day"))
    clock = ClockField(_l("Time"))
    which = which_field()
    is_sure = BooleanField(_l("I have read it again, and it may be sent so"))

    @property
    def asks_which(self) -> bool:
        """Tell whether the clocks are put back over this time."""
        return comes_twice(self.day, self.clock)

    def read(self, doubts: Sequence[Doubt], at: datetime) -> datetime | None:
        """Give the moment, or lay on the fields what is wrong."""
        moment = self.moment(at)
        if doubts and not self.is_sure.data:
            refuse(self.is_sure, _("Read it again, and tick this where it may be sent so."))
            return None
        return moment

    def moment(self, at: datetime) -> datetime | None:
        """Read when it is to leave."""
        if not self.day.text and not self.clock.text:
            return at
        day, clock = check_day(self.day), check_clock(self.clock)
        if day is None or clock is None:
            return None
        moment = find_moment(day, clock, self.clock, self.which.data)
        if moment is not None and moment <= at:
            refuse(self.day, _("Choose a moment that is still to come."))
            return None
        return moment


def doubt_words() -> Mapping[Doubt, str]:
    """Say what makes one look again before it is sent."""
    return {
        Doubt.CPR: _("Something in it looks like a CPR number. It does not belong in a message."),
        Doubt.HEALTH: _("It holds a word about illness. Say nothing of anybody's health."),
    }
