"""The part of a form that takes a list of people from a spreadsheet and shows it first.

Nothing is stored before the list is confirmed: it goes along in the form, as it was read.
"""

import re
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms.widgets import HiddenInput

from eventsys.exchange.people.rules import (
    Judged,
    Listed,
    NamesMissing,
    PeopleList,
    Wanted,
    judge_all,
    read_people,
)
from eventsys.exchange.tables.reading import read_table
from eventsys.exchange.tables.rules import MOST_ROWS, UnreadableTable
from eventsys.web.common.forms import FileField, PartForm, ProseField, refuse
from eventsys.web.public.groups.list_words import names_missing, unreadable

CELL, LINE = "\t", "\n"
NUMBERED = re.compile(r"[0-9]{1,7}\t")


class ListPart(PartForm):
    """A file to read, and the rows of the one that was read."""

    sheet = FileField(_l("Spreadsheet (Excel or CSV)"))
    rows = ProseField(widget=HiddenInput())
    ignored: Sequence[str] = ()
    is_guessed = False
    is_new = False

    def take_in(self, *, drops: bool) -> bool:
        """Read the file that was sent, or forget the list; tell whether either was asked for."""
        sent = self.sheet.data.read() if self.sheet.data else b""
        has_name = bool(self.sheet.data and self.sheet.data.filename)
        if drops:
            self.rows.data = ""
            return True
        if not has_name:
            return False
        try:
            self.keep(read_people(read_table(sent)))
        except UnreadableTable as refusal:
            refuse(self.sheet, unreadable(refusal))
        except NamesMissing as refusal:
            refuse(self.sheet, names_missing(refusal))
        return True

    def keep(self, people: PeopleList) -> None:
        """Lay the rows into the form, where they wait to be confirmed."""
        lines = [(str(e.number), e.name, e.category, e.birth_year) for e in people.rows]
        self.rows.data = LINE.join(CELL.join(line) for line in lines)
        self.ignored, self.is_guessed, self.is_new = people.ignored, people.is_guessed, True

    def listed(self) -> list[Listed]:
        """Give the rows that wait; what no form of ours holds is passed over."""
        lines = (self.rows.data or "").split(LINE)[:MOST_ROWS]
        cells = [[*line.split(CELL), "", "", ""] for line in lines if NUMBERED.match(line)]
        return [Listed(int(each[0]), each[1], each[2], each[3]) for each in cells]

    def judged(self, wanted: Wanted) -> list[Judged]:
        """Judge the rows that wait."""
        return judge_all(self.listed(), wanted)
