"""A filter of people means those who fit all of it, in lists, in numbers and as ids alike."""

import pytest

from eventsys.attendance.people.queries import (
    count_people,
    list_came,
    list_first,
    list_ids,
    list_people,
)
from eventsys.attendance.people.rules import EVERYBODY, AnswerGiven, PeopleFilter, Presence
from eventsys.checkin.scans.operations import record_scans
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.rules import Attends
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant
from eventsys.registration.preprinted.operations import preprint
from eventsys.registration.preprinted.requests import PrintRun
from eventsys.registration.questions.rules import AskedOf, QuestionKind
from eventsys.registration.rules import (
    Category,
    Channel,
    Contact,
    ParticipantRequest,
    ParticipantStatus,
)
from tests.factories import (
    AT,
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_occasions,
    make_registration,
    make_scan,
)
from tests.questions import make_question


def names(session, event, wanted=EVERYBODY):
    """Name those who are meant; the list, the ids and the number say the same."""
    rows = list_people(session, event.id, wanted)
    assert list_ids(session, event.id, wanted) == [row.id for row in rows]
    assert count_people(session, event.id, wanted) == len(rows)
    first = list_first(session, event.id, wanted, limit=2)
    assert (first.rows, first.total) == (rows[:2], len(rows))
    return [row.name for row in rows]


@pytest.fixture
def event(session):
    """A family by mail in Danish, somebody without a channel in Arabic, a school class."""
    event = make_event(session)
    people = [
        ParticipantRequest(name="Ali", category=Category.CHILD),
        ParticipantRequest(name="Bo"),
    ]
    make_registration(session, event, participants=people)
    silent = Contact(name="فاطمة", channel=Channel.NONE)
    make_registration(session, event, "Cleo", contact=silent, language=Language.ARABIC)
    school = Contact(name="Dorte", channel=Channel.PHONE, phone="+4512345678")
    make_registration(session, event, "Elif", contact=school, group_name="3.b")
    preprint(session, event, PrintRun(number=2, category=Category.ADULT), at=AT, by=SYSTEM)
    make_registration(session, make_event(session), "Somebody elsewhere")
    return event


def test_a_filter_that_says_nothing_means_everybody_of_the_event(session, event):
    assert names(session, event) == ["Ali", "Bo", "Cleo", "Elif"]


CASES = [
    (PeopleFilter(search="elif"), ["Elif"]),
    (PeopleFilter(search="12345678"), ["Elif"]),
    (PeopleFilter(categories=[Category.CHILD]), ["Ali"]),
    (PeopleFilter(categories=[Category.ADULT, Category.STAFF]), ["Bo", "Cleo", "Elif"]),
    (PeopleFilter(languages=[Language.ARABIC]), ["Cleo"]),
    (PeopleFilter(channels=[Channel.NONE, Channel.PHONE]), ["Cleo", "Elif"]),
    (PeopleFilter(in_group=True), ["Elif"]),
    (PeopleFilter(in_group=False), ["Ali", "Bo", "Cleo"]),
    (PeopleFilter(in_group=False, categories=[Category.ADULT]), ["Bo", "Cleo"]),
    (PeopleFilter(statuses=[ParticipantStatus.WAITING]), []),
    (PeopleFilter(presence=Presence.CAME), []),
    (PeopleFilter(presence=Presence.ABSENT), ["Ali", "Bo", "Cleo", "Elif"]),
    (PeopleFilter(occasion_no=1), ["Ali", "Bo", "Cleo", "Elif"]),
    (PeopleFilter(ids=[]), []),
    (PeopleFilter(ids=[], search="elif"), []),
]


@pytest.mark.parametrize(("wanted", "expected"), CASES)
def test_those_are_meant_who_fit_all_that_is_said(session, event, wanted, expected):
    assert names(session, event, wanted) == expected


def test_chosen_people_are_meant_and_none_of_another_event(session, event):
    everybody = session.query(Participant.id, Participant.name).all()
    chosen = [each for each, name in everybody if name in {"Bo", "Somebody elsewhere"}]
    assert names(session, event, PeopleFilter(ids=chosen)) == ["Bo"]


def test_whole_registrations_are_meant_and_none_where_none_is_chosen(session, event):
    first = list_people(session, event.id, EVERYBODY)[0].registration_id
    assert names(session, event, PeopleFilter(registration_ids=[first])) == ["Ali", "Bo"]
    assert names(session, event, PeopleFilter(registration_ids=[])) == []


def test_the_list_goes_on_behind_an_id_and_stops_at_its_limit(session, event):
    first, second, *_ = list_people(session, event.id, EVERYBODY)
    wanted = PeopleFilter(categories=[Category.ADULT])
    assert [row.name for row in list_people(session, event.id, wanted, limit=2)] == ["Bo", "Cleo"]
    assert list_ids(session, event.id, wanted, limit=1) == [second.id]
    behind = list_people(session, event.id, EVERYBODY, after=first.id, limit=1)
    assert [(row.name, row.language, row.group_name) for row in behind] == [("Bo", "da", "")]


def test_who_has_left_is_told_from_who_is_in(session, event):
    bo = session.query(Participant).filter_by(event_id=event.id, name="Bo").one()
    deregister(session, bo, at=AT, by=SYSTEM)
    left = PeopleFilter(statuses=[ParticipantStatus.DEREGISTERED])
    assert names(session, event, left) == ["Bo"]
    still = PeopleFilter(statuses=[ParticipantStatus.CONFIRMED, ParticipantStatus.OFFERED])
    assert names(session, event, still) == ["Ali", "Cleo", "Elif"]


def test_who_came_is_told_from_who_did_not(session, event):
    family = make_registration(session, event, "Gry", "Hans")
    paired = make_device(session, event)
    code = codes_of(session, family)[0].code
    record_scans(session, paired.token, batch_of(make_scan(code)), at=START)
    came = PeopleFilter(presence=Presence.CAME)
    assert names(session, event, came) == ["Gry"]
    absent = PeopleFilter(presence=Presence.ABSENT, ids=list_ids(session, event.id, EVERYBODY))
    assert names(session, event, absent) == ["Ali", "Bo", "Cleo", "Elif", "Hans"]
    everybody = list_people(session, event.id, EVERYBODY)
    came_in = list_came(session, [row.id for row in everybody])
    assert [row.name for row in everybody if row.id in came_in] == ["Gry"]


def test_a_date_means_those_registered_for_it_alone(session):
    occasions = make_occasions(session, 2)
    event = make_event(session, attends=Attends.ONE, occasions=occasions)
    make_registration(session, event, "First", occasion_no=1)
    make_registration(session, event, "Second", occasion_no=2)
    assert names(session, event, PeopleFilter(occasion_no=2)) == ["Second"]
    assert names(session, event, PeopleFilter(occasion_no=3)) == []


def test_an_answer_means_who_gave_it_also_among_others_and_for_all_of_the_family(session):
    event = make_event(session)
    food = make_question(session, event, "Mad?", "Ris", "Ris og ko", kind=QuestionKind.CHOICES)
    bus = make_question(
        session, event, "Bus?", kind=QuestionKind.YES_NO, asked_of=AskedOf.REGISTRATION
    )
    people = [
        ParticipantRequest(name="Ali", answers={food.code: ["ris", "ris_og_ko"]}),
        ParticipantRequest(name="Bo", answers={food.code: ["ris_og_ko"]}),
    ]
    make_registration(session, event, participants=people, answers={bus.code: "yes"})
    make_registration(session, event, "Cleo", answers={bus.code: "no"})

    def who(question, value):
        return names(session, event, PeopleFilter(answer=AnswerGiven(question.id, value)))

    assert who(food, "ris") == ["Ali"]
    assert who(food, "ris_og_ko") == ["Ali", "Bo"]
    assert who(bus, "yes") == ["Ali", "Bo"]
    assert who(bus, "no") == ["Cleo"]
    assert who(food, "yes") == []
