"""Lists of figures of earlier years: how many there were before this system counted."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from eventsys.attendance.earlier.errors import FigureKnown
from eventsys.attendance.earlier.rules import LONGEST_TEXT
from eventsys.core.db import Session
from eventsys.core.errors import DomainError
from eventsys.core.principal import Principal
from eventsys.exchange.imports.figures.operations import (
    judge_figure_draft,
    save_figures,
    undo_figures,
)
from eventsys.exchange.imports.figures.rules import Fault, FigureColumn, ListedFigure
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.rules import ImportKind, Outcome
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.imports.form import ColumnsForm
from eventsys.web.organiser.imports.kind import ListKind, Subject
from eventsys.web.organiser.imports.rows import Line, Preview, preview_of, said_of
from eventsys.web.organiser.imports.words import REFUSALS, refusal_words


class Figures(ListKind):
    """How many came to events of earlier years, as reports and archives tell it."""

    key = "figures"
    kind = ImportKind.FIGURES
    back = "organiser.earlier.index"
    onward = "organiser.earlier.index"
    name = _l("Earlier figures")
    hint = _l(
        "Send a list with the year, the event, the number, what it counts and where it stands. "
        "You see what each row comes to before anything is saved."
    )
    counted = _l("Figures")
    undone = _l("This list was taken back. None of its figures is kept any more.")
    undoing = _l("Taking back deletes the figures of the list.")
    onward_words = _l("Earlier figures")
    refusals = (*REFUSALS, FigureKnown)

    def columns(self) -> Mapping[str, str]:
        """Name what a column can hold."""
        return {
            FigureColumn.YEAR.value: _("Year"),
            FigureColumn.EVENT.value: _("Event"),
            FigureColumn.FIGURE.value: _("Figure"),
            FigureColumn.COUNTS.value: _("What it counts"),
            FigureColumn.SOURCE.value: _("Source"),
        }

    def preview(self, session: Session, subject: Subject) -> Preview:
        """Say what the rows of a draft come to."""
        columns = self.columns()
        figures = judge_figure_draft(session, subject.run, at=subject.at)
        return preview_of(figures, lambda each: line_of(each, columns))

    def save(
        self, session: Session, subject: Subject, form: ColumnsForm, *, by: Principal
    ) -> ImportRun:
        """Write the figures down."""
        return save_figures(session, subject.run, form.to_request(), at=subject.at, by=by)

    def undo(self, session: Session, subject: Subject, *, by: Principal) -> None:
        """Take the figures back."""
        undo_figures(session, subject.run, at=subject.at, by=by)

    def saved(self, number: int) -> str:
        """Say how many figures were added."""
        return ngettext(
            "%(num)d figure was added from this list.",
            "%(num)d figures were added from this list.",
            number,
        )

    def in_use(self) -> str:
        """Say that nothing hangs on figures."""
        return _("A list can be taken back for three days.")

    def refused(self, refusal: DomainError) -> str:
        """Say why a draft was not saved."""
        if isinstance(refusal, FigureKnown):
            return _("Somebody else saved some of these figures meanwhile. Look at the rows again.")
        return refusal_words(refusal)


def line_of(figure: ListedFigure, columns: Mapping[str, str]) -> Line:
    """Put a row into words."""
    told = figure.request
    return Line(
        number=figure.outcome.number,
        name=f"{told.event_name or _('(no name)')} {told.year or ''}".strip(),
        about=told.counts,
        more=f"{told.figure} · {told.source}",
        fault=said_of(figure.outcome, columns, fault_words(figure.outcome)),
        is_wrong=figure.outcome.is_wrong,
    )


def fault_words(outcome: Outcome) -> str:
    """Say what is wrong with a row, and what to do."""
    words = {
        Fault.YEAR: _("Write a year with four digits that is not to come."),
        Fault.NO_EVENT: _("A name is missing. Write it, or take the row out."),
        Fault.FIGURE: _("Write a whole number, such as 1.234; no percent and no half."),
        Fault.NO_COUNTS: _("Write what the figure counts, such as children or visits."),
        Fault.NO_SOURCE: _("Write where the figure stands, such as a report with its page."),
        Fault.LONG: _(
            "The text is too long: less than %(number)s characters.", number=LONGEST_TEXT
        ),
        Fault.UNREADABLE: _("A character cannot be read. Write the name again."),
        Fault.TWICE: _("The same figure stands in row %(row)s.", row=outcome.other),
        Fault.KNOWN: _("Is there already, and stays as it is."),
        Fault.OTHER: _("Is there already with another number: %(number)s.", number=outcome.other),
    }
    return words[Fault(outcome.fault)] if outcome.fault else ""
