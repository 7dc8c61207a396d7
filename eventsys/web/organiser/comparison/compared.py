"""One comparison, as its page, its file and its paper show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from eventsys.core.text import Language
from eventsys.documents.results import BarRow, BarTable, ResultPaper
from eventsys.evaluation.rates.comparing import Comparison
from eventsys.evaluation.rates.rules import Share
from eventsys.evaluation.rates.scopes import By, Measured, Scope
from eventsys.evaluation.surveys.rules import Questionnaire
from eventsys.exchange.danish_csv import Cell, csv_lines
from eventsys.web.common.percents import percent_text
from eventsys.web.common.words import _, listed
from eventsys.web.organiser.comparison.wording import (
    ShareRow,
    ShareTable,
    Titles,
    by_name,
    filter_of,
    row_name,
    tables_of,
)
from eventsys.web.organiser.results.wording import (
    RATE_DECIMALS,
    SHARE_DECIMALS,
    plain,
    small_numbers_note,
)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A questionnaire's waves, what was asked of them, and what came of it."""

    questionnaire: Questionnaire
    known: Sequence[Measured]
    scope: Scope
    by: By
    comparison: Comparison
    titles: Titles

    def tables(self, language: Language) -> list[ShareTable]:
        """Lay it out in tables."""
        return list(tables_of(self.comparison, self.by, self.titles, language))

    def lines(self, language: Language) -> Iterator[bytes]:
        """Write it as a file: each share as its pair, and as the percentage it is shown as."""
        head = (by_name(self.by), _("Question"), _("Number"), _("Of"), _("Share"))
        return csv_lines(head, self.cells(language))

    def cells(self, language: Language) -> Iterator[Sequence[Cell]]:
        """Write the file's cells."""
        whole = self.comparison.whole
        together = [(_("Together"), whole)] if whole else []
        named = [
            row_name(row.measured, self.by, self.titles, language) for row in self.comparison.rows
        ]
        rows = zip(map(plain, named), self.comparison.rows, strict=True)
        for name, row in chain(rows, together):
            yield [name, _("Response rate"), *cells_of(row.rate, RATE_DECIMALS)]
            for question in self.comparison.questions:
                if question.code in row.shares:
                    label = question.worded(language).label
                    yield [name, label, *cells_of(row.shares[question.code], SHARE_DECIMALS)]

    def paper(self, language: Language, sender: str, *, at: datetime) -> ResultPaper:
        """Lay it out as a paper."""
        [rate, *_others] = self.tables(language)
        figures = [(rate.heading, rate.whole)] if rate.whole else []
        return ResultPaper(
            title=self.questionnaire.worded(language).title,
            lines=[self.restriction()],
            sender=sender,
            language=language.value,
            figures=[
                figure
                for name, whole in figures
                for figure in ((plain(name), whole.percent), (_("Answers"), whole.pair))
            ],
            tables=[self.bar_table(each) for each in (rate, *_others)],
            foot=small_numbers_note(),
            made_at=at,
        )

    def restriction(self) -> str:
        """Say what the comparison is restricted to."""
        found = filter_of(self.known, self.scope, self.by)
        groups = (found.times, found.years, found.districts, found.kinds)
        chosen = [[each.name for each in group if each.chosen] for group in groups]
        return " · ".join(listed(names) for names in chosen if names)

    def bar_table(self, table: ShareTable) -> BarTable:
        """Lay one table out."""
        whole = [table.whole] if table.whole and len(table.rows) > 1 else []
        return BarTable(
            heading=plain(table.heading),
            figure="",
            lines=[table.meaning],
            head=(by_name(self.by), _("Number"), _("Share")),
            rows=[bar_row(row) for row in (*table.rows, *whole)],
            note="",
        )


def bar_row(row: ShareRow) -> BarRow:
    """Lay one row out."""
    return BarRow(name=plain(row.name), cells=(row.pair, row.percent), bar=row.bar)


def cells_of(share: Share | None, decimals: int) -> list[Cell]:
    """Write a share, or that it is hidden."""
    if share is None:
        return [_("hidden"), None, None]
    return [share.numerator, share.denominator, percent_text(share, decimals)]
