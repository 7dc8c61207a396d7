"""What citizens do, on both databases."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.errors import Busy
from eventsys.core.outbox import Notice, NoticeKind
from eventsys.core.principal import SYSTEM, VISITOR, Principal, PrincipalKind
from eventsys.core.revision import current_revision
from eventsys.events.errors import EventNotFound, NotEnoughPlaces
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.operations import cancel
from eventsys.events.pools.queries import count_taken
from eventsys.events.rules import AgeRule, Attends, RegistrationState
from eventsys.registration.contacts.operations import correct_email
from eventsys.registration.errors import (
    KeyReused,
    OccasionMissing,
    OutsideAgeRule,
    RegistrationClosed,
    TooManyParticipants,
)
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.operations import get_attempt, register_once
from eventsys.registration.queries import (
    find_participant,
    find_registration_by_token,
    list_participants,
    token_of,
)
from eventsys.registration.requests import Attempt
from eventsys.registration.rules import (
    Category,
    Channel,
    Contact,
    ParticipantRequest,
    ParticipantStatus,
)
from eventsys.registration.tickets.queries import find_ticket, list_held_tickets, participant_of
from tests.factories import (
    AT,
    HOURS,
    START,
    codes_of,
    make_account,
    make_draft,
    make_event,
    make_family,
    make_occasions,
    make_registration,
    make_request,
    names_of,
)


def leave(session, registration, position=1, at=AT, by=VISITOR):
    participant = find_participant(session, registration, position)
    deregister(session, participant, at=at, by=by)
    return participant


def notices_of(session, registration):
    return [
        (notice.kind, notice.revision)
        for notice in session.query(Notice)
        .filter_by(subject_id=registration.id)
        .order_by(Notice.id)
    ]


def test_each_participant_gets_a_ticket_with_codes_of_its_own(session):
    registration = make_family(session, make_event(session), 3)
    held = list_held_tickets(session, registration)
    assert [(each.position, each.name) for each in held] == [
        (1, "Person 1"),
        (2, "Person 2"),
        (3, "Person 3"),
    ]
    assert len({each.codes.code for each in held}) == 3
    ticket = find_ticket(session, f"http://127.0.0.1/T/{held[1].codes.code.lower()}")
    assert participant_of(session, ticket).name == "Person 2"


def test_no_code_stands_readable_in_the_tables(session):
    registration = make_family(session, make_event(session))
    codes = codes_of(session, registration)[0]
    ticket = session.query(Ticket).filter_by(event_id=registration.event_id).one()
    stored = repr(vars(ticket)) + repr(vars(registration))
    assert codes.code not in stored
    assert codes.short_code not in stored


def test_a_short_code_opens_no_ticket_from_outside(session):
    registration = make_family(session, make_event(session))
    assert find_ticket(session, codes_of(session, registration)[0].short_code) is None


def test_a_registration_and_its_notice_come_together(session):
    registration = make_family(session, make_event(session))
    assert notices_of(session, registration) == [(NoticeKind.REGISTERED, 1)]


def test_a_full_event_says_how_many_places_are_left(session):
    event = make_event(session, capacity=5)
    make_family(session, event, 3)
    with pytest.raises(NotEnoughPlaces) as refusal:
        make_family(session, event, 3)
    assert (refusal.value.asked, refusal.value.left) == (3, 2)
    assert count_taken(session, event) == 3


def test_a_refused_registration_leaves_nothing_behind(session):
    event = make_event(session, capacity=1)
    with pytest.raises(NotEnoughPlaces):
        make_family(session, event, 2)
    assert session.query(Registration).filter_by(event_id=event.id).count() == 0


@pytest.mark.parametrize(
    ("changes", "at", "state"),
    [
        ({"registration_opens_at": AT + HOURS}, AT, RegistrationState.NOT_YET),
        ({"registration_closes_at": AT}, AT, RegistrationState.CLOSED),
        ({}, START + HOURS, RegistrationState.CLOSED),
        ({"takes_registrations": False}, AT, RegistrationState.DROP_IN),
    ],
)
def test_outside_its_window_an_event_takes_no_registrations(session, changes, at, state):
    event = make_event(session, **changes)
    with pytest.raises(RegistrationClosed) as refusal:
        make_family(session, event, at=at)
    assert refusal.value.state is state


def test_drafts_and_cancelled_events_take_no_registrations(session):
    draft, cancelled = make_draft(session), make_event(session)
    cancel(session, cancelled, at=AT, by=SYSTEM)
    for event in (draft, cancelled):
        with pytest.raises(RegistrationClosed):
            make_family(session, event)


def test_the_age_rule_names_those_it_leaves_out(session):
    event = make_event(session, age_rule=AgeRule(2017, 2017))
    years = (2017, 2019, None)
    participants = [ParticipantRequest(name="Barn", birth_year=year) for year in years]
    with pytest.raises(OutsideAgeRule) as refusal:
        make_family(session, event, participants=participants)
    assert list(refusal.value.positions) == [1, 2]


def test_with_an_age_rule_those_registered_are_children_and_without_no_year_is_kept(session):
    born = [ParticipantRequest(name="Barn", birth_year=2017, category=Category.ADULT)]
    with_rule = make_event(session, age_rule=AgeRule(2017, 2017))
    without = make_event(session)
    for event, expected in ((with_rule, (Category.CHILD, 2017)), (without, (Category.ADULT, None))):
        registration = make_family(session, event, participants=born)
        kept = find_participant(session, registration, 1)
        assert (kept.category, kept.birth_year) == expected


def test_more_than_ten_are_too_many_for_one_registration(session):
    with pytest.raises(TooManyParticipants):
        make_family(session, make_event(session), 11)


def test_where_occasions_are_attended_one_by_one_one_is_chosen(session):
    event = make_event(
        session, attends=Attends.ONE, capacity=1, occasions=make_occasions(session, 2)
    )
    for no in (None, 7):
        with pytest.raises(OccasionMissing):
            make_family(session, event, occasion_no=no)
    make_family(session, event, occasion_no=1)
    make_family(session, event, occasion_no=2)
    with pytest.raises(NotEnoughPlaces):
        make_family(session, event, occasion_no=1)


def test_a_freed_place_is_free_again(session):
    event = make_event(session, capacity=1)
    participant = leave(session, make_family(session, event))
    assert participant.status is ParticipantStatus.DEREGISTERED
    make_family(session, event)
    assert count_taken(session, event) == 1


def test_deregistering_twice_frees_one_place_and_tells_once(session):
    event = make_event(session, capacity=3)
    registration = make_family(session, event, 2)
    leave(session, registration)
    leave(session, registration)
    assert count_taken(session, event) == 1
    assert notices_of(session, registration) == [
        (NoticeKind.REGISTERED, 1),
        (NoticeKind.DEREGISTERED, 2),
    ]


def test_an_account_that_deregisters_somebody_stands_in_the_audit_log(session):
    registration = make_family(session, make_event(session), 2)
    account = Principal(PrincipalKind.ACCOUNT, make_account(session).id)
    themselves, other = leave(session, registration), leave(session, registration, 2, by=account)
    leave(session, registration, 2, by=account)
    entries = session.query(AuditEntry).filter_by(verb="deregister").all()
    assert themselves.status is other.status is ParticipantStatus.DEREGISTERED
    assert [(each.object_kind, each.object_id, each.principal) for each in entries] == [
        ("participant", other.id, str(account))
    ]
    assert json.loads(entries[0].details) == {"registration": registration.reference, "position": 2}


def reached_at(email):
    """Be somebody who is written to at an address."""
    return Contact(name="Amina", channel=Channel.EMAIL, email=email)


def test_a_mistyped_address_is_corrected_once_and_told_anew(session):
    registration = make_family(session, make_event(session), contact=reached_at("a@gmial.com"))
    token = token_of(registration)
    for _ in range(2):
        correct_email(session, registration, at=AT)
    assert registration.contact == reached_at("a@gmail.com")
    assert find_registration_by_token(session, token) is registration
    assert notices_of(session, registration) == [
        (NoticeKind.REGISTERED, 1),
        (NoticeKind.REGISTERED, 2),
    ]


@pytest.mark.parametrize("email", ["amina@example.org", None])
def test_an_address_that_looks_right_stays(session, email):
    registration = make_family(session, make_event(session), contact=reached_at(email))
    correct_email(session, registration, at=AT)
    assert (registration.contact_email, registration.revision) == (email, 1)


def test_who_has_no_place_any_more_is_not_told_to_have_one(session):
    registration = make_family(session, make_event(session), contact=reached_at("a@gmial.com"))
    leave(session, registration)
    correct_email(session, registration, at=AT)
    assert (registration.contact_email, registration.revision) == ("a@gmail.com", 3)
    assert notices_of(session, registration)[1:] == [(NoticeKind.DEREGISTERED, 2)]


def test_after_the_beginning_no_place_is_freed(session):
    event = make_event(session, capacity=1)
    leave(session, make_family(session, event), at=START)
    assert count_taken(session, event) == 1


def test_the_public_revision_rises_only_when_lists_would_say_something_else(session):
    event = make_event(session, capacity=20)
    seen = []
    for _ in range(20):
        before = current_revision(session)
        make_family(session, event)
        seen.append(current_revision(session) - before)
    assert [number for number, rise in enumerate(seen, start=1) if rise] == [18, 20]


def test_the_same_attempt_gives_the_same_registration(session):
    event = make_event(session, capacity=2)
    attempt = Attempt(scope="form", key="k1", body="b")
    first = register_once(session, event.slug, make_request(), attempt, at=AT, by=VISITOR)
    again = register_once(session, event.slug, make_request(), attempt, at=AT + HOURS, by=VISITOR)
    assert (first.is_new, again.is_new) == (True, False)
    assert again.registration.id == first.registration.id
    assert count_taken(session, event) == 2


def test_a_key_does_not_serve_for_another_request(session):
    event = make_event(session)
    register_once(
        session,
        event.slug,
        make_request(),
        Attempt(scope="s", key="k", body="a"),
        at=AT,
        by=VISITOR,
    )
    with pytest.raises(KeyReused):
        register_once(
            session,
            event.slug,
            make_request(*names_of(2)),
            Attempt(scope="s", key="k", body="b"),
            at=AT,
            by=VISITOR,
        )


def test_keys_of_two_holders_do_not_meet(session):
    event = make_event(session)
    for scope in ("token:1", "token:2"):
        attempt = Attempt(scope=scope, key="k", body=scope)
        done = register_once(session, event.slug, make_request(), attempt, at=AT, by=VISITOR)
        assert done.is_new


def test_an_unknown_event_is_said_to_be_unknown(session):
    with pytest.raises(EventNotFound):
        register_once(
            session, "nowhere", make_request(), Attempt(scope="s", key="k"), at=AT, by=VISITOR
        )


def test_a_link_opens_its_registration_and_a_new_link_voids_the_old(session):
    registration = make_family(session, make_event(session))
    token = token_of(registration)
    assert find_registration_by_token(session, token) is registration
    wrong = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert find_registration_by_token(session, wrong) is None
    assert find_registration_by_token(session, registration.public_id) is None
    registration.link_version += 1
    session.flush()
    assert find_registration_by_token(session, token) is None


def test_participants_are_listed_in_pages(session):
    event, other = make_event(session), make_event(session)
    make_family(session, event, 3)
    make_family(session, other, 1)
    first = list_participants(session, event, limit=2)
    rest = list_participants(session, event, after=first[-1].id, limit=2)
    assert [row.name for row in [*first, *rest]] == ["Person 1", "Person 2", "Person 3"]
    assert session.query(Participant).filter_by(event_id=other.id).count() == 1


def test_registering_late_but_before_the_close_is_taken(session):
    event = make_event(session, registration_closes_at=START - timedelta(minutes=1))
    registration = make_family(session, event, at=START - timedelta(minutes=2))
    assert registration.reference


def test_an_attempt_that_was_given_up_meanwhile_is_asked_to_come_again(session):
    with pytest.raises(Busy):
        get_attempt(session, Attempt(scope="form", key="never"))


def test_where_registrations_wait_for_a_yes_no_place_is_taken(session):
    event = make_event(session, capacity=2, intake=IntakePlan(way=Way.APPROVAL))
    registration = make_registration(session, event, "Amina", "Bo", "Cem")
    present = session.scalars(select(Participant).filter_by(registration_id=registration.id))
    assert [each.status for each in present] == [ParticipantStatus.WAITING] * 3
    assert count_taken(session, event) == 0
