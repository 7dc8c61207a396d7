"""Where participants come from: what they wrote, and which organisation that is."""

import pytest
from sqlalchemy import func, select

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM, Principal, PrincipalKind
from eventsys.core.text import CPR_MASK
from eventsys.people.actors.operations import NameRequest, add_name
from eventsys.people.actors.rules import NameKind
from eventsys.registration.affiliations.models import Affiliation
from eventsys.registration.affiliations.operations import (
    assign_alike,
    assign_known,
    tell_workplace,
    unassign_alike,
)
from eventsys.registration.affiliations.queries import (
    Use,
    actors_of,
    count_uses,
    list_uses,
    list_workplaces,
)
from eventsys.registration.models import Participant
from eventsys.registration.queries import find_participant
from eventsys.registration.rules import ParticipantRequest
from tests.actors import make_actor
from tests.factories import AT, make_event, make_registration
from tests.watch import watch_statements

STAFF = Principal(PrincipalKind.ACCOUNT, 1)


@pytest.fixture
def workshop(session):
    return make_event(session, asks_workplace=True)


def come_from(session, event, *workplaces, **changes):
    people = [ParticipantRequest(name="Bo", workplace=each) for each in workplaces]
    return make_registration(session, event, participants=people, **changes)


def told(session, event):
    return [(each.typed, each.actor_id) for each in list_workplaces(session, event)]


def test_a_name_that_is_known_exactly_is_assigned_and_any_other_waits(session, workshop):
    actor = make_actor(session, "Nørrebro Bibliotek")
    come_from(session, workshop, "NØRREBRO  bibliotek.", "Nørrebros bibliotek", "")
    rows = list_workplaces(session, workshop)
    assert [(each.typed, each.actor_id, each.assigned_by) for each in rows] == [
        ("NØRREBRO  bibliotek.", actor.id, "system"),
        ("Nørrebros bibliotek", None, None),
        ("", None, None),
    ]
    assert actors_of(session, [workshop.id]) == {rows[0].participant_id: actor.id}


def test_an_event_that_does_not_ask_keeps_nothing(session):
    event = make_event(session)
    come_from(session, event, "Nørrebro Bibliotek")
    assert told(session, event) == [("", None)]
    assert session.scalar(select(func.count()).select_from(Affiliation)) == 0


def test_people_of_a_group_come_from_the_group(session, workshop):
    come_from(session, workshop, "", "Politiet", group_name="Den Grønne Skole")
    assert told(session, workshop) == [("Den Grønne Skole", None), ("Politiet", None)]


def test_what_looks_like_a_cpr_number_is_not_stored(session, workshop):
    registration = come_from(session, workshop, "Skolen 010190-1234")
    assert told(session, workshop) == [(f"Skolen {CPR_MASK}", None)]
    person = find_participant(session, registration, 1)
    tell_workplace(session, person, "Skolen 010190 1234", at=AT, by=STAFF)
    assert told(session, workshop) == [(f"Skolen {CPR_MASK}", None)]
    details = session.scalars(select(AuditEntry.details).filter_by(verb="workplace")).one()
    assert "1234" not in details


def test_one_decision_holds_for_all_of_the_event_who_wrote_the_same(session, workshop):
    actor = make_actor(session, "Nørrebro Bibliotek")
    other = make_event(session, asks_workplace=True)
    come_from(session, workshop, "Bibliotekket", "bibliotekket!", "Politiet")
    come_from(session, other, "Bibliotekket")
    assert assign_alike(session, workshop, "BIBLIOTEKKET", actor, at=AT, by=STAFF) == 2
    assert [each for _, each in told(session, workshop)] == [actor.id, actor.id, None]
    assert told(session, other) == [("Bibliotekket", None)]
    assert list_uses(session, [actor.id]) == [Use(workshop.id, 2)]
    assert count_uses(session) == {actor.id: 2}
    assert unassign_alike(session, workshop, "bibliotekket", at=AT, by=STAFF) == 2
    assert [each for _, each in told(session, workshop)] == [None, None, None]


def test_a_spelling_that_was_learned_settles_those_who_wait_but_changes_nobody_else(
    session, workshop
):
    actor, other = make_actor(session, "Nørrebro Bibliotek"), make_actor(session, "Bogbussen")
    come_from(session, workshop, "Bibliotekket", "Bogbussen", "Politiet")
    assert assign_known(session, workshop, at=AT) == 0
    slip = NameRequest(name="Bibliotekket", kind=NameKind.MISSPELLING)
    add_name(session, actor, slip, at=AT, by=SYSTEM)
    assert assign_known(session, workshop, at=AT) == 1
    assert [each for _, each in told(session, workshop)] == [actor.id, other.id, None]


def test_where_somebody_comes_from_is_told_later_changed_and_taken_back(session, workshop):
    actor = make_actor(session, "Bogbussen")
    registration = come_from(session, workshop, "")
    person = find_participant(session, registration, 1)
    for typed, stored in (
        ("Bogbusen", ("Bogbusen", None)),
        ("bogbussen", ("bogbussen", actor.id)),
        ("", ("", None)),
    ):
        tell_workplace(session, person, typed, at=AT, by=STAFF)
        assert told(session, workshop) == [stored]


def test_an_event_that_does_not_ask_costs_no_statement_and_one_that_does_few(session):
    plain, asking = make_event(session), make_event(session, asks_workplace=True)
    session.flush()

    def cost(event):
        with watch_statements() as statements:
            come_from(session, event, "A", "B", "C")
        return len(statements)

    assert cost(asking) - cost(plain) == 2


def test_tickets_printed_beforehand_are_nobody_who_comes_from_somewhere(session, workshop):
    come_from(session, workshop, "Politiet")
    assert session.scalar(select(func.count()).select_from(Participant)) == 1
    assert len(list_workplaces(session, workshop)) == 1
