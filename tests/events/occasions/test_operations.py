"""One date of several is called off, and held after all."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.outbox import Notice, NoticeKind
from eventsys.core.principal import SYSTEM
from eventsys.core.revision import current_revision
from eventsys.events.errors import HasRegistrations, LastOccasion, WrongTransition
from eventsys.events.models import Occasion
from eventsys.events.occasions.operations import cancel_occasion, restore_occasion
from eventsys.events.occasions.queries import find_occasion
from eventsys.events.operations import cancel
from eventsys.events.pools.queries import list_pools
from eventsys.events.programme.queries import get_event_view
from eventsys.events.queries import list_occasions
from eventsys.events.rules import Attends
from tests.factories import AT, HOURS, START, make_draft, make_event, make_family, make_occasions

WEEK = timedelta(weeks=1)
LATER = AT + HOURS


@pytest.fixture
def course(session):
    return make_event(session, occasions=make_occasions(session, 3))


def news(session):
    return [each.kind for each in session.scalars(select(Notice).order_by(Notice.id))]


def test_a_date_is_called_off_and_the_others_stay(session, course):
    one, two, three = list_occasions(session, course)
    before = (two.calendar_uid, two.sequence, current_revision(session))
    cancel_occasion(session, course, two, at=LATER, by=SYSTEM)
    assert list_occasions(session, course) == [one, three]
    assert (two.calendar_uid, two.sequence) == (before[0], before[1] + 1)
    assert current_revision(session) > before[2]
    view = get_event_view(session, course.id)
    assert [each.no for each in view.cancelled_occasions] == [2]
    assert news(session) == [NoticeKind.MOVED]


def test_a_date_that_is_held_after_all_is_the_same_entry_in_calendars(session, course):
    two = list_occasions(session, course)[1]
    uid, sequence = two.calendar_uid, two.sequence
    cancel_occasion(session, course, two, at=LATER, by=SYSTEM)
    restore_occasion(session, course, two, at=LATER + HOURS, by=SYSTEM)
    assert [each.no for each in list_occasions(session, course)] == [1, 2, 3]
    assert (two.calendar_uid, two.sequence, two.revised_at) == (uid, sequence + 2, LATER + HOURS)
    assert news(session) == [NoticeKind.MOVED] * 2
    verbs = select(AuditEntry.verb).where(AuditEntry.verb.like("% date"))
    assert session.scalars(verbs).all() == ["cancel date", "restore date"]


def test_doing_it_twice_is_doing_it_once(session, course):
    two = list_occasions(session, course)[1]
    restore_occasion(session, course, two, at=LATER, by=SYSTEM)
    assert news(session) == []
    for number in range(2):
        cancel_occasion(session, course, two, at=LATER + number * HOURS, by=SYSTEM)
    assert two.cancelled_at == LATER
    assert news(session) == [NoticeKind.MOVED]


def test_of_a_date_that_is_over_nobody_is_told(session, course):
    one = list_occasions(session, course)[0]
    cancel_occasion(session, course, one, at=START + WEEK, by=SYSTEM)
    restore_occasion(session, course, one, at=START + WEEK + HOURS, by=SYSTEM)
    assert news(session) == []


def test_the_last_date_that_is_left_stays(session, course):
    one, two, three = list_occasions(session, course)
    for occasion in (one, two):
        cancel_occasion(session, course, occasion, at=LATER, by=SYSTEM)
    with pytest.raises(LastOccasion):
        cancel_occasion(session, course, three, at=LATER, by=SYSTEM)
    assert three.cancelled_at is None


@pytest.mark.parametrize("change", [cancel_occasion, restore_occasion])
def test_the_dates_of_an_event_that_is_off_do_not_change(session, course, change):
    two = list_occasions(session, course)[1]
    cancel(session, course, at=AT, by=SYSTEM)
    with pytest.raises(WrongTransition):
        change(session, course, two, at=LATER, by=SYSTEM)


def test_a_date_of_a_draft_is_gone_without_a_trace(session):
    draft = make_draft(session, occasions=make_occasions(session, 2))
    two = list_occasions(session, draft)[1]
    cancel_occasion(session, draft, two, at=LATER, by=SYSTEM)
    assert find_occasion(session, draft.id, 2) is None
    assert session.scalars(select(Occasion.no).filter_by(event_id=draft.id)).all() == [1]


def test_a_date_that_people_chose_stays_and_an_empty_one_takes_its_places_along(session):
    event = make_event(session, occasions=make_occasions(session, 3), attends=Attends.ONE)
    one, two, _ = list_occasions(session, event)
    make_family(session, event, 2, occasion_no=one.no)
    with pytest.raises(HasRegistrations):
        cancel_occasion(session, event, one, at=LATER, by=SYSTEM)
    cancel_occasion(session, event, two, at=LATER, by=SYSTEM)
    assert two.id not in {pool.occasion_id for pool in list_pools(session, event)}
    restore_occasion(session, event, two, at=LATER + HOURS, by=SYSTEM)
    pools = {pool.occasion_id: pool.capacity for pool in list_pools(session, event)}
    assert pools[two.id] == pools[one.id] == 100
    assert news(session) == [NoticeKind.REGISTERED]
