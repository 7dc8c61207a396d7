"""An occasion's list as it is ticked: a line for each person who is expected, or came."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from eventsys.attendance.marks.queries import list_came
from eventsys.attendance.marks.rules import Attendance, AttendanceSource, AttendanceStatus
from eventsys.attendance.marks.sheets import SheetOccasion, SheetParticipant
from eventsys.core.db import db
from eventsys.core.folding import finds, fold_all, words_of
from eventsys.core.text import Language
from eventsys.registration.rules import Category
from eventsys.web.common.words import _
from eventsys.web.organiser.lists.found import Found
from eventsys.web.organiser.lists.words import (
    in_order_of_names,
    name_of,
    short_day,
    source_word,
    status_word,
)
from eventsys.web.organiser.tabs import Tab
from eventsys.web.organiser.wording import category_name

TICKED = (
    AttendanceStatus.CAME,
    AttendanceStatus.STAYED_AWAY,
    AttendanceStatus.APOLOGISED,
    AttendanceStatus.UNKNOWN,
)
"""What can be ticked, the most frequent first."""
LINES_A_PAGE = 500
"""More than a course has: a tablet without a connection has the whole list on one page."""
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


def people_on(found: Found, occasion: SheetOccasion) -> list[SheetParticipant]:
    """List those who are expected at an occasion or came to it, in the order they registered."""
    people = found.participants()
    others = [each.id for each in people if not each.is_expected_at(occasion.id)]
    cells = list_came(db.session(), found.event, others)
    came = {person for person, at in cells if at == occasion.id}
    return [each for each in people if each.is_expected_at(occasion.id) or each.id in came]


def people_of(found: Found, occasion: SheetOccasion, search: str) -> list[SheetParticipant]:
    """List them by name; with a search, those whose names have words that begin so."""
    words = words_of(search)
    people = in_order_of_names(people_on(found, occasion))
    names = fold_all([name_of(each) for each in people]) if words else [""] * len(people)
    return [each for each, name in zip(people, names, strict=True) if finds(words, f" {name}")]


def lines_of(
    found: Found, occasion: SheetOccasion, people: Sequence[SheetParticipant]
) -> list[ListLine]:
    """Put people of the list into words as they stand now."""
    sheet = found.sheet_of(people)
    return [line_of(person, sheet.attendance(person.id, occasion.id)) for person in people]


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


def dates_of(found: Found, language: Language, *, here: int) -> Sequence[Tab]:
    """List the ways to the lists of the other occasions."""
    held, view = [each for each in found.occasions if not each.is_cancelled], found.view
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
