"""How many different organisations were present: the 33 of 2009, and what would be wrong."""

from datetime import timedelta
from itertools import count
from uuid import UUID

import pytest

from eventsys.attendance.actors.queries import PresentActor, count_actors
from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import list_occasions
from eventsys.people.actors.operations import NameRequest, add_name, merge, rename, undo_merge
from eventsys.people.actors.queries import get_actor
from eventsys.people.actors.rules import ActorLevel, NameKind
from eventsys.registration.affiliations.operations import assign_alike
from eventsys.registration.affiliations.queries import list_workplaces
from eventsys.registration.rules import ParticipantRequest
from tests.actors import make_actor
from tests.factories import AT, START, make_event, make_registration

AFTER = START + timedelta(days=30)
CAME, AWAY = AttendanceStatus.CAME, AttendanceStatus.STAYED_AWAY
WORKSHOPS = 6
PEOPLE = [1] * 11 + [2] * 13 + [3] * 7 + [4] * 2
"""How many came from each of the 33 actors: 66 people."""
BY_OTHER_NAMES = 3
ABSENT = 2
numbers = count(1)


def mark(session, event, participant_ids, status=CAME):
    (occasion,) = list_occasions(session, event)
    for participant_id in participant_ids:
        session.add(
            AttendanceMark(
                mark_id=str(UUID(int=next(numbers))),
                participant_id=participant_id,
                occasion_id=occasion.id,
                status=status,
                source=MarkSource.LIST,
                reason=None,
                made_at=START,
                received_at=START,
                made_by="test",
            )
        )
    session.flush()


def send(session, event, *workplaces, status=CAME):
    """Register people of workplaces, and let them come, or not."""
    people = [ParticipantRequest(name="Bo", workplace=each) for each in workplaces]
    made = make_registration(session, event, participants=people)
    rows = list_workplaces(session, event)[-len(people) :]
    mark(session, event, [row.participant_id for row in rows], status)
    return made


def make_workshop(session):
    return make_event(session, asks_workplace=True, capacity=None)


class Golden:
    """Six workshops of 2009 in two districts, with 66 people of 33 actors, and one in Valby."""

    def __init__(self, session):
        self.session = session
        self.workshops = [make_workshop(session) for _ in range(WORKSHOPS)]
        self.valby = make_workshop(session)
        self.actors = [make_actor(session, f"Aktør {number:02}").id for number in range(33)]
        self.fill()

    def fill(self):
        session, turn = self.session, 0
        for number, people in enumerate(PEOPLE):
            for nth in range(people):
                # three actors are also known by another name, which one of their people writes
                is_other = number >= len(PEOPLE) - BY_OTHER_NAMES and nth == 0
                typed = f"Klubben {number:02}" if is_other else f"aktør {number:02}."
                send(session, self.workshops[turn % WORKSHOPS], typed)
                turn += 1
        for number in range(len(PEOPLE) - BY_OTHER_NAMES, len(PEOPLE)):
            actor = get_actor(session, self.actors[number])
            for event in self.workshops:
                assign_alike(session, event, f"Klubben {number:02}", actor, at=AFTER, by=SYSTEM)
        for number in range(ABSENT):
            make_actor(session, f"Fraværende {number}")
            send(session, self.workshops[number], f"Fraværende {number}", status=AWAY)
        for number, people in enumerate((2, 3)):
            make_actor(session, f"Valby {number}")
            send(session, self.valby, *[f"Valby {number}"] * people)

    @property
    def in_scope(self):
        return [each.id for each in self.workshops]


@pytest.fixture
def golden(session):
    return Golden(session)


def test_33_different_actors_were_present_and_every_other_count_would_be_seen(session, golden):
    counted = count_actors(session, golden.in_scope, at=AFTER)
    assert (counted.number, counted.people, counted.unknown) == (33, 66, 0)
    assert sorted(each.people for each in counted.actors) == sorted(PEOPLE)
    rows = [row for event in golden.workshops for row in list_workplaces(session, event)]
    mutants = {
        "by typed name": len({row.typed.casefold().strip(".") for row in rows}),
        "by registered actor": len({row.actor_id for row in rows}),
        "Valby included": count_actors(
            session, [*golden.in_scope, golden.valby.id], at=AFTER
        ).number,
        "people": counted.people,
    }
    assert mutants == {
        "by typed name": 38,
        "by registered actor": 35,
        "Valby included": 35,
        "people": 66,
    }


def test_an_event_that_is_named_twice_and_one_without_anybody_change_nothing(session, golden):
    twice = [*golden.in_scope, *golden.in_scope, make_workshop(session).id]
    assert count_actors(session, twice, at=AFTER) == count_actors(
        session, golden.in_scope, at=AFTER
    )
    assert count_actors(session, [], at=AFTER).number == 0


def test_a_merge_counts_from_its_moment_and_its_undoing_too(session, golden):
    one, other = (get_actor(session, each) for each in golden.actors[:2])
    hours = [AFTER + timedelta(hours=number) for number in range(4)]
    done = merge(session, one, other, at=hours[1], by=SYSTEM)
    undo_merge(session, done, at=hours[3], by=SYSTEM)
    numbers = [count_actors(session, golden.in_scope, at=at).number for at in hours]
    assert numbers == [33, 32, 32, 33]


def test_an_actor_is_shown_by_the_name_of_the_day_and_counted_once_by_both(session):
    event = make_workshop(session)
    actor = make_actor(session, "Projektrådgivningen", ActorLevel.UNIT)
    day = START.date() + timedelta(days=5)
    rename(session, actor, "Puljer og Projekter", day, at=AT, by=SYSTEM)
    send(session, event, "Projektrådgivningen", "puljer og projekter")
    named = {
        at: [each.name for each in count_actors(session, [event.id], at=at).actors]
        for at in (START, AFTER)
    }
    assert named == {START: ["Projektrådgivningen"], AFTER: ["Puljer og Projekter"]}
    assert count_actors(session, [event.id], at=AFTER).actors == [
        PresentActor(actor_id=actor.id, name="Puljer og Projekter", level=ActorLevel.UNIT, people=2)
    ]


def test_whoever_came_from_nobody_knows_where_is_counted_apart(session):
    event = make_workshop(session)
    known = make_actor(session, "Politiet")
    add_name(session, known, NameRequest(name="Strømerne", kind=NameKind.ALIAS), at=AT, by=SYSTEM)
    send(session, event, "Strømerne", "Hvem ved", "")
    counted = count_actors(session, [event.id], at=AFTER)
    assert (counted.number, counted.people, counted.unknown) == (1, 3, 2)
