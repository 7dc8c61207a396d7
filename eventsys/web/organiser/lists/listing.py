"""An occasion's list as it is ticked: a line for each person who is expected, or came."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from eventsys.attendance.marks.rules import Attendance, AttendanceSource, AttendanceStatus
from eventsys.attendance.marks.sheets import AttendanceSheet, SheetOccasion, SheetParticipant
from eventsys.core.folding import fold
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.registration.rules import Category
from eventsys.web.common.words import _
from eventsys.web.organiser.lists.words import name_of, short_day, source_word, status_word
from eventsys.web.organiser.tabs import Tab
from eventsys.web.organiser.wording import category_name

TICKED = (
    AttendanceStatus.CAME,
    AttendanceStatus.STAYED_AWAY,
    AttendanceStatus.APOLOGISED,
    AttendanceStatus.UNKNOWN,
)
"""What can be ticked, the most frequent first."""
SETTLED = {AttendanceSource.SCAN, AttendanceSource.CORRECTION}
"""What a list cannot change: a scan and a correction outweigh it."""


@dataclass(frozen=True, kw_only=True)
class ListLine:
    """A person on the list; `settled` says what cannot be ticked any more, and `ticked` what is."""

    id: int
    name: str
    note: str
    ticked: str
    settled: str


def people_of(sheet: AttendanceSheet, occasion: SheetOccasion) -> list[SheetParticipant]:
    """List those who are expected at an occasion or came to it, by name."""
    on_it = [
        person
        for person in sheet.participants
        if person.is_expected_at(occasion.id) or occasion.id in sheet.came(person.id)
    ]
    return sorted(on_it, key=lambda person: (fold(name_of(person)), person.id))


def line_of(person: SheetParticipant, found: Attendance) -> ListLine:
    """Put a person of the list into words."""
    return ListLine(
        id=person.id,
        name=name_of(person),
        note=category_name(person.category) if person.category is Category.CHILD else "",
        ticked=ticked_of(found),
        settled=settled_words(found),
    )


def ticked_of(found: Attendance) -> str:
    """Tell what is ticked; nothing where nobody said anything of this person."""
    return "" if found.source is AttendanceSource.NONE else found.status.value


def settled_words(found: Attendance) -> str:
    """Say what the list cannot change; nothing where it can."""
    if found.source not in SETTLED:
        return ""
    return f"{status_word(found.status)} ({source_word(found.source)})"


def dates_of(
    sheet: AttendanceSheet, view: EventView, language: Language, *, here: int
) -> Sequence[Tab]:
    """List the ways to the lists of the other occasions."""
    held = [each for each in sheet.occasions if not each.is_cancelled]
    if len(held) == 1:
        return []
    return [
        Tab(
            text=short_day(each, view, language),
            url=url_for("organiser.lists.show", slug=view.slug, no=each.no),
            current=each.no == here,
        )
        for each in held
    ]


def tick_words() -> list[tuple[str, str]]:
    """Name what can be ticked, shortly."""
    words = {
        AttendanceStatus.CAME: _("Was there"),
        AttendanceStatus.STAYED_AWAY: _("Was not there"),
        AttendanceStatus.APOLOGISED: _("Apologies"),
        AttendanceStatus.UNKNOWN: _("Not known"),
    }
    return [(each.value, words[each]) for each in TICKED]
