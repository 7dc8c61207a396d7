"""The file that is sent, and how the list that was read is to be saved."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FileField, RadioField, SelectField
from wtforms.validators import Length

from eventsys.exchange.imports.operations import SaveRequest
from eventsys.registration.rules import IfFull
from eventsys.web.common.forms import Form, LineField, OneOf
from eventsys.web.common.words import _
from eventsys.web.organiser.imports.words import column_names

MOST_COLUMNS = 50


class FileForm(Form):
    """A file to read."""

    file = FileField(_l("Spreadsheet (Excel or CSV)"))
    sheet = LineField(
        _l("Sheet, where the file has several"),
        [Length(max=60, message=_l("Write at most 60 characters."))],
    )


class ColumnsForm(Form):
    """What the columns of a list hold, and which rows are saved."""

    columns = FieldList(SelectField(validate_choice=False), min_entries=0, max_entries=MOST_COLUMNS)
    rows = RadioField(
        _l("Which rows?"),
        [OneOf(_l("Choose which rows."))],
        choices=[("all", _l("All, or none")), ("good", _l("Those without a fault"))],
        default="all",
        validate_choice=False,
    )

    @property
    def names(self) -> dict[str, str]:
        """Name what a column can hold."""
        return column_names()

    @property
    def only_good(self) -> bool:
        """Tell whether rows with a fault are to be left out."""
        return bool(self.rows.data == "good")

    def offer(self, heads: Sequence[str], columns: Sequence[str]) -> None:
        """Offer for each column of the file what it can hold."""
        names = [("", _("Pass over")), *self.names.items()]
        if not self.is_submitted():
            while self.columns.entries:
                self.columns.pop_entry()
            for column in columns:
                self.columns.append_entry(column)
        for place, entry in enumerate(self.columns.entries[: len(heads)]):
            entry.choices = names
            entry.label.text = heads[place] or _("Column %(number)s", number=place + 1)
        self.columns.entries = self.columns.entries[: len(heads)]

    @property
    def chosen(self) -> list[str]:
        """List what each column is said to hold; empty where it is passed over."""
        return [each.data if each.data in self.names else "" for each in self.columns]


class DraftForm(ColumnsForm):
    """How a list of people is to be saved."""

    if_full = RadioField(
        _l("If there are fewer places than people"),
        [OneOf(_l("Choose what becomes of the last ones."))],
        choices=[
            (IfFull.REFUSE.value, _l("Save nobody")),
            (IfFull.WAITLIST.value, _l("The last ones wait")),
            (IfFull.PART.value, _l("Leave the last ones out")),
        ],
        default=IfFull.REFUSE.value,
        validate_choice=False,
    )
    tells = BooleanField(_l("Send each of them a message with the ticket"))

    def to_request(self) -> SaveRequest:
        """Say how the draft is to be saved."""
        return SaveRequest(
            only_good=self.only_good,
            if_full=IfFull(self.if_full.data),
            tells=bool(self.tells.data),
        )
