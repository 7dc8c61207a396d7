"""What the forms of the facts have in common."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import DataRequired, Length
from wtforms.widgets import HiddenInput

from eventsys.casework.models import Fact
from eventsys.casework.records.rules import FactRequest
from eventsys.core.text import read_count
from eventsys.events.rules import EARLIEST, LATEST
from eventsys.web.common.forms import LineField, OneOf, problems_of, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.casework.form import as_typed, key_length, line, no_cpr
from eventsys.web.organiser.events.times import DayField, check_day
from eventsys.web.organiser.meanwhile import SealedForm

Choices = Sequence[tuple[str, Any]]


class FactForm(SealedForm):
    """The form of one kind of fact; the key makes one of a form that comes twice."""

    unsealed = frozenset({"key"})
    key = LineField(widget=HiddenInput(), validators=[key_length])

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """See that days are days, years are years, and what goes together is whole."""
        super().validate(extra_validators)
        for each in self:
            if isinstance(each, DayField) and each.text:
                check_day(each)
            if isinstance(each, YearField) and each.value is None:
                refuse(each, _("Write the year with four digits."))
        self.check()
        return not problems_of(self)

    def check(self) -> None:
        """Refuse what a form of this kind cannot say."""

    def offer(self, choices: Mapping[str, Choices]) -> None:
        """Put what is chosen among into the fields that offer it."""
        for name, known in choices.items():
            self[name].choices = list(known)

    def to_request(self) -> FactRequest:
        """Give what the form says; call it when the form is valid."""
        raise NotImplementedError

    @classmethod
    def values_from(cls, row: Fact) -> dict[str, object]:
        """Write a fact into the fields of its form."""
        return {"key": row.public_id, **{name: typed(row, name) for name in cls.columns}}

    columns: tuple[str, ...] = ()


class YearField(LineField):
    """A year in four digits."""

    @property
    def value(self) -> int | None:
        """Give the year; None where none that can be meant was typed."""
        year = read_count(self.text)
        return year if year is not None and EARLIEST.year <= year < LATEST.year else None

    @property
    def year(self) -> int:
        """Give the year of a valid form."""
        return self.value or EARLIEST.year


def typed(row: Fact, name: str) -> str:
    """Write what stands in a column as people type it."""
    value = getattr(row, name)
    if isinstance(value, date):
        return as_typed(value)
    return "" if value is None else str(value)


def written(label: str, message: str) -> LineField:
    """Make a line that must be filled in."""
    field: LineField = LineField(label, [DataRequired(message), line, no_cpr])
    return field


def optional(label: str) -> LineField:
    """Make a line that may be left blank."""
    field: LineField = LineField(label, [line, no_cpr])
    return field


def short(label: str, message: str) -> LineField:
    """Make a short line that must be filled in."""
    limit = Length(max=40, message=_l("Write at most 40 characters."))
    field: LineField = LineField(label, [DataRequired(message), limit, no_cpr])
    return field


def one_of(label: str, choices: Choices = ()) -> SelectField:
    """Ask for one of several."""
    chosen = OneOf(_l("Choose one of these."))
    return SelectField(label, choices=list(choices), validators=[chosen], validate_choice=False)
