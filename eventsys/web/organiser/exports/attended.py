"""Who came, as tables: in numbers, and person by person."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from eventsys.attendance.marks.queries import read_attendance
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.core.db import Session
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.events.programme.rules import EventView
from eventsys.exchange.attendance import AttendanceWords, attendance_cells
from eventsys.exchange.files.rules import Cell, Chart
from eventsys.exchange.sheets import SheetWords, sheet_cells
from eventsys.registration.rules import Category, ParticipantStatus
from eventsys.web.common.words import _
from eventsys.web.organiser.exports.tables import ExportTable, columns_by_place
from eventsys.web.organiser.lists.overview import listed
from eventsys.web.organiser.lists.words import short_day, status_word
from eventsys.web.organiser.wording import category_name, participant_tag

CHARTED = ("gate", "admitted", "walk_ins")


def numbers_table(session: Session, event: Event) -> ExportTable[Sequence[Cell]]:
    """Offer how many came, by date, gate and category."""
    heads = {
        "date": _("Date no."),
        "start": _("Start"),
        "gate": _("Gate"),
        "category": _("Category"),
        "admitted": _("With a ticket"),
        "walk_ins": _("Without a ticket"),
        "together": _("Together"),
    }
    categories = {each: category_name(each) for each in Category}
    words = AttendanceWords(head=tuple(heads.values()), categories=categories)
    return ExportTable(
        key="attendance",
        name=_("Attendance"),
        hint=_("How many came, by date, gate and category. No names."),
        columns=columns_by_place(heads),
        rows=lambda _chosen: attendance_cells(session, event, words),
        chart=chart_of,
    )


def chart_of(keys: Sequence[str]) -> Chart | None:
    """Draw who came through which gate, where the columns for it were chosen."""
    if not set(CHARTED) <= set(keys):
        return None
    names, *numbers = (keys.index(key) for key in CHARTED)
    return Chart(
        title=_("Who came in"),
        words=_("Columns that show how many came in with and without a ticket, by gate."),
        names=names,
        numbers=numbers,
    )


def list_table(
    session: Session, view: EventView, event: Event, language: Language, *, at: datetime
) -> ExportTable[Sequence[Cell]]:
    """Offer who came to which date; it is read when it is wanted, but for its heads."""
    words = SheetWords(
        head=(_("Name"), _("Category"), _("Status")),
        last=_("Times"),
        occasions={each.id: short_day(each, view, language) for each in view.occasions},
        statuses={each: status_word(each) for each in AttendanceStatus},
        categories={each: category_name(each) for each in Category},
        standings={each: participant_tag(each).text for each in ParticipantStatus},
    )
    held = [f"date_{each.no}" for each in view.occasions]
    keys = ["name", "category", "status", *held, "times"]

    def rows(_chosen: frozenset[str]) -> Iterator[Sequence[Cell]]:
        sheet = read_attendance(session, event, at=at)
        people = listed(sheet.participants, sheet.came_to.keys())
        return sheet_cells(sheet, people, words)

    return ExportTable(
        key="list",
        name=_("Attendance list"),
        hint=_("Who came to which date, one line for each person."),
        columns=columns_by_place(dict(zip(keys, words.heads, strict=True))),
        rows=rows,
    )
