"""The file that is sent, and how the list that was read is to be saved."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, RadioField, SelectField
from wtforms.validators import Length

from eventsys.exchange.imports.operations import SaveRequest
from eventsys.exchange.imports.rules import MOST_SHOWN_COLUMNS
from eventsys.web.common.forms import FileField, Form, LineField, OneOf
from eventsys.web.common.words import _


class FileForm(Form):
    """A file to read."""

    file = FileField(_l("The file"))
    sheet = LineField(
        _l("Sheet, where the file has several"),
        [Length(max=60, message=_l("Write at most 60 characters."))],
    )


class ColumnsForm(Form):
    """What the columns of a list hold, and which rows are saved."""

    columns = FieldList(
        SelectField(validate_choice=False), min_entries=0, max_entries=MOST_SHOWN_COLUMNS
    )
    rows = RadioField(
        _l("Which rows?"),
        [OneOf(_l("Choose which rows."))],
        choices=[("all", _l("All, or none")), ("good", _l("Those without a fault"))],
        default="all",
        validate_choice=False,
    )

    def offer(self, heads: Sequence[str], columns: Sequence[str], names: Mapping[str, str]) -> None:
        """Offer for each column of the file what it can hold, by its name."""
        choices = [("", _("Pass over")), *names.items()]
        self.offered = frozenset(names)
        if not self.is_submitted():
            while self.columns.entries:
                self.columns.pop_entry()
            for column in columns:
                self.columns.append_entry(column)
        for place, entry in enumerate(self.columns.entries[: len(heads)]):
            entry.choices = choices
            entry.label.text = heads[place] or _("Column %(number)s", number=place + 1)
        self.columns.entries = self.columns.entries[: len(heads)]

    @property
    def chosen(self) -> list[str]:
        """List what each column is said to hold; empty where it is passed over."""
        return [each.data if each.data in self.offered else "" for each in self.columns]

    def to_request(self) -> SaveRequest:
        """Say which rows are to be saved."""
        return SaveRequest(only_good=bool(self.rows.data == "good"))
