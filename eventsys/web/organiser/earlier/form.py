"""The form of one figure of an earlier year."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from eventsys.core.localtime import local_day
from eventsys.exchange.imports.figures.rules import Fault, FigureColumn, Found, faults_of
from eventsys.exchange.imports.rules import Outcome
from eventsys.web.common.forms import Form, LineField, problems_of, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.imports.of_figures import fault_words


class FigureForm(Form):
    """A figure with what it counts and where it stands; its fields are a list's columns."""

    year = LineField(_l("Year"))
    event = LineField(_l("Event"))
    figure = LineField(_l("Figure"))
    counts = LineField(_l("What it counts"))
    source = LineField(_l("Source"))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Leave to the rules of lists what a figure must be; see `judge`."""
        super().validate(extra_validators)
        return not problems_of(self)

    def told(self) -> Mapping[FigureColumn, str]:
        """Give what was typed."""
        return {column: (self[column.value].data or "").strip() for column in FigureColumn}

    def judge(self, at: datetime) -> bool:
        """Judge it as the row of a list, and say all that is wrong with it."""
        for found in faults_of(self.told(), local_day(at).year):
            self.refuse_for(found)
        return not problems_of(self)

    def refuse_for(self, found: Found) -> None:
        """Say what is wrong with a field."""
        fault, column, other = found
        outcome = Outcome(number=1, cells=(), fault=fault.value, other=other)
        words = (
            _("Write the name of the event.") if fault is Fault.NO_EVENT else fault_words(outcome)
        )
        refuse(self[column.value], words)
