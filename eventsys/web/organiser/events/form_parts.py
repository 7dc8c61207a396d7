"""The parts of an event's form: a date, a new place, a moment."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from flask_babel import lazy_gettext as _l
from wtforms import FormField, SelectField
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from eventsys.web.common.forms import LineField, PartForm, refuse
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
from eventsys.web.organiser.places.access_form import AccessForm

Extra: TypeAlias = Mapping[str, Sequence[Any]] | None
LONGEST_LINE = 200
SAME = "same"
NEW = "new"

line = Length(max=LONGEST_LINE, message=_l("Write at most 200 characters."))


class MomentForm(PartForm):
    """A day and a time of day; both blank mean that nothing is decided."""

    day = DayField(_l("Day"))
    clock = ClockField(_l("Time"))
    which = which_field()
    moment: datetime | None = None

    def validate(self, extra_validators: Extra = None) -> bool:
        """Find the moment that is meant."""
        super().validate(extra_validators)
        if self.day.text or self.clock.text:
            day, clock = check_day(self.day), check_clock(self.clock)
            if day and clock:
                self.moment = find_moment(day, clock, self.clock, self.which.data)
        return not self.errors

    @property
    def asks_which(self) -> bool:
        """Tell whether the clocks are put back over this time."""
        return comes_twice(self.day, self.clock)


class OccasionForm(PartForm):
    """When and where one date is; `no` names one that is there already."""

    no = LineField(widget=HiddenInput())
    day = DayField(_l("Day"))
    start = ClockField(_l("From"))
    end = ClockField(_l("Until"))
    last_day = DayField(_l("Last day, where it ends on another"))
    which = which_field()
    venue = SelectField(_l("Place"), validate_choice=False)
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def validate(self, extra_validators: Extra = None) -> bool:
        """Find start and end, and see that they make sense."""
        super().validate(extra_validators)
        self.find_times()
        if self.venue.data not in [choice[0] for choice in self.venue.iter_choices()]:
            refuse(self.venue, _("Choose a place."))
        return not self.errors

    def find_times(self) -> None:
        """Find the moments of start and end, and refuse what cannot be."""
        day, start, end = check_day(self.day), check_clock(self.start), check_clock(self.end)
        last_day = check_day(self.last_day) if self.last_day.text else day
        if day and start:
            self.starts_at = find_moment(day, start, self.start, self.which.data)
        if last_day and end:
            self.ends_at = find_moment(last_day, end, self.end, self.which.data)
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            refuse(self.end, _("The end must be after the start."))

    @property
    def asks_which(self) -> bool:
        """Tell whether the clocks are put back over start or end."""
        last_day = self.last_day if self.last_day.text else self.day
        return comes_twice(self.day, self.start) or comes_twice(last_day, self.end)


class PlaceForm(PartForm):
    """A place that is not in the list yet."""

    name = LineField(_l("Name of the place"), validators=[line])
    address = LineField(_l("Address"), validators=[line])
    district = SelectField(_l("District"), validate_choice=False)
    access = FormField(AccessForm)
