"""The part of an event's form that adds dates week after week."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, SelectField

from eventsys.core.text import read_count
from eventsys.events.occasions.rules import days_after
from eventsys.web.common.forms import LineField, OneOf, PartForm, ProseField, refuse
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.events.form_parts import SAME, OccasionForm
from eventsys.web.organiser.events.times import check_day, read_day

MOST_OCCASIONS = 60


class WeeklyPart(PartForm):
    """How often, how many times, and on which days not; `added` is how many dates came of it."""

    weeks = SelectField(
        _l("How often?"),
        choices=[
            ("1", _l("Every week")),
            ("2", _l("Every second week")),
            ("3", _l("Every third week")),
            ("4", _l("Every fourth week")),
        ],
        validators=[OneOf(_l("Choose one of these."))],
        validate_choice=False,
        default="1",
    )
    times = LineField(_l("How many more dates?"))
    never_on = ProseField(_l("Not on these days"))
    added = 0

    def days_after(self, last: date, room: int) -> list[date]:
        """Give the days that follow; none, and what is wrong at its field, where that fails."""
        self.validate()
        number = read_count(self.times.text) or 0
        if number < 1:
            refuse(self.times, _("Write how many dates to add, such as 5."))
        elif number > room:
            refuse(self.times, room_words(room))
        never_on = frozenset(self.never())
        if self.errors:
            return []
        return list(days_after(last, number, weeks=int(self.weeks.data), never_on=never_on))

    def never(self) -> Iterator[date]:
        """Give the days on which there is no date; refuse a line that is no day."""
        for line in filter(None, map(str.strip, self.never_on.text.splitlines())):
            day = read_day(line)
            if day is None:
                refuse(self.never_on, _("Write one day a line, such as 31.12.2027."))
                return
            yield day


class Repeated(Protocol):
    """An event's form, as far as its dates are repeated."""

    occasions: "FieldList[FormField[OccasionForm]]"
    weekly: "FormField[Any]"

    def dates(self) -> Sequence[OccasionForm]:
        """Give the dates as typed."""


def add_weekly(form: Repeated) -> None:
    """Add dates after the last one, at its time and place, or say what is missing for it.

    A date in a night when the clocks are changed says at once that its time does not exist, or
    asks which of the two is meant. A date that is not right yet is not repeated.
    """
    part: WeeklyPart = form.weekly.form
    known = [(each.day.value, each) for each in form.dates() if each.day.value]
    if not known:
        check_day(form.dates()[-1].day)
        return
    last, model = max(known, key=lambda each: each[0])
    model.find_times()
    if model.errors:
        return
    for day in part.days_after(last, MOST_OCCASIONS - len(form.occasions)):
        form.occasions.append_entry(values_on(model, last, day))
        form.dates()[-1].find_times()
        part.added += 1
    if part.added:
        part.times.data = ""


def values_on(model: OccasionForm, last: date, day: date) -> dict[str, str]:
    """Write the fields of a date like another, on a later day."""
    ends_on = model.last_day.value
    return {
        "day": day.isoformat(),
        "start": model.start.text,
        "end": model.end.text,
        "last_day": (ends_on + (day - last)).isoformat() if ends_on else "",
        "venue": SAME,
    }


def room_words(room: int) -> str:
    """Say how many dates more an event can have."""
    if room < 1:
        return _("An event can have 60 dates, and it has them.")
    return ngettext(
        "There is room for %(num)d more date.", "There is room for %(num)d more dates.", room
    )
