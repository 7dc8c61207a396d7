from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from eventsys.core.audit import AuditEntry
from eventsys.core.errors import Busy
from eventsys.core.outbox import Notice
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.models import Occasion, PlacePool
from eventsys.events.operations import amend_event
from eventsys.events.queries import plan_of
from eventsys.events.rules import AgeRule, Attends, RegistrationState
from eventsys.registration.changes.errors import MoveRefused
from eventsys.registration.changes.operations import (
    amend,
    deregister_all,
    let_people_move,
)
from eventsys.registration.changes.queries import list_people
from eventsys.registration.changes.requests import Amendment, PersonAmendment
from eventsys.registration.errors import OccasionMissing, OutsideAgeRule, RegistrationClosed
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.links.operations import renew_link
from eventsys.registration.links.queries import find_claimed, list_written_to
from eventsys.registration.links.rules import Claim
from eventsys.registration.merging.operations import merge
from eventsys.registration.models import Registration, Ticket
from eventsys.registration.moves.operations import move
from eventsys.registration.queries import find_registration_by_token, token_of
from eventsys.registration.rules import Channel, Contact, ParticipantRequest
from tests.factories import AT, START, codes_of, make_event, make_registration

HERE, THERE = 1, 2


def contact(**changes):
    known = {"name": "Amina Khan", "channel": Channel.EMAIL, "email": "amina@example.org"}
    return Contact(**known | changes)


def change(session, registration, *, at=AT, people=None, **changes):
    """Change people by position, given as (name, birth year), and the contact."""
    amendments = {
        position: PersonAmendment(name=name, birth_year=year)
        for position, (name, year) in (people or {}).items()
    }
    wanted = Amendment(contact=contact(**changes), people=amendments)
    amend(session, registration, wanted, at=at, by=VISITOR)


def names_of(session, registration):
    return [person.name for person in list_people(session, registration)]


def notices(session):
    session.flush()
    rows = session.query(Notice.kind, Notice.revision).order_by(Notice.id)
    return [(kind.value, revision) for kind, revision in rows]


def test_a_name_is_corrected_and_the_ticket_stays(session):
    registration = make_registration(session, make_event(session), "Amnia", "Bo")
    codes = codes_of(session, registration)
    change(session, registration, people={1: ("Amina", None)})
    assert names_of(session, registration) == ["Amina", "Bo"]
    assert codes_of(session, registration) == codes
    assert notices(session) == [("registered", 1)]
    entry = session.query(AuditEntry).filter_by(verb="amend").one()
    assert (entry.principal, entry.object_id) == ("visitor", registration.id)
    assert "Amnia" not in entry.details


def test_a_new_address_is_written_to(session):
    registration = make_registration(session, make_event(session), "Amina")
    change(session, registration, people={1: ("Amina", None)}, email="new@example.org")
    assert registration.contact_email == "new@example.org"
    assert notices(session) == [("registered", 1), ("registered", 2)]


def test_what_stays_the_same_leaves_no_trace(session):
    registration = make_registration(session, make_event(session), "Amina")
    change(session, registration, people={1: ("Amina", None)})
    assert (registration.revision, notices(session)) == (1, [("registered", 1)])


def test_who_has_left_is_not_changed_and_nobody_new_appears(session):
    registration = make_registration(session, make_event(session), "Amina")
    deregister_all(session, registration, at=AT, by=VISITOR)
    change(session, registration, people={1: ("Thief", None), 2: ("Somebody", None)})
    assert names_of(session, registration) == ["Amina"]


def children(session, *years):
    event = make_event(session, age_rule=AgeRule(2014, 2016))
    people = [ParticipantRequest(name="A", birth_year=year) for year in years]
    return event, make_registration(session, event, participants=people)


def test_a_new_birth_year_must_fit_the_age_rule(session):
    _, registration = children(session, 2014, 2015)
    people = {1: ("A", 2014), 2: ("B", 2013)}
    with pytest.raises(OutsideAgeRule) as refusal:
        change(session, registration, people=people)
    assert refusal.value.positions == [1]
    assert names_of(session, registration) == ["A", "A"]
    change(session, registration, people=people | {2: ("B", 2016)})
    assert [person.birth_year for person in list_people(session, registration)] == [2014, 2016]


def test_a_birth_year_that_stays_is_not_judged_again(session):
    event, registration = children(session, 2014)
    plan = replace(plan_of(session, event), age_rule=AgeRule(2016, 2016))
    amend_event(session, event, plan, at=AT, by=SYSTEM)
    change(session, registration, people={1: ("New name", 2014)})
    assert names_of(session, registration) == ["New name"]


def test_an_event_without_an_age_rule_stores_no_birth_year(session):
    registration = make_registration(session, make_event(session), "Amina")
    change(session, registration, people={1: ("Amina", 2014)})
    assert list_people(session, registration)[0].birth_year is None


def taken(session, event):
    session.flush()
    rows = session.query(PlacePool.taken).filter_by(event_id=event.id)
    return [number for (number,) in rows.order_by(PlacePool.occasion_id)]


def test_all_places_are_given_back_at_once_and_told_once(session):
    event = make_event(session)
    registration = make_registration(session, event, "Amina", "Bo", "Cai")
    assert deregister_all(session, registration, at=AT, by=VISITOR) == 3
    assert deregister_all(session, registration, at=AT, by=VISITOR) == 0
    assert taken(session, event) == [0]
    assert notices(session)[-1] == ("deregistered", 4)


@pytest.fixture
def choice(session):
    """An event with three dates of three places each, one of which is chosen."""
    return make_event(session, days=(7, 14, 21), attends=Attends.ONE, capacity=3)


def at_first(session, event, *names):
    return make_registration(session, event, *names or ("Amina", "Bo"), occasion_no=HERE)


def test_a_registration_moves_to_another_date_with_its_tickets(session, choice):
    registration = at_first(session, choice)
    codes = codes_of(session, registration)
    move(session, registration, THERE, at=AT, by=VISITOR)
    move(session, registration, THERE, at=AT, by=VISITOR)
    assert taken(session, choice) == [0, 2, 0]
    assert codes_of(session, registration) == codes
    there = session.query(Occasion.id).filter_by(event_id=choice.id, no=THERE).scalar()
    tickets = session.query(Ticket.occasion_id, Ticket.changed_at)
    assert [tuple(row) for row in tickets] == [(there, AT)] * 2
    assert {person.occasion_id for person in list_people(session, registration)} == {there}
    assert registration.occasion_id == there
    assert notices(session) == [("registered", 1), ("registered", 2)]
    entry = session.query(AuditEntry).filter_by(verb="move").one()
    assert entry.object_id == registration.id


def test_those_who_left_take_no_place_along(session, choice):
    registration = at_first(session, choice, "Amina", "Bo", "Cai")
    person = list_people(session, registration)[0]
    deregister(session, person, at=AT, by=VISITOR)
    move(session, registration, THERE, at=AT, by=VISITOR)
    assert taken(session, choice) == [0, 2, 0]


def test_a_full_date_is_refused_and_the_old_places_stay(session, choice):
    registration = at_first(session, choice)
    make_registration(session, choice, "C", "D", occasion_no=THERE)
    with pytest.raises(NotEnoughPlaces) as refusal:
        move(session, registration, THERE, at=AT, by=VISITOR)
    assert refusal.value.left == 1
    assert taken(session, choice) == [2, 2, 0]


@pytest.mark.parametrize("no", [0, 4])
def test_a_date_that_is_not_there_is_refused(session, choice, no):
    with pytest.raises(OccasionMissing):
        move(session, at_first(session, choice), no, at=AT, by=VISITOR)


def test_once_its_date_has_begun_a_registration_stays(session, choice):
    registration = at_first(session, choice)
    with pytest.raises(MoveRefused):
        move(session, registration, THERE, at=START, by=VISITOR)
    with pytest.raises(RegistrationClosed) as refusal:
        move(session, registration, THERE, at=AT + timedelta(days=99), by=VISITOR)
    assert refusal.value.state is RegistrationState.CLOSED


def test_nobody_is_left_to_move(session, choice):
    registration = at_first(session, choice)
    deregister_all(session, registration, at=AT, by=VISITOR)
    with pytest.raises(MoveRefused):
        move(session, registration, THERE, at=AT, by=VISITOR)


def test_all_dates_at_once_are_no_choice(session):
    registration = make_registration(session, make_event(session, days=(7, 14)), "Amina")
    with pytest.raises(MoveRefused):
        move(session, registration, THERE, at=AT, by=VISITOR)


def test_an_event_may_let_nobody_move(session, choice):
    registration = at_first(session, choice)
    let_people_move(session, choice, allowed=False, at=AT, by=SYSTEM)
    let_people_move(session, choice, allowed=False, at=AT, by=SYSTEM)
    with pytest.raises(MoveRefused):
        move(session, registration, THERE, at=AT, by=VISITOR)
    let_people_move(session, choice, allowed=True, at=AT, by=SYSTEM)
    move(session, registration, THERE, at=AT, by=VISITOR)
    assert session.query(AuditEntry).filter_by(verb="let people move").count() == 2


def test_a_new_link_voids_the_old_one_and_is_sent(session):
    registration = make_registration(session, make_event(session), "Amina")
    old = token_of(registration)
    renew_link(session, registration, "key", at=AT, by=VISITOR)
    renew_link(session, registration, "key", at=AT, by=VISITOR)
    assert find_registration_by_token(session, old) is None
    assert find_registration_by_token(session, token_of(registration)) is registration
    assert (registration.link_version, notices(session)[-1]) == (2, ("new-link", 2))


CLAIMS = {
    "mail and name": ({}, "amina khan", "", True),
    "mail and address": ({}, "who", "AMINA@example.org".lower(), True),
    "mail and nothing": ({}, "who", "", False),
    "phone and both": (
        {"channel": Channel.PHONE, "email": None, "phone": "+4512345678"},
        "AMINA  KHAN",
        "12 34 56 78",
        True,
    ),
    "phone and the name alone": (
        {"channel": Channel.PHONE, "email": None, "phone": "+4512345678"},
        "Amina Khan",
        "",
        False,
    ),
    "nothing and the name": ({"channel": Channel.NONE, "email": None}, "Amina Khan", "", True),
    "nothing and another name": ({"channel": Channel.NONE, "email": None}, "Amina", "", False),
}


@pytest.mark.parametrize(("given", "name", "reach", "known"), CLAIMS.values(), ids=CLAIMS)
def test_a_claim_must_fit_what_was_given(session, given, name, reach, known):
    event = make_event(session)
    registration = make_registration(session, event, "Bo", contact=contact(**given))
    reference = registration.reference.lower()
    claim = Claim(reference=f"{reference[:4]} {reference[4:]}", name=name, reach=reach)
    assert (find_claimed(session, claim) is registration) is known
    assert find_claimed(session, Claim(reference="nothing", name=name, reach=reach)) is None


def test_links_are_sent_for_events_that_are_not_over(session):
    coming = make_registration(session, make_event(session, days=(30,)), "Amina")
    make_registration(session, make_event(session, days=(1,)), "Amina")
    other = contact(email="other@example.org")
    make_registration(session, make_event(session), "Amina", contact=other)
    later = AT + timedelta(days=9)
    assert list_written_to(session, "amina@example.org", at=later) == [coming]


def test_registrations_of_one_address_that_were_merged_get_one_link(session):
    event = make_event(session)
    kept, other = (make_registration(session, event, name) for name in ("Amina", "Bo"))
    elsewhere = make_registration(session, event, "Cleo", contact=contact(email="c@example.org"))
    merge(session, kept, other, [], at=AT, by=SYSTEM)
    merge(session, kept, elsewhere, [], at=AT, by=SYSTEM)
    assert list_written_to(session, "amina@example.org", at=AT) == [kept]
    assert list_written_to(session, "c@example.org", at=AT) == [elsewhere]


def test_a_registration_that_somebody_has_just_moved_elsewhere_stays_there(session, choice):
    registration = at_first(session, choice)
    last = session.query(Occasion.id).filter_by(event_id=choice.id, no=3).scalar()
    session.flush()
    elsewhere = update(Registration).values(occasion_id=last)
    session.execute(elsewhere.execution_options(synchronize_session=False))
    with pytest.raises(Busy):
        move(session, registration, THERE, at=AT, by=VISITOR)
    assert registration.occasion_id == last
