"""The rows behind the figures of the large events, event by event."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from eventsys.attendance.passages.queries import list_admissions_to, list_walk_ins_to
from eventsys.attendance.queries import list_head_counts_of
from eventsys.attendance.together.queries import count_came, find_ticked
from eventsys.attendance.together.rules import CameIn
from eventsys.reports.behind.rules import Behind, Kept, Row
from eventsys.reports.figures.of_events import children_among, visits_of
from eventsys.reports.figures.queries import YearScope
from eventsys.reports.figures.rules import CountsAs


def behind_children(session: Session, scope: YearScope) -> Behind:
    """Give the children of each event: those with a ticket, each once, and those without."""
    events = scope.that_count_as(CountsAs.CHILDREN)
    ids = [each.id for each in events]
    slugs = {occasion: each.slug for each in events for occasion in each.occasion_ids}
    admissions = children_among(list_admissions_to(session, ids))
    first = {each.person: slugs.get(each.occasion_id or 0, "") for each in admissions}
    walk_ins = children_among(list_walk_ins_to(session, ids))
    with_ticket = Counter(first.values())
    without = Counter(slugs.get(each.occasion_id or 0, "") for each in walk_ins)
    return Behind(
        rows=[
            row_of(slug, {"admitted": with_ticket[slug], "walk_ins": without[slug]})
            for slug in sorted({*slugs.values(), *with_ticket, *without})
        ]
    )


def row_of(slug: str, parts: Mapping[str, int]) -> Row:
    """Tell of an event what it adds; without its name where no date of it was held."""
    return Row(
        kept=Kept.ATTENDANCE,
        name=slug,
        key=slug,
        numerator=sum(parts.values()),
        parts=parts,
    )


def behind_visitors(session: Session, scope: YearScope) -> Behind:
    """Give the visits to each open event, with how they were counted."""
    events = scope.that_count_as(CountsAs.VISITORS)
    ids = [each.id for each in events]
    heads = list_head_counts_of(session, ids)
    came = count_came(session, ids, find_ticked(session, ids))
    visits = [
        (each.slug, visits_of(each, heads.get(each.id, ()), came.get(each.id, CameIn())).parts)
        for each in events
    ]
    return Behind(
        rows=[
            row_of(slug, {name: part for name, part in parts.items() if isinstance(part, int)})
            for slug, parts in visits
        ]
    )


def behind_districts(_: Session, scope: YearScope) -> Behind:
    """Give the districts with the events of the area-based effort that were held there."""
    events: defaultdict[str, list[str]] = defaultdict(list)
    for each in scope.that_count_as(CountsAs.AREA_EFFORT):
        events[each.district].append(each.slug)
    return Behind(rows=[district_row(name, events[name]) for name in sorted(events)])


def district_row(name: str, slugs: Sequence[str]) -> Row:
    """Tell of a district which events were held there."""
    return Row(kept=Kept.REPORTING, name=name, members=slugs)
