"""What phones are told of the tickets, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventsys.checkin.roster.queries import read_roster
from eventsys.checkin.roster.rules import BEGINNING, read_cursor
from eventsys.checkin.roster.standing import SETTLING
from eventsys.checkin.rules import Direction
from eventsys.checkin.scans.operations import record_scans
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.groups.rules import GroupPlan
from eventsys.events.operations import amend_event
from eventsys.events.queries import plan_of
from eventsys.events.rules import Attends
from eventsys.registration.groups.operations import name_people
from eventsys.registration.groups.rules import Named
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.queries import find_participant
from eventsys.registration.rules import Category, Source
from eventsys.registration.tickets.rules import roster_family, roster_hash, roster_short
from tests.factories import (
    AT,
    HOURS,
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_registration,
    make_scan,
)

MINUTE = timedelta(minutes=1)


def test_the_roster_holds_salted_hashes_and_nothing_personal(session):
    event = make_event(session)
    registration = make_family(session, event, 1)
    page = read_roster(session, event, at=AT + HOURS)
    (code,) = codes_of(session, registration)
    (ticket,) = page.tickets
    assert ticket.hash == roster_hash(page.salt, code.code)
    assert ticket.short == roster_short(page.salt, code.short_code)
    assert (len(ticket.hash), len(ticket.short), ticket.state) == (16, 8, "valid")
    assert (ticket.inside, ticket.valid, ticket.flags) == ([], None, 0)
    assert "Person 1" not in repr(page)


def test_salts_of_two_events_differ(session):
    salts = {read_roster(session, make_event(session), at=AT).salt for _ in range(2)}
    assert len(salts) == 2


def test_a_roster_is_read_in_pages_and_then_only_what_changed(session):
    event = make_event(session)
    registrations = [make_family(session, event, at=AT) for _ in range(5)]
    at = AT + HOURS
    cursor, hashes = BEGINNING, []
    for more in (True, True, False):
        page = read_roster(session, event, cursor, at=at, limit=2)
        assert page.more is more
        hashes += [ticket.hash for ticket in page.tickets]
        cursor = read_cursor(page.cursor)
    assert len(set(hashes)) == 5
    assert read_roster(session, event, cursor, at=at).tickets == []
    leaver = find_participant(session, registrations[2], 1)
    deregister(session, leaver, at=at, by=VISITOR)
    changed = read_roster(session, event, cursor, at=at + HOURS).tickets
    assert [(ticket.hash, ticket.state) for ticket in changed] == [(hashes[2], "deregistered")]


def test_who_is_inside_is_told_with_the_occasion(session):
    event = make_event(session)
    (code,) = codes_of(session, make_family(session, event))
    paired = make_device(session, event)
    cursor = read_cursor(read_roster(session, event, at=AT + HOURS).cursor)
    record_scans(session, paired.token, batch_of(make_scan(code.code)), at=START)
    (ticket,) = read_roster(session, event, cursor, at=START).tickets
    assert ticket.inside == [1]


def test_who_was_in_and_is_out_is_told_apart(session):
    event = make_event(session)
    codes = [each.code for each in codes_of(session, make_family(session, event, 2))]
    token = make_device(session, event).token
    scans = [
        make_scan(codes[0]),
        make_scan(codes[0], START + HOURS, direction=Direction.OUT),
        make_scan(codes[1], START + HOURS, direction=Direction.OUT),
    ]
    record_scans(session, token, batch_of(*scans, sent_at=START + HOURS), at=START + HOURS)
    tickets = read_roster(session, event, at=START + HOURS).tickets
    assert [(ticket.inside, ticket.been) for ticket in tickets] == [([], [1]), ([], [])]


def families(session, event, after=BEGINNING):
    """List what the tickets behind a cursor have for a family."""
    page = read_roster(session, event, after, at=AT + HOURS)
    return [ticket.family for ticket in page.tickets]


def test_tickets_of_one_registration_are_a_family_where_the_event_wants_it(session):
    event = make_event(session, family_scan=True)
    for number in (1, 3, 2):
        make_family(session, event, number)
    single, *together = families(session, event)
    assert single is None
    assert [together.count(each) for each in together] == [3, 3, 3, 2, 2]
    assert {len(each) for each in together} == {6}


def test_two_events_name_the_families_of_one_household_apart(session):
    events = [make_event(session, family_scan=True) for _ in range(2)]
    names = [roster_family(read_roster(session, each, at=AT).salt, "household") for each in events]
    assert len(set(names)) == 2


def test_one_alone_who_gets_company_is_told_to_phones_as_a_family(session):
    event = make_event(session, family_scan=True, groups=GroupPlan(largest=5))
    group = make_registration(session, event, "Amina", group_name="3.B")
    assert families(session, event) == [None]
    cursor = read_cursor(read_roster(session, event, at=AT + HOURS).cursor)
    people = [Named(name=name, category=Category.ADULT) for name in ("Amina", "Bo")]
    name_people(session, group, people, at=AT + MINUTE, by=VISITOR)
    one, other = families(session, event, cursor)
    assert one == other is not None


def test_tickets_printed_beforehand_are_no_family(session):
    event = make_event(session, family_scan=True)
    make_family(session, event, 2).source = Source.PREPRINTED
    session.flush()
    assert families(session, event) == [None, None]


def test_phones_that_have_all_tickets_are_told_anew_when_the_event_wants_families(session):
    event = make_event(session)
    make_family(session, event, 2)
    assert families(session, event) == [None, None]
    cursor = read_cursor(read_roster(session, event, at=AT + HOURS).cursor)
    for number, wants in enumerate((True, False), start=1):
        plan = replace(plan_of(session, event), family_scan=wants)
        amend_event(session, event, plan, at=AT + number * MINUTE, by=SYSTEM)
        assert [bool(family) for family in families(session, event, cursor)] == [wants] * 2
        cursor = read_cursor(read_roster(session, event, cursor, at=AT + HOURS).cursor)
        assert families(session, event, cursor) == []


def test_a_ticket_for_an_occasion_that_was_taken_away_is_for_none(session):
    event = make_event(session, attends=Attends.ONE, days=(7, 14))
    registration = make_registration(session, event, "Amina", occasion_no=2)
    deregister(session, find_participant(session, registration, 1), at=AT, by=VISITOR)
    plan = plan_of(session, event)
    amend_event(session, event, replace(plan, occasions=plan.occasions[:1]), at=AT, by=SYSTEM)
    [ticket] = read_roster(session, event, at=AT).tickets
    assert (ticket.state, ticket.valid) == ("deregistered", [])


def test_what_is_dated_before_the_last_reading_but_seen_later_is_told(session):
    event = make_event(session)
    make_family(session, event, at=AT)
    cursor = read_cursor(read_roster(session, event, at=AT).cursor)
    make_family(session, event, at=AT - SETTLING + timedelta(seconds=1))
    assert len(read_roster(session, event, cursor, at=AT + HOURS).tickets) == 2


def test_a_cursor_is_read_back_and_other_text_is_none():
    assert read_cursor(str(BEGINNING)) == BEGINNING
    for text in ("", "x", "1", "1.", "-1.2", "9" * 40, f"{10**25}.1"):
        assert read_cursor(text) is None


@pytest.mark.parametrize(
    "text", ["", "1", "1.", ".1", "a.b", "1.2.3", "-1.2", "٣.1", "1" * 19 + ".1", "9" * 18 + ".1"]
)
def test_no_cursor_is_read_from_what_was_not_handed_out(text):
    assert read_cursor(text) is None
