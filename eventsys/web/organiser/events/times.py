"""Days and times of day as organisers type them, and the moments that they mean."""

import re
from datetime import date, datetime, time

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField
from wtforms.validators import Optional

from eventsys.core.localtime import AmbiguousTime, NonexistentTime, from_local
from eventsys.core.text import digits_of
from eventsys.events.rules import EARLIEST, LATEST
from eventsys.web.common.forms import LineField, refuse
from eventsys.web.common.words import _

ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
DANISH_DAY = re.compile(r"([0-9]{1,2})[./ -]{1,2}([0-9]{1,2})[./ -]{1,2}([0-9]{4})")
WHICH = [("first", _l("The first time")), ("second", _l("The second time"))]
CLOCK = re.compile(r"([0-9]{1,2})(?:[.:]([0-9]{2}))?(?::00)?")


def read_day(text: str) -> date | None:
    """Read a day as 2027-01-31 or 31.1.2027; None where it is none, or in a year far off."""
    plain = digits_of(text).strip()
    if iso := ISO_DAY.fullmatch(plain):
        year, month, day = iso.groups()
    elif danish := DANISH_DAY.fullmatch(plain):
        day, month, year = danish.groups()
    else:
        return None
    if not EARLIEST.year <= int(year) < LATEST.year:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_clock(text: str) -> time | None:
    """Read a time of day as 17.30, 17:30 or 17; None where it is none."""
    found = CLOCK.fullmatch(digits_of(text).strip())
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        return None


class DayField(LineField):
    """A day; a browser's own calendar helps, and what is typed otherwise is kept."""

    @property
    def value(self) -> date | None:
        """Give the day; None where nothing or no day was typed."""
        return read_day(self.text)

    @property
    def input_type(self) -> str:
        """Tell which kind of input can show what was typed."""
        return "date" if not self.text or ISO_DAY.fullmatch(self.text) else "text"

    def clean(self, text: str) -> str:
        """Write a day as browsers do."""
        day = read_day(text)
        return day.isoformat() if day else super().clean(text)


class ClockField(LineField):
    """A time of day."""

    @property
    def value(self) -> time | None:
        """Give the time of day; None where nothing or no time was typed."""
        return read_clock(self.text)

    @property
    def input_type(self) -> str:
        """Tell which kind of input can show what was typed."""
        return "time" if not self.text or self.value else "text"

    def clean(self, text: str) -> str:
        """Write a time of day as browsers do."""
        clock = read_clock(text)
        return clock.isoformat("minutes") if clock else super().clean(text)


def check_day(field: DayField) -> date | None:
    """Give the day, or refuse what was typed."""
    if field.value is None:
        refuse(field, _("Write the day as day, month and year, such as 31.12.2027."))
    return field.value


def check_clock(field: ClockField) -> time | None:
    """Give the time of day, or refuse what was typed."""
    if field.value is None:
        refuse(field, _("Write the time as hours and minutes, such as 17.30."))
    return field.value


def which_field() -> RadioField:
    """Ask which of two moments is meant, where the clocks are put back over a local time."""
    return RadioField(_l("Which of the two?"), choices=WHICH, validators=[Optional()])


def comes_twice(day: DayField, clock: ClockField) -> bool:
    """Tell whether the clocks are put back over a local time."""
    if day.value is None or clock.value is None:
        return False
    try:
        from_local(datetime.combine(day.value, clock.value))
    except AmbiguousTime:
        return True
    except NonexistentTime:
        return False
    return False


def find_moment(day: date, clock: time, field: Field, which: str | None) -> datetime | None:
    """Find the moment that a local time means.

    Refuse one that the clocks skip, and one that comes twice where `which` does not say whether
    it is the `first` or the `second`.
    """
    second = {"first": False, "second": True}.get(which or "")
    values = {"clock": clock.strftime("%H.%M")}
    try:
        return from_local(datetime.combine(day, clock), second=second)
    except NonexistentTime:
        refuse(
            field, _("The clocks are put forward that night: %(clock)s does not exist.", **values)
        )
    except AmbiguousTime:
        refuse(
            field,
            _(
                "The clocks are put back that night: is it the first or the second %(clock)s?",
                **values,
            ),
        )
    return None
