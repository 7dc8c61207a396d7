"""An event's numbers, as `count_event` makes them for everybody."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal

from eventsys.attendance.queries import Count, EventCount, count_event
from eventsys.attendance.rules import Came, CountedHeads
from eventsys.core import clock
from eventsys.core.db import db
from eventsys.events.queries import get_event
from eventsys.web.api.answers import give
from eventsys.web.api.bearers import COUNTERS, for_accounts
from eventsys.web.api.blueprint import blueprint
from eventsys.web.api.description import Description, Parameter, described
from eventsys.web.api.refusals import Refusal
from eventsys.web.api.shapes import attendance as shapes
from eventsys.web.common.words import _

OCCASION = Parameter(
    name="occasion", about="Count this occasion alone, by its number.", pattern=r"^[1-9][0-9]{0,3}$"
)
LONGEST_NUMBER = 4


@blueprint.get("/events/<slug>/attendance")
@for_accounts(*COUNTERS)
@described(
    Description(
        gives={200: shapes.EventNumbers},
        refuses=("E_QUERY", "E_TOKEN", "E_FORBIDDEN", "E_NOT_FOUND"),
        parameters=(OCCASION,),
    )
)
def show_attendance(slug: str) -> ResponseReturnValue:
    """Count an event as of now, or one of its occasions."""
    number = occasion_asked()
    session = db.session()
    count = count_event(session, get_event(session, slug), at=clock.now())
    if number is not None and number not in count.occasions:
        raise Refusal("E_NOT_FOUND")
    return give(event_numbers(slug, count, number))


def occasion_asked() -> int | None:
    """Read which occasion is asked for; None where all are."""
    text = request.args.get("occasion")
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_NUMBER:
        raise Refusal("E_QUERY", {"occasion": _("Write the number of an occasion.")})
    return int(text)


def event_numbers(slug: str, count: EventCount, number: int | None) -> shapes.EventNumbers:
    """Write an event's numbers, or those of one occasion."""
    occasions = {} if number is not None else count.occasions
    counted = count if number is None else count.occasions[number]
    return shapes.EventNumbers(
        event=slug,
        as_of=count.as_of,
        occasions=[
            shapes.OccasionNumbers(no=no, **numbers(each)) for no, each in occasions.items()
        ],
        **numbers(counted),
    )


def numbers(count: Count) -> dict[str, Any]:
    """Write what the numbers of an event and of an occasion have in common."""
    return {
        "registered": count.registered,
        "confirmed": count.confirmed,
        "waiting": count.waiting,
        "offered": count.offered,
        "deregistered": count.deregistered,
        "admitted": count.admitted,
        "admissions": count.admissions,
        "walk_ins": count.walk_ins,
        "no_shows": count.no_shows,
        "head_count": head_count(count.head_count),
        "by_category": by_name({each.value: came for each, came in count.by_category.items()}),
        "by_gate": by_name(count.by_gate),
        "by_quarter_hour": [
            shapes.QuarterHour(start=start, admitted=came.admitted, walk_ins=came.walk_ins)
            for start, came in count.by_quarter_hour.items()
        ],
    }


def by_name(found: Mapping[str, Came]) -> dict[str, shapes.CameShown]:
    """Write numbers by a name."""
    return {
        name: shapes.CameShown(admitted=came.admitted, walk_ins=came.walk_ins)
        for name, came in found.items()
    }


def head_count(counted: CountedHeads | None) -> shapes.HeadCountShown | None:
    """Write what head counts come to."""
    if counted is None:
        return None
    number = format_decimal(counted.rounded)
    shown = _("approx. %(number)s", number=number) if counted.is_approximate else number
    return shapes.HeadCountShown(value=counted.value, kind=counted.kind, shown=shown)
