"""Which columns, and which kind of file."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from eventsys.exchange.files.rules import FileFormat
from eventsys.web.common.forms import Form, OneOf
from eventsys.web.organiser.exports.tables import ExportTable
from eventsys.web.organiser.exports.words import format_words


class ExportForm(Form):
    """What somebody wants to take home."""

    columns = SelectMultipleField(
        _l("Columns"),
        [DataRequired(_l("Choose at least one column."))],
        validate_choice=False,
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    file = RadioField(
        _l("Kind of file"),
        [OneOf(_l("Choose a kind of file."))],
        default=FileFormat.XLSX.value,
        validate_choice=False,
    )

    def offer(self, table: ExportTable[Any]) -> None:
        """Offer a table's columns, ticked at first but for delicate ones."""
        self.columns.choices = [(each.key, each.head) for each in table.open]
        self.file.choices = [(key, name) for key, (name, _hint) in format_words().items()]
        if not self.is_submitted():
            ticked = [each.key for each in table.open if each.key not in table.delicate]
            self.columns.data = ticked

    @property
    def wanted(self) -> Sequence[str]:
        """List the columns that were asked for, by their keys."""
        return self.columns.data or []

    @property
    def format(self) -> FileFormat:
        """Tell the kind of file."""
        return FileFormat(self.file.data)
