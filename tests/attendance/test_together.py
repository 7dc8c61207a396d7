"""Many events counted at once come to what each comes to alone."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select

from eventsys.attendance.marks.operations import correct, record_marks
from eventsys.attendance.marks.requests import CorrectionRequest, MarkBatch, MarkRow
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.attendance.queries import count_event
from eventsys.attendance.together.queries import count_events
from eventsys.attendance.together.rules import EventSpan
from eventsys.attendance.together.times import count_times
from eventsys.checkin.rules import DeviceRole
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core.localtime import quarter_of
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.core.text import Language
from eventsys.events.models import Occasion
from eventsys.events.operations import cancel
from eventsys.events.rules import Attends, EventStatus
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant
from eventsys.registration.queries import find_participant
from eventsys.registration.rules import Category, IfFull
from eventsys.reports.dashboards.queries import list_registered_at
from tests.factories import (
    AT,
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_occasions,
    make_scan,
    make_tally,
)

AFTER = START + timedelta(days=60)
FIELDS = (
    "registered",
    "confirmed",
    "waiting",
    "offered",
    "deregistered",
    "admitted",
    "walk_ins",
    "no_shows",
    "came",
)


def span_of(session, event):
    held = select(Occasion).where(Occasion.event_id == event.id, Occasion.cancelled_at.is_(None))
    return EventSpan(
        id=event.id,
        is_cancelled=event.status is EventStatus.CANCELLED,
        held_until={each.id: each.ends_at for each in session.scalars(held)},
    )


def scan(session, event, *codes, at=START):
    paired = make_device(session, event, at=at)
    batch = batch_of(*(make_scan(code, at=at) for code in codes), sent_at=at)
    record_scans(session, paired.token, batch, at=at)


def make_busy(session):
    """Make a party with people of every standing, of whom some come."""
    event = make_event(session, capacity=8, slug="party")
    staying = make_family(session, event, 5, language=Language.ARABIC)
    leaving = make_family(session, event, 3)
    waiting = make_family(session, event, 2, if_full=IfFull.WAITLIST, language=Language.URDU)
    codes = [each.code for family in (staying, leaving) for each in codes_of(session, family)]
    scan(session, event, codes[0], codes[1], codes[5])
    scan(session, event, codes[0], at=START + timedelta(minutes=30))
    for position in (1, 2):  # the first of them is inside already: admitted, and awaited no more
        person = find_participant(session, leaving, position)
        deregister(session, person, at=START + timedelta(hours=1), by=VISITOR)
    assert waiting.id
    paired = make_device(session, event, role=DeviceRole.COUNT)
    taps = [make_tally(), make_tally(category=Category.ADULT), make_tally()]
    undone = make_tally(undoes=taps[0].row_id)
    record_tallies(session, paired.token, batch_of(*taps, undone, sent_at=START), at=START)
    return event


def make_course(session):
    """Make a course whose people are scanned, ticked, corrected and scanned again."""
    event = make_event(session, slug="course", occasions=make_occasions(session, 3))
    family = make_family(session, event, 4, language=Language.SOMALI)
    codes = [each.code for each in codes_of(session, family)]
    scan(session, event, *codes[:2])
    scan(session, event, codes[0], at=START + timedelta(days=7))
    people = session.scalars(select(Participant).filter_by(event_id=event.id)).all()
    occasions = session.scalars(select(Occasion).filter_by(event_id=event.id)).all()
    tick = MarkRow(
        mark_id=uuid4(),
        participant_id=people[2].id,
        occasion_id=occasions[1].id,
        status=AttendanceStatus.CAME,
    )
    record_marks(session, event, MarkBatch(marks=[tick]), at=START + timedelta(days=7), by=SYSTEM)
    away = CorrectionRequest(
        occasion_id=occasions[0].id, status=AttendanceStatus.STAYED_AWAY, reason="Fejl"
    )
    correct(session, people[1], away, at=AFTER, by=SYSTEM)
    return event


def make_choice_of_dates(session):
    """Make an event of which each chooses a date."""
    occasions = make_occasions(session, 2)
    event = make_event(session, slug="choice", attends=Attends.ONE, occasions=occasions, capacity=9)
    for no in (1, 2):
        family = make_family(session, event, 2 + no, occasion_no=no)
        scan(
            session, event, codes_of(session, family)[0].code, at=START + timedelta(days=7 * no - 7)
        )
    return event


def make_all(session):
    cancelled = make_event(session, slug="cancelled")
    make_family(session, cancelled, 6)
    cancel(session, cancelled, at=AT, by=SYSTEM)
    return [
        make_busy(session),
        make_course(session),
        make_choice_of_dates(session),
        cancelled,
        make_event(session, slug="nobody"),
    ]


def test_events_counted_together_come_to_what_each_comes_to_alone(session):
    events = make_all(session)
    for at in (AT, START + timedelta(hours=2), AFTER):
        together = count_events(session, [span_of(session, each) for each in events], at=at)
        for event in events:
            alone = count_event(session, event, at=at)
            sums = together.sums[event.id]
            assert {name: getattr(sums, name) for name in FIELDS} == {
                name: getattr(alone, name) for name in FIELDS
            }, (event.slug, at)


def test_times_counted_together_are_those_that_each_event_tells_alone(session):
    events = make_all(session)
    spans = [span_of(session, each) for each in events]
    ticked = count_events(session, spans, at=AFTER).ticked
    assert ticked == {events[1].id}
    times = count_times(session, [each.id for each in events], ticked)
    for event in events:
        alone = count_event(session, event, at=AFTER)
        assert times.came.get(event.id, {}) == alone.by_quarter_hour, event.slug
        registered = times.registered.get(event.id, {})
        moments = Counter[datetime]()
        for moment, people in list_registered_at(session, event):
            moments[quarter_of(moment)] += people
        assert registered == moments, event.slug
        assert sum(registered.values()) == alone.registered


def test_a_small_event_counted_by_hand(session):
    event = make_busy(session)
    sums = count_events(session, [span_of(session, event)], at=AFTER).sums[event.id]
    # 5 + 3 had places and 2 waited; two gave theirs back, and those who waited are asked in turn.
    assert (sums.registered, sums.deregistered) == (10, 2)
    assert sums.confirmed + sums.waiting + sums.offered == 8
    # Two of the five and one who left later came in; two of the three taps stand.
    assert (sums.admitted, sums.walk_ins, sums.came) == (3, 2, 5)
    # Six are confirmed still, of whom two came.
    assert (sums.confirmed, sums.no_shows) == (6, 4)


def test_the_languages_of_an_event_add_up_to_who_is_registered(session):
    event = make_busy(session)
    found = count_events(session, [span_of(session, event)], at=AFTER).by_language[event.id]
    assert {each: people for each, people in found.items() if people} == {
        Language.ARABIC: 5,
        Language.DANISH: 3,
        Language.URDU: 2,
    }


def test_nobody_stayed_away_from_a_cancelled_event(session):
    event = make_event(session)
    make_family(session, event, 6)
    assert count_event(session, event, at=AFTER).no_shows == 6
    cancel(session, event, at=AT, by=SYSTEM)
    count = count_event(session, event, at=AFTER)
    assert count.no_shows is None
    assert [each.no_shows for each in count.occasions.values()] == [None]
