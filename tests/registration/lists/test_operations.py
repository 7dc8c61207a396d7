"""A whole list is registered in its order, and taken back whole."""

import pytest
from sqlalchemy import func, select

from eventsys.checkin.scans.operations import record_scans
from eventsys.core.outbox import Notice, NoticeKind
from eventsys.core.principal import SYSTEM
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.models import Occasion, PlacePool
from eventsys.events.rules import Attends
from eventsys.registration.errors import OccasionMissing
from eventsys.registration.lists.errors import EventNotPublished, ListInUse
from eventsys.registration.lists.operations import AT_ONCE, ListRequest, register_list, remove_list
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import IfFull
from eventsys.registration.tickets.queries import list_held_tickets
from eventsys.registration.waitlist.models import WaitlistEntry
from tests.factories import (
    AT,
    batch_of,
    make_device,
    make_draft,
    make_event,
    make_registration,
    make_request,
    make_scan,
)


def take(session, event, *parties, if_full=IfFull.REFUSE, tells=False, **changes):
    requests = [make_request(*names, **changes) for names in parties]
    wanted = ListRequest(requests=requests, if_full=if_full, tells=tells)
    return register_list(session, event, wanted, at=AT, by=SYSTEM)


def standing(session):
    rows = session.execute(select(Participant.name, Participant.status).order_by(Participant.id))
    return [(row.name, row.status.value) for row in rows]


def taken(session):
    return list(session.scalars(select(PlacePool.taken).order_by(PlacePool.id)))


def count(session, model):
    return session.scalars(select(func.count()).select_from(model)).one()


def test_everybody_gets_a_place_and_a_ticket_that_can_be_shown(session):
    event = make_event(session, capacity=10)
    ids = take(session, event, ("A", "B"), ("C",))
    assert standing(session) == [("A", "confirmed"), ("B", "confirmed"), ("C", "confirmed")]
    assert taken(session) == [3]
    held = list_held_tickets(session, session.get_one(Registration, ids[0]))
    assert len({each.codes.code for each in held}) == 2
    assert count(session, Notice) == 0


def test_a_list_longer_than_a_statement_keeps_its_order(session):
    event = make_event(session, capacity=None)
    names = [f"P{number}" for number in range(AT_ONCE + 1)]
    take(session, event, *[(name,) for name in names])
    assert [name for name, _ in standing(session)] == names
    assert count(session, Ticket) == len(names)


def test_where_places_run_out_nobody_is_registered_unless_the_list_says_what_then(session):
    event = make_event(session, capacity=2)
    with pytest.raises(NotEnoughPlaces) as refusal:
        take(session, event, ("A",), ("B", "C"))
    assert (refusal.value.asked, refusal.value.left) == (2, 1)
    assert (standing(session), taken(session)) == ([], [0])


def test_those_who_come_last_wait_in_the_lists_order_behind_those_before(session):
    event = make_event(session, capacity=1)
    make_registration(session, event, "First")
    make_registration(session, event, "Waits", if_full=IfFull.WAITLIST)
    take(session, event, ("A",), ("B",), if_full=IfFull.WAITLIST, tells=True)
    ranks = session.scalars(select(WaitlistEntry.rank).order_by(WaitlistEntry.registration_id))
    assert list(ranks) == [1, 2, 3]
    kinds = session.scalars(select(Notice.kind).order_by(Notice.id)).all()[2:]
    assert kinds == [NoticeKind.WAITING, NoticeKind.WAITING]


def test_those_who_come_last_are_left_out_where_that_is_wanted(session):
    event = make_event(session, capacity=2)
    take(session, event, ("A",), ("B", "C"), ("D",), if_full=IfFull.PART, tells=True)
    assert [name for name, _ in standing(session)] == ["A", "D"]
    assert session.scalars(select(Notice.kind)).all() == [NoticeKind.REGISTERED] * 2


def test_each_date_has_its_own_places(session):
    event = make_event(session, capacity=1, days=(7, 14), attends=Attends.ONE)
    take(session, event, ("A",), occasion_no=1)
    take(session, event, ("B",), occasion_no=2)
    assert taken(session) == [1, 1]
    with pytest.raises(OccasionMissing):
        take(session, event, ("C",), occasion_no=3)


def test_where_an_organiser_decides_everybody_waits_for_the_decision(session):
    event = make_event(session, capacity=1, intake=IntakePlan(way=Way.APPROVAL))
    take(session, event, ("A",), ("B",))
    assert standing(session) == [("A", "waiting"), ("B", "waiting")]
    assert (taken(session), count(session, WaitlistEntry)) == ([0], 0)


def test_a_draft_takes_nobody_and_an_event_whose_registration_is_closed_does(session):
    with pytest.raises(EventNotPublished):
        take(session, make_draft(session), ("A",))
    event = make_event(session, takes_registrations=False)
    assert len(take(session, event, ("A",))) == 1


def test_a_list_taken_back_leaves_nothing_and_frees_its_places_for_those_who_wait(session):
    event = make_event(session, capacity=2)
    ids = take(session, event, ("A",), ("B",), ("C",), if_full=IfFull.WAITLIST, tells=True)
    make_registration(session, event, "Waits", if_full=IfFull.WAITLIST)
    session.expire_all()
    remove_list(session, event, ids, at=AT)
    assert [(name, status) for name, status in standing(session)] == [("Waits", "offered")]
    assert taken(session) == [1]
    assert session.scalars(select(Notice.subject_id)).all().count(ids[0]) == 0
    assert count(session, Registration) == 1


def test_a_list_of_those_who_only_wait_frees_no_place_when_it_is_taken_back(session):
    event = make_event(session, capacity=1)
    make_registration(session, event, "First")
    ids = take(session, event, ("A",), if_full=IfFull.WAITLIST)
    session.expire_all()
    remove_list(session, event, ids, at=AT)
    assert standing(session) == [("First", "confirmed")]
    assert taken(session) == [1]


def test_a_list_of_which_somebody_came_stays(session):
    event = make_event(session)
    ids = take(session, event, ("A",), ("B",))
    phone = make_device(session, event)
    code = list_held_tickets(session, session.get_one(Registration, ids[0]))[0].codes.code
    start = session.scalars(select(Occasion.starts_at)).one()
    record_scans(session, phone.token, batch_of(make_scan(code, start), sent_at=start), at=start)
    with pytest.raises(ListInUse):
        remove_list(session, event, ids, at=AT)
    assert (len(standing(session)), taken(session)) == (2, [2])


def test_a_list_of_which_somebody_changed_something_stays(session):
    event = make_event(session)
    ids = take(session, event, ("A",), ("B",))
    session.get_one(Registration, ids[1]).revision += 1
    with pytest.raises(ListInUse):
        remove_list(session, event, ids, at=AT)
    assert len(standing(session)) == 2
