"""Offers and answers at once: one place stays one place; with controls that show the races."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction, write
from eventsys.core.principal import VISITOR
from eventsys.events.pools.queries import count_taken
from eventsys.events.queries import get_event
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant, Registration
from eventsys.registration.operations import register, register_once
from eventsys.registration.requests import Attempt
from eventsys.registration.rules import IfFull, ParticipantStatus
from eventsys.registration.waitlist.models import WaitlistOffer
from eventsys.registration.waitlist.offers.queries import find_open_offer
from eventsys.registration.waitlist.operations import accept_offer, keep_waitlists
from eventsys.registration.waitlist.rules import Answer
from tests.factories import make_event, make_request, names_of

THREADS = 8


@pytest.fixture
def slug(database):
    """An event with seven places."""
    with transaction() as session:
        return make_event(session, at=clock.now(), capacity=7).slug


def at_once(app, *operations):
    """Run operations in threads that begin together, and give what they come to."""
    barrier = Barrier(len(operations))

    def run(operation):
        with app.app_context():
            barrier.wait(20)
            return operation()

    with ThreadPoolExecutor(len(operations)) as pool:
        return list(pool.map(run, operations))


def asking(slug, key, number, if_full):
    request = replace(make_request(*names_of(number)), if_full=if_full)
    attempt = Attempt(scope="race", key=str(key))

    def ask(session):
        at = clock.now()
        return register_once(session, slug, request, attempt, at=at, by=VISITOR).registration.id

    return lambda: write(ask)


def leaving(participant_id):
    def leave(session):
        participant = session.get_one(Participant, participant_id)
        deregister(session, participant, at=clock.now(), by=VISITOR)

    return lambda: write(leave)


def accepting(registration_id, at):
    def accept(session):
        return accept_offer(session, session.get_one(Registration, registration_id), at=at)

    return lambda: write(accept)


def people(slug, *statuses):
    session = db.session()
    session.rollback()
    event = get_event(session, slug)
    found = session.query(Participant).filter_by(event_id=event.id)
    return found.filter(Participant.status.in_(statuses)).count()


def taken(slug):
    return count_taken(db.session(), get_event(db.session(), slug))


def held(slug):
    return people(slug, ParticipantStatus.CONFIRMED, ParticipantStatus.OFFERED)


@pytest.fixture
def offered(slug):
    """A full event, and a party of two to whom the two places of a family are offered."""
    with transaction() as session:
        event, at = get_event(session, slug), clock.now()
        family = register(session, event, make_request(*names_of(7)), at=at, by=VISITOR)
        waiting = replace(make_request(*names_of(2)), if_full=IfFull.WAITLIST)
        first = register(session, event, waiting, at=at, by=VISITOR).id
        second = register(session, event, waiting, at=at, by=VISITOR).id
        for participant in session.query(Participant).filter_by(registration_id=family.id)[:2]:
            deregister(session, participant, at=at, by=VISITOR)
        expires_at = find_open_offer(session, session.get_one(Registration, first)).expires_at
    return first, second, expires_at


def test_parties_at_once_take_what_there_is_and_the_others_wait(database, slug):
    kinds = [IfFull.PART, IfFull.WAITLIST]
    wanted = [asking(slug, key, 1 + key % 3, kinds[key % 2]) for key in range(THREADS)]
    assert len(set(at_once(database, *wanted))) == THREADS
    assert taken(slug) == held(slug) == 7
    assert people(slug, ParticipantStatus.WAITING) == sum(1 + key % 3 for key in range(8)) - 7


def test_places_given_back_while_others_join_are_offered_or_taken(database, slug):
    asking(slug, "family", 7, IfFull.REFUSE)()
    ids = [participant_id for (participant_id,) in db.session().query(Participant.id)]
    joins = [asking(slug, key, 1, IfFull.WAITLIST) for key in range(4)]
    at_once(database, *joins, *(leaving(each) for each in ids[:4]))
    assert taken(slug) == held(slug) == 7
    assert people(slug, ParticipantStatus.WAITING) == 0


def test_two_tabs_that_accept_at_once_take_the_places_once(database, slug, offered):
    first, _, _ = offered
    answers = at_once(database, *[accepting(first, clock.now())] * THREADS)
    assert sorted(answers) == [Answer.ACCEPTED, *[Answer.NO_OFFER] * (THREADS - 1)]
    assert taken(slug) == people(slug, ParticipantStatus.CONFIRMED) == 7


def test_a_yes_and_the_end_of_its_offer_at_once_come_to_one_of_the_two(database, slug, offered):
    first, second, expires_at = offered

    def expire():
        return write(lambda session: keep_waitlists(session, at=expires_at))

    in_time = accepting(first, expires_at - timedelta(seconds=1))
    answers = at_once(database, expire, expire, expire, in_time)
    status = {
        registration_id: {
            status
            for (status,) in db.session()
            .query(Participant.status)
            .filter_by(registration_id=registration_id)
        }
        for registration_id in (first, second)
    }
    if answers[-1] is Answer.ACCEPTED:
        assert status == {first: {ParticipantStatus.CONFIRMED}, second: {ParticipantStatus.WAITING}}
    else:
        assert answers[-1] is Answer.NO_OFFER
        assert status == {first: {ParticipantStatus.WAITING}, second: {ParticipantStatus.OFFERED}}
    assert taken(slug) == held(slug) == 7


def test_people_with_an_offer_who_leave_at_once_free_each_place_once(database, slug, offered):
    first, second, _ = offered
    ids = db.session().query(Participant.id).filter_by(registration_id=first).all()
    at_once(database, *(leaving(each) for (each,) in ids * 4))
    assert people(slug, ParticipantStatus.OFFERED) == 2
    assert taken(slug) == held(slug) == 7
    offer = find_open_offer(db.session(), db.session().get_one(Registration, second))
    assert offer.places == 2


def test_control_answering_what_was_read_before_takes_places_twice(database, slug, offered):
    """The same race without the lock: the offer is taken and runs out as well."""
    first, _, _ = offered
    read = Barrier(2)

    def answer_naively(status):
        def operation():
            seen = db.session().query(WaitlistOffer).filter_by(registration_id=first).one()
            is_open, offer_id = seen.status == "open", seen.id
            db.session().rollback()
            read.wait(20)
            if is_open:
                write(
                    lambda session: (
                        session.query(WaitlistOffer)
                        .filter_by(id=offer_id)
                        .update({"status": status})
                    )
                )
            return is_open

        return operation

    assert at_once(database, answer_naively("accepted"), answer_naively("expired")) == [True, True]
