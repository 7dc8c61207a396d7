"""Lists of who came, kept on paper and typed into a workbook."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from eventsys.core.db import Session
from eventsys.core.principal import Principal
from eventsys.exchange.imports.attended.operations import (
    judge_attended_draft,
    save_attended,
    undo_attended,
)
from eventsys.exchange.imports.attended.rules import AttendedColumn, Fault, ListedAttendance
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.rules import ImportKind, Outcome
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.imports.form import ColumnsForm
from eventsys.web.organiser.imports.kind import ListKind, Subject
from eventsys.web.organiser.imports.rows import Line, Preview, preview_of, said_of
from eventsys.web.organiser.lists.words import status_word


class Attendance(ListKind):
    """Who was ticked on the paper list of an event's dates."""

    key = "attendance"
    kind = ImportKind.ATTENDANCE
    is_of_event = True
    onward = "organiser.lists.index"
    name = _l("Attendance on paper")
    hint = _l(
        "Send a list of who came, with a name in each row; behind it a tick, yes, no or apologies. "
        "Without such a column all who are named came. Only people who are registered are found."
    )
    counted = _l("People")
    undone = _l("This list was taken back. What was said of everybody before counts again.")
    undoing = _l(
        "Taking back says of everybody again what was said before. It works as long as nobody was "
        "marked otherwise, the number is not approved and nobody has a certificate."
    )
    onward_words = _l("Attendance list")

    def columns(self) -> Mapping[str, str]:
        """Name what a column can hold."""
        return {
            AttendedColumn.NAME.value: _("Name"),
            AttendedColumn.REFERENCE.value: _("Reference"),
            AttendedColumn.DATE.value: _("Date no."),
            AttendedColumn.STATUS.value: _("Was there"),
        }

    def preview(self, session: Session, subject: Subject) -> Preview:
        """Say what the rows of a draft come to."""
        columns = self.columns()
        rows = judge_attended_draft(session, subject.run, subject.for_event, at=subject.at)
        return preview_of(rows, lambda each: line_of(each, columns))

    def save(
        self, session: Session, subject: Subject, form: ColumnsForm, *, by: Principal
    ) -> ImportRun:
        """Mark who came."""
        request = form.to_request()
        return save_attended(session, subject.run, subject.for_event, request, at=subject.at, by=by)

    def undo(self, session: Session, subject: Subject, *, by: Principal) -> None:
        """Say of everybody again what was said before."""
        undo_attended(session, subject.run, subject.for_event, at=subject.at, by=by)

    def saved(self, number: int) -> str:
        """Say how many people were marked."""
        return ngettext(
            "%(num)d person was marked from this list.",
            "%(num)d people were marked from this list.",
            number,
        )

    def in_use(self) -> str:
        """Say what hangs on the marks."""
        return _(
            "The list is in use: somebody was marked otherwise since, the number is approved, or "
            "certificates were given. Correct people one by one instead."
        )


def line_of(row: ListedAttendance, columns: Mapping[str, str]) -> Line:
    """Put a row into words."""
    return Line(
        number=row.outcome.number,
        name=row.name or _("(no name)"),
        about=_("Date no. %(number)s", number=row.date) if row.date else "",
        more=status_word(row.status),
        fault=said_of(row.outcome, columns, fault_words(row.outcome)),
        is_wrong=row.outcome.is_wrong,
    )


def fault_words(outcome: Outcome) -> str:
    """Say what is wrong with a row, and what to do."""
    if outcome.fault == Fault.KNOWN and outcome.column == AttendedColumn.STATUS:
        return _("Nothing stands there; nothing is said of this person.")
    words = {
        Fault.NOBODY: _("Nobody of this name has a place. Register them first, or at the desk."),
        Fault.SEVERAL: _("Several people have this name. Write the reference too."),
        Fault.DATE: _("Write the number of one of the event's dates."),
        Fault.NOT_BEGUN: _("This date has not begun yet."),
        Fault.STATUS: _("Write x, yes, no or apologies."),
        Fault.TWICE: _("The same person stands in row %(row)s.", row=outcome.other),
        Fault.KNOWN: _("Is marked so already."),
    }
    return words[Fault(outcome.fault)] if outcome.fault else ""
