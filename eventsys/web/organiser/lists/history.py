"""What was ever said of somebody's attendance of an occasion, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsys.attendance.marks.models import AttendanceMark
from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.people.queries import name_principals
from eventsys.web.common.dates import say_moment
from eventsys.web.organiser.lists.words import mark_word, status_word


@dataclass(frozen=True, kw_only=True)
class MarkLine:
    """A mark in words; `who` is empty where nobody of us made it."""

    status: str
    source: str
    reason: str
    made: str
    who: str


def lines_of(
    marks: Sequence[AttendanceMark], view: EventView, language: Language
) -> list[MarkLine]:
    """Put marks into words."""
    names = name_principals(db.session(), {each.made_by for each in marks})
    return [
        MarkLine(
            status=status_word(each.status),
            source=mark_word(each.source),
            reason=each.reason or "",
            made=say_moment(each.made_at, view.zone, language),
            who=names.get(each.made_by, ""),
        )
        for each in marks
    ]
