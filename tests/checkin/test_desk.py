"""The desk finds people and checks them in by hand, as if their ticket had been scanned."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from eventsys.attendance.queries import count_event
from eventsys.checkin.desk.operations import (
    HandCheckIn,
    check_in,
    make_staff_pass,
    search,
    undo_check_in,
)
from eventsys.checkin.desk.queries import MOST_FOUND, find_person
from eventsys.checkin.devices.queries import find_device_of, list_devices
from eventsys.checkin.errors import AlreadyScanned, GateNotFound
from eventsys.checkin.models import Device, Scan, StrayRow
from eventsys.checkin.rules import LATEST_UNDO, Verdict
from eventsys.checkin.scans.operations import record_scans
from eventsys.core.audit import AuditEntry
from eventsys.core.codes import grouped
from eventsys.core.principal import SYSTEM
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant
from eventsys.registration.tickets.queries import ticket_of
from tests.factories import (
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_registration,
    make_scan,
)


class Desk:
    """The desk of one event with Åse and Bo."""

    def __init__(self, session):
        self.session = session
        self.event = make_event(session)
        made = make_registration(session, self.event, "Åse Ørsted", "Bo")
        self.codes = codes_of(session, made)
        self.people = session.query(Participant).order_by(Participant.position).all()
        self.phone = make_device(session, self.event, "Syd")

    def names(self, text):
        found = search(self.session, self.event, text, at=START, by=SYSTEM)
        return [each.name for each in found.people]

    def check_in(self, person=0, *, at=START, key=None, gate="Nord"):
        request = HandCheckIn(key=key or uuid4(), gate=gate)
        return check_in(self.session, self.people[person], request, at=at, by=SYSTEM)

    def scan(self, person=0, *, at=START):
        scans = batch_of(make_scan(self.codes[person].code, at, gate="Syd"), sent_at=at)
        [result] = record_scans(self.session, self.phone.token, scans, at=at)
        return result

    def admitted(self):
        return count_event(self.session, self.event, at=START).admitted

    def seen(self, person=0, *, at=START):
        self.session.expire_all()
        return find_person(self.session, self.event, self.people[person].id, at=at)


@pytest.fixture
def desk(session):
    """The desk of one event."""
    return Desk(session)


def test_people_are_found_by_name_reference_and_code(desk):
    first = desk.codes[0]
    assert desk.names("ørsted") == ["Åse Ørsted"]
    assert desk.names(grouped(first.short_code).lower()) == ["Åse Ørsted"]
    assert desk.names(f"https://billet.kk.dk/t/{first.code}") == ["Åse Ørsted"]
    assert desk.names("Zahra") == []


def test_another_events_people_are_not_found(desk, session):
    other = make_registration(session, make_event(session), "Zahra")
    assert desk.names("Zahra") == []
    assert desk.names(codes_of(session, other)[0].code) == []


def test_a_search_is_logged_without_what_was_typed(desk, session):
    desk.names("ørsted")
    entry = session.query(AuditEntry).filter_by(verb="search").one()
    assert (entry.object_kind, entry.object_id) == ("event", desk.event.id)
    assert json.loads(entry.details) == {"hits": 1}


def test_of_very_many_the_first_are_shown(desk, session):
    for _ in range(3):
        make_registration(session, desk.event, *["Ali"] * 10)
    found = search(session, desk.event, "Ali", at=START, by=SYSTEM)
    assert (len(found.people), found.has_more) == (MOST_FOUND, True)


def test_checked_in_by_hand_is_counted_as_a_scan(desk, session):
    assert desk.check_in().verdict is Verdict.ADMITTED
    person = desk.seen()
    assert (person.came_at, person.came_by, person.is_inside) == (START, "Nord", True)
    assert desk.admitted() == 1
    assert [each.verb for each in session.query(AuditEntry).filter_by(object_kind="participant")]


def test_a_staff_pass_lets_in_and_counts_nowhere(desk, session):
    ticket = ticket_of(session, desk.people[0])
    for _ in range(2):
        make_staff_pass(session, ticket, is_set=True, at=START, by=SYSTEM)
    assert desk.scan().verdict is Verdict.STAFF
    assert desk.admitted() == 0
    assert session.query(AuditEntry).filter_by(verb="flag").count() == 1
    with pytest.raises(AlreadyScanned):
        make_staff_pass(session, ticket, is_set=False, at=START, by=SYSTEM)


def test_what_was_counted_does_not_change_by_a_staff_pass(desk, session):
    desk.scan()
    with pytest.raises(AlreadyScanned):
        make_staff_pass(
            session, ticket_of(session, desk.people[0]), is_set=True, at=START, by=SYSTEM
        )
    assert (desk.admitted(), ticket_of(session, desk.people[0]).flags) == (1, 0)


def test_whoever_came_by_phone_is_already_in(desk):
    desk.scan()
    result = desk.check_in(at=START + timedelta(minutes=9))
    assert (result.verdict, result.first.at, result.first.gate) == ("already-in", START, "Syd")
    assert desk.admitted() == 1
    assert desk.scan(1).verdict is Verdict.ADMITTED


def test_the_same_request_twice_is_one_scan(desk, session):
    key = uuid4()
    results = [desk.check_in(key=key, at=START + timedelta(seconds=each)) for each in range(2)]
    assert [each.state.value for each in results] == ["new", "same"]
    assert [each.verdict for each in results] == [Verdict.ADMITTED] * 2
    assert (session.query(Scan).count(), session.query(StrayRow).count()) == (1, 0)
    assert session.query(AuditEntry).filter_by(verb="check in").count() == 1


def test_who_gave_the_place_back_is_not_admitted_by_hand(desk, session):
    deregister(session, desk.people[0], at=START - timedelta(days=1), by=SYSTEM)
    assert desk.check_in().verdict is Verdict.DEREGISTERED
    assert desk.admitted() == 0


@pytest.mark.parametrize(("after", "left"), [(LATEST_UNDO, 0), (LATEST_UNDO * 2, 1)])
def test_it_can_be_taken_back_for_15_minutes(desk, session, after, left):
    desk.check_in()
    at = START + after
    undoable = desk.seen(at=at).undoable
    scan = session.query(Scan).one()
    assert undoable == (scan.scan_id if left == 0 else None)
    for _ in range(2):
        undo_check_in(session, desk.people[0], UUID(scan.scan_id), at=at, by=SYSTEM)
    assert desk.admitted() == left


def test_a_phones_scan_is_not_for_the_desk_to_take_back(desk, session):
    desk.scan()
    assert desk.seen().undoable is None
    scan = session.query(Scan).one()
    undo_check_in(session, desk.people[0], UUID(scan.scan_id), at=START, by=SYSTEM)
    assert desk.admitted() == 1


def test_the_desk_has_one_device_that_is_no_phone(desk, session):
    desk.check_in(0)
    desk.check_in(1)
    [device] = session.query(Device).filter(Device.label == "Bord")
    assert [each.seq for each in session.query(Scan).order_by(Scan.seq)] == [1, 2]
    assert [each.label for each in list_devices(session, desk.event)] == ["Syd 1"]
    assert find_device_of(session, desk.event, device.public_id) is None


def test_a_gate_must_be_the_events(desk):
    with pytest.raises(GateNotFound):
        desk.check_in(gate="Vest")


def test_who_came_may_be_written_down_long_after(desk):
    assert desk.check_in(at=START + timedelta(days=60)).verdict is Verdict.ADMITTED
