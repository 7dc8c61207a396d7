"""The figures of the large events: children, visitors and districts."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from eventsys.attendance.approval.rules import Method, figure_of
from eventsys.attendance.passages.queries import list_admissions_to, list_walk_ins_to
from eventsys.attendance.queries import list_head_counts_of
from eventsys.attendance.rules import HeadCountFacts, Passage, count_heads, quarter_hour_of
from eventsys.attendance.together.queries import count_came, find_ticked
from eventsys.attendance.together.rules import CameIn
from eventsys.checkin.rules import HeadCountRole
from eventsys.core.localtime import in_utc
from eventsys.registration.rules import Category
from eventsys.reports.figures.queries import CountedEvent, YearScope
from eventsys.reports.figures.rules import CountsAs, InputRow, Made, Missing


def make_children(session: Session, scope: YearScope) -> Made:
    """Count the children who came in at least once, with a ticket or without."""
    events = scope.that_count_as(CountsAs.CHILDREN)
    if not events:
        return Made(missing=Missing.EVENT)
    ids = [each.id for each in events]
    admissions = children_among(list_admissions_to(session, ids))
    walk_ins = children_among(list_walk_ins_to(session, ids))
    admitted = len({each.person for each in admissions})
    return Made(
        numerator=admitted + len(walk_ins),
        parts={"admitted": admitted, "walk_ins": len(walk_ins)},
        inputs=[*admitted_rows(events, admissions), *walk_in_rows(walk_ins)],
    )


def children_among(passages: Sequence[Passage]) -> list[Passage]:
    """Keep those who are children."""
    return [each for each in passages if each.category is Category.CHILD]


def admitted_rows(events: Sequence[CountedEvent], admissions: Sequence[Passage]) -> list[InputRow]:
    """Say what admissions are, without saying whose: event, gate, quarter of an hour, how many."""
    slugs = {occasion: each.slug for each in events for occasion in each.occasion_ids}
    people = Counter(
        (slugs.get(each.occasion_id or 0, ""), each.gate, in_utc(quarter_hour_of(each)))
        for each in admissions
    )
    return [("admitted", *place, number) for place, number in people.items()]


def walk_in_rows(walk_ins: Sequence[Passage]) -> list[InputRow]:
    """Say which tallies counted; their ids were made by the phones."""
    return [("walk-in", str(each.person)) for each in walk_ins]


def make_visitors(session: Session, scope: YearScope) -> Made:
    """Add up the visits to the open events, all of them counted in one way."""
    events = scope.that_count_as(CountsAs.VISITORS)
    if not events:
        return Made(missing=Missing.EVENT)
    ids = [each.id for each in events]
    heads, came = (
        list_head_counts_of(session, ids),
        count_came(session, ids, find_ticked(session, ids)),
    )
    counted = [
        visits_of(each, heads.get(each.id, ()), came.get(each.id, CameIn())) for each in events
    ]
    parts: Counter[str] = Counter()
    for each in counted:
        parts.update(each.parts)
    inputs = [row for each in counted for row in each.inputs]
    if not parts.total():
        return Made(missing=Missing.HEAD_COUNT, inputs=inputs)
    if len(parts) > 1:  # what was counted in different ways is never added up
        return Made(missing=Missing.ONE_METHOD, parts=dict(parts), inputs=inputs)
    return Made(numerator=parts.total(), parts=dict(parts), inputs=inputs)


def visits_of(event: CountedEvent, heads: Sequence[HeadCountFacts], came: CameIn) -> Made:
    """Count an event by heads, or at the gates where people had tickets; the part is the way."""
    counted = count_heads(heads)
    at_gates = came.admitted + came.walk_ins
    counts_heads = counted is not None and not event.takes_registrations
    figure = figure_of(0 if counts_heads else at_gates, counted)
    if counted is None or figure.method is Method.GATES:
        row = ("came", event.slug, came.admitted, came.walk_ins)
        return Made(parts={Method.GATES.value: at_gates} if at_gates else {}, inputs=[row])
    rows = [
        ("heads", event.slug, each.headcount_id, each.kind.value, each.n)
        for each in heads
        if each.role is HeadCountRole.SUM
    ]
    return Made(parts={figure.method.value: counted.value}, inputs=rows)


def make_districts(_: Session, scope: YearScope) -> Made:
    """Count the districts of the area-based effort."""
    events = scope.that_count_as(CountsAs.AREA_EFFORT)
    if not events:
        return Made(missing=Missing.EVENT)
    by_district = Counter(each.district for each in events)
    return Made(
        numerator=len(by_district),
        parts=dict(sorted(by_district.items())),
        inputs=[("district", each.slug, each.district) for each in events],
    )
