"""One portion of the list of people: who is shown, how many there are, the way onward."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import url_for

from eventsys.attendance.people.queries import (
    FirstOnes,
    count_people,
    list_came,
    list_first,
    list_people,
)
from eventsys.attendance.people.rules import PeopleFilter
from eventsys.core.db import db
from eventsys.events.programme.rules import EventView
from eventsys.registration.questions.rules import QuestionView
from eventsys.web.common.languages import current_language
from eventsys.web.organiser.paging import ROWS_A_PAGE, number_in_address
from eventsys.web.organiser.people.asked import Asked
from eventsys.web.organiser.people.blueprint import LIST
from eventsys.web.organiser.registration.rows import PersonRow, row_of
from eventsys.web.organiser.registration.told import told_to


@dataclass(frozen=True, kw_only=True)
class Portion:
    """Those who are shown, how many are meant in all, and the addresses of the other portions."""

    rows: Sequence[PersonRow]
    total: int
    first: str
    next: str


def look_up(
    event: EventView, questions: Sequence[QuestionView], asked: Asked, shows: Collection[str]
) -> Portion:
    """Look up those who are meant, with what is shown of them."""
    session, after, reader = db.session(), number_in_address("after"), current_language()
    found = look_behind(event.id, asked.wanted, after)
    shown = found.rows[:ROWS_A_PAGE]
    told = told_to(session, questions if "answers" in shows else [], shown)
    came = list_came(session, [each.id for each in shown]) if "came" in shows else set()
    onward = {"slug": event.slug, **asked.address}
    return Portion(
        rows=[row_of(each, event, reader, told, came=each.id in came) for each in shown],
        total=found.total,
        first=url_for(LIST, **onward) if after else "",
        next=url_for(LIST, **onward, after=shown[-1].id) if len(found.rows) > len(shown) else "",
    )


def look_behind(event_id: int, wanted: PeopleFilter, after: int) -> FirstOnes:
    """List the next ones from behind an id on, and count all that are meant."""
    session, limit = db.session(), ROWS_A_PAGE + 1
    if not after:
        return list_first(session, event_id, wanted, limit=limit)
    rows = list_people(session, event_id, wanted, after=after, limit=limit)
    return FirstOnes(rows, count_people(session, event_id, wanted))
