"""The form of a wave: what is asked, from when, and until when."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.evaluation.surveys.rules import Questionnaire
from eventsys.evaluation.waves.requests import WavePlan
from eventsys.evaluation.waves.rules import Window
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


class WaveForm(Form):
    """When people are asked, and what."""

    version = SelectField(_l("Questionnaire"), coerce=str, validate_choice=False)
    opens_day = DayField(_l("Opens on"))
    opens_clock = ClockField(_l("At"))
    opens_which = which_field()
    closes_day = DayField(_l("Closes on"))
    closes_clock = ClockField(_l("At"))
    closes_which = which_field()

    def offer(self, asked: Sequence[Questionnaire], language: Language) -> None:
        """Put in the questionnaires that can be chosen."""
        self.version.choices = [(str(each.id), each.worded(language).title) for each in asked]

    def fill(self, version_id: int | None, window: Window, zone: str) -> None:
        """Put in what holds so far."""
        if version_id is not None:
            self.version.data = str(version_id)
        for name, moment in (("opens", window.opens_at), ("closes", window.closes_at)):
            local = to_local(moment, zone)
            self[f"{name}_day"].data = local.date().isoformat()
            self[f"{name}_clock"].data = local.time().isoformat("minutes")
            self[f"{name}_which"].data = "second" if local.fold else "first"

    @property
    def asks_of_opening(self) -> bool:
        """Tell whether the clocks are put back over the time from which it is open."""
        return comes_twice(self.opens_day, self.opens_clock)

    @property
    def asks_of_closing(self) -> bool:
        """Tell whether the clocks are put back over the time at which it closes."""
        return comes_twice(self.closes_day, self.closes_clock)

    def read(self, months: int, zone: str, known: Window | None) -> WavePlan | None:
        """Give what is asked for, or lay on the fields what is wrong; `known` has begun already."""
        opens_at = known.opens_at if known else self.moment("opens")
        closes_at = self.moment("closes")
        if self.version.data not in {choice[0] for choice in self.version.iter_choices()}:
            refuse(self.version, _("Choose a questionnaire."))
        if opens_at is None or closes_at is None or self.version.errors:
            return None
        window = Window(opens_at=opens_at, closes_at=closes_at)
        if not window.is_whole:
            refuse(self.closes_day, _("It must close after it opens."))
            return None
        return WavePlan(months=months, version_id=int(self.version.data), window=window)

    def moment(self, name: str) -> datetime | None:
        """Read when it `opens` or `closes`, or lay on its fields what is wrong."""
        shown: ClockField = self[f"{name}_clock"]
        day, clock = check_day(self[f"{name}_day"]), check_clock(shown)
        if day is None or clock is None:
            return None
        return find_moment(day, clock, shown, self[f"{name}_which"].data)
