from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.core.text import CPR_MASK
from eventsys.events.care.rules import Care, NeedKind
from eventsys.events.operations import amend_event
from eventsys.events.queries import plan_of
from eventsys.events.rules import AgeRule
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant
from eventsys.registration.needs.models import Need
from eventsys.registration.needs.operations import keep_needs_until, replace_needs
from eventsys.registration.needs.queries import list_needs, list_needs_of
from eventsys.registration.needs.rules import NeedRequest
from eventsys.registration.rules import ParticipantRequest
from tests.factories import AT, make_event, make_registration, make_venue, occasions_on
from tests.watch import watch_statements

ALL = Care(needs=frozenset(NeedKind), photos=True)
TOLK = NeedRequest(kind=NeedKind.INTERPRETER, language="so")
RAMP = NeedRequest(kind=NeedKind.ACCESS, text="Kørestol")
NUTS = NeedRequest(kind=NeedKind.ALLERGY, text="Nødder")
END = AT + timedelta(days=7, hours=3)


def register(session, event, common=(TOLK,), own=(NUTS,), **changes):
    people = [
        ParticipantRequest(name="Amina"),
        ParticipantRequest(name="Bo", needs=own),
    ]
    return make_registration(session, event, participants=people, needs=common, **changes)


def shown(session, registration, at=AT):
    return [
        (need.kind, need.text, need.language, need.position)
        for need in list_needs_of(session, registration, at=at)
    ]


def test_needs_are_kept_with_the_person_or_the_family_they_are_for(session):
    registration = register(session, make_event(session, care=ALL))
    assert sorted(shown(session, registration), key=str) == [
        (NeedKind.ALLERGY, "Nødder", None, 2),
        (NeedKind.INTERPRETER, "", "so", None),
    ]


def test_what_the_event_does_not_ask_is_not_kept(session):
    event = make_event(session, care=Care(needs=frozenset({NeedKind.ACCESS})))
    registration = register(session, event, common=(TOLK, RAMP))
    assert shown(session, registration) == [(NeedKind.ACCESS, "Kørestol", None, None)]


def test_an_event_that_asks_nothing_costs_no_statement(session):
    plain, asking = make_event(session), make_event(session, care=ALL)
    counted = []
    for event in (plain, asking):
        with watch_statements() as statements:
            register(session, event, common=(), own=())
        counted.append(len(statements))
    assert counted[0] == counted[1]
    with watch_statements() as statements:
        register(session, plain)
    assert len(statements) == counted[0]
    assert session.scalar(select(func.count(Need.id))) == 0


def test_a_number_like_a_cpr_number_is_never_stored(session):
    need = replace(NUTS, text="010203-1234 tåler ikke nødder")
    registration = register(session, make_event(session, care=ALL), common=(need,), own=())
    assert [text for _, text, _, _ in shown(session, registration)] == [
        f"{CPR_MASK} tåler ikke nødder"
    ]


def test_needs_are_kept_until_fourteen_days_after_the_last_occasion(session):
    event = make_event(session, days=(3, 7), care=ALL)
    registration = register(session, event)
    until = END + timedelta(days=14)
    assert set(session.scalars(select(Need.delete_after))) == {until}
    assert len(shown(session, registration, until - timedelta(seconds=1))) == 2
    assert shown(session, registration, until) == []
    assert list_needs(session, event, at=until) == []


def test_an_event_that_moves_takes_the_deletion_of_its_needs_along(session):
    event = make_event(session, care=ALL)
    register(session, event)
    later = occasions_on(make_venue(session), (20,))
    plan = replace(plan_of(session, event), occasions=[replace(later[0], no=1)])
    amend_event(session, event, plan, at=AT, by=SYSTEM)
    keep_needs_until(session, event)
    assert set(session.scalars(select(Need.delete_after))) == {END + timedelta(days=13 + 14)}


def test_changed_needs_take_the_place_of_the_former(session):
    event = make_event(session, care=ALL)
    registration = register(session, event)
    amina = session.scalars(select(Participant.id).filter_by(position=1)).one()
    replace_needs(session, registration, [RAMP], {amina: [NUTS]}, at=AT)
    assert sorted(shown(session, registration), key=str) == [
        (NeedKind.ACCESS, "Kørestol", None, None),
        (NeedKind.ALLERGY, "Nødder", None, 1),
    ]


def test_needs_are_not_told_any_more_once_they_would_be_deleted_at_once(session):
    registration = register(session, make_event(session, care=ALL))
    replace_needs(session, registration, [RAMP], {}, at=END + timedelta(days=14))
    assert session.scalar(select(func.count(Need.id))) == 0


def test_organisers_see_who_needs_what_and_how_to_reach_them(session):
    event = make_event(session, care=ALL)
    registration = register(session, event)
    register(session, make_event(session, care=ALL))
    rows = list_needs(session, event, at=AT)
    assert [
        (row.kind, row.text, row.language, row.name, bool(row.short_code), row.contact_email)
        for row in rows
    ] == [
        (NeedKind.ALLERGY, "Nødder", None, "Bo", True, "amina@example.org"),
        (NeedKind.INTERPRETER, "", "so", "", False, "amina@example.org"),
    ]
    assert {row.reference for row in rows} == {registration.reference}


def test_who_does_not_come_needs_nothing(session):
    event = make_event(session, care=ALL)
    register(session, event)
    amina, bo = session.scalars(select(Participant).order_by(Participant.position)).all()
    deregister(session, bo, at=AT, by=VISITOR)
    assert session.scalar(select(func.count(Need.id))) == 1
    assert [row.kind for row in list_needs(session, event, at=AT)] == [NeedKind.INTERPRETER]
    deregister(session, amina, at=AT, by=VISITOR)
    assert list_needs(session, event, at=AT) == []


def test_an_event_with_an_age_rule_asks_in_the_same_way(session):
    event = make_event(session, age_rule=AgeRule(2016, 2016), care=ALL)
    child = ParticipantRequest(name="Amina", birth_year=2016, needs=(NUTS,))
    registration = make_registration(session, event, participants=[child])
    assert shown(session, registration) == [(NeedKind.ALLERGY, "Nødder", None, 1)]
