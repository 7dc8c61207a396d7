"""Whatever a season holds, it leaves as it came, byte for byte."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.casework.rules import DeliverableKind, DeliverableStatus
from eventsys.checkin.rules import Direction, HeadCountKind, HeadCountRole, Verdict
from eventsys.core.codes import CodeKind
from eventsys.core.text import Language
from eventsys.registration.rules import Category, ParticipantStatus, Source, TicketStatus
from tests.exchange.season.files import bring_in, small_year, take_out, uuid, written

EXAMPLES = 10
FIRST = datetime(2009, 1, 1, tzinfo=UTC)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=20
)
MOMENTS = st.timedeltas(timedelta(), timedelta(days=364)).map(
    lambda after: (FIRST + after).isoformat()
)
DAYS = st.dates(date(2009, 1, 1), date(2009, 12, 31)).map(date.isoformat)
NUMBERS = st.integers(0, 2**31 - 1)
TICKETS = st.sampled_from(["child", "other-child"])


def one_of(enum: Any) -> st.SearchStrategy[str]:
    """Draw one of an enum's values."""
    return st.sampled_from([str(each.value) for each in enum])


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw something or nothing."""
    return st.none() | strategy


SENT = {
    "device": st.just("phone-1"),
    "event": st.just("fest"),
    "occasion": maybe(st.just("fest@example.org")),
    "seq": NUMBERS,
    "device_at": maybe(MOMENTS),
    "offset_ms": st.integers(-(10**9), 10**9),
    "effective_at": MOMENTS,
    "received_at": MOMENTS,
    "clock_unsure": st.booleans(),
    "quarantined": st.booleans(),
    "relayed_for": maybe(TEXTS),
    "handed_in_by": maybe(st.just("phone-1")),
}
UNDOES = maybe(st.integers(1, 40).map(uuid))
MORE = {
    "scan": {
        **SENT,
        "ticket": maybe(TICKETS),
        "code_kind": one_of(CodeKind),
        "gate": maybe(TEXTS),
        "direction": one_of(Direction),
        "undoes": UNDOES,
        "shown": maybe(one_of(Verdict)),
        "is_practice": st.booleans(),
    },
    "tally": {
        **SENT,
        "category": one_of(Category),
        "gate": maybe(TEXTS),
        "undoes": UNDOES,
        "linked_scan_id": UNDOES,
        "same_as_scan_id": UNDOES,
    },
    "head-count": {
        **SENT,
        "post": TEXTS,
        "slot_start": st.just("2009-09-12T12:00:00Z"),
        "slot_end": st.just("2009-09-12T12:15:00.000001Z"),
        "kind": one_of(HeadCountKind),
        "n": NUMBERS,
        "role": one_of(HeadCountRole),
        "supersedes": UNDOES,
    },
    "mark": {
        "ticket": TICKETS,
        "occasion": st.just("fest@example.org"),
        "status": one_of(AttendanceStatus),
        "source": one_of(MarkSource),
        "made_at": MOMENTS,
        "received_at": MOMENTS,
    },
    "registration": {
        "event": st.just("fest"),
        "language": one_of(Language),
        "source": one_of(Source),
        "created_at": MOMENTS,
    },
    "deliverable": {
        "kind": one_of(DeliverableKind),
        "title": TEXTS,
        "status": one_of(DeliverableStatus),
        "year": st.just(2009),
        "place": maybe(TEXTS).map(lambda text: text or ""),
    },
    "plan-activity": {"plan": st.just("plan"), "held_on": DAYS, "role": TEXTS},
    "indicator": {
        "title": TEXTS,
        "source": TEXTS,
        "year": st.just(2009),
        "period": TEXTS,
        "value": st.decimals(-(10**9), 10**9, places=3).map(str),
        "unit": TEXTS,
    },
}
STANDING = st.fixed_dictionaries(
    {
        "category": one_of(Category),
        "status": one_of(ParticipantStatus),
        "ticket": one_of(TicketStatus),
        "ticket_at": maybe(MOMENTS),
        "flags": st.sampled_from([0, 1, 4, 8]),
        "deregistered_at": maybe(MOMENTS),
        "takes_place": st.booleans(),
        "left_waiting": st.booleans(),
    }
)


@st.composite
def seasons(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw the small year with more facts, and with tickets that stand otherwise."""
    facts = small_year()
    kinds = draw(st.lists(st.sampled_from(sorted(MORE)), max_size=12))
    for number, kind in enumerate(kinds, start=20):
        fields = draw(st.fixed_dictionaries(MORE[kind]))
        facts.append({"type": kind, "id": uuid(number), **fields})
    for each in facts:
        if each["type"] == "ticket":
            each.update(draw(STANDING))
    return list(draw(st.permutations(facts)))


@pytest.mark.quick_on("sqlite")
@given(facts=seasons())
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_generated_season_leaves_as_it_came(session, facts):
    with session.begin_nested() as undone:
        bring_in(session, written(facts))
        first = take_out(session)
        undone.rollback()
    session.expire_all()
    with session.begin_nested() as undone:
        assert bring_in(session, first).new + 1 == len(facts) == len(first)
        assert take_out(session) == first
        assert bring_in(session, written(facts)).new == 0
        undone.rollback()
    session.expire_all()
