"""Two registrations become one: places, tickets, answers, needs and notes come out right."""

import pytest

from eventsys.core.audit import AuditEntry
from eventsys.core.outbox import Notice
from eventsys.core.principal import SYSTEM
from eventsys.events.care.rules import Care, NeedKind
from eventsys.events.pools.queries import count_taken
from eventsys.events.rules import Attends
from eventsys.registration.changes.operations import deregister_all
from eventsys.registration.merging.errors import MergeRefused, Obstacle
from eventsys.registration.merging.operations import check, merge
from eventsys.registration.merging.queries import list_suspicions
from eventsys.registration.models import Participant
from eventsys.registration.needs.queries import list_needs
from eventsys.registration.needs.rules import NeedRequest
from eventsys.registration.notes.operations import add_note
from eventsys.registration.notes.queries import list_notes
from eventsys.registration.queries import find_registration_by_token, token_of
from eventsys.registration.questions.answers.queries import gather_answers
from eventsys.registration.rules import Channel, Contact, IfFull, ParticipantRequest
from tests.factories import AT, codes_of, make_event, make_occasions, make_registration
from tests.questions import make_question


def people(session, registration):
    found = session.query(Participant).filter_by(registration_id=registration.id)
    return [(each.name, str(each.status)) for each in found.order_by(Participant.position)]


def ids(session, registration, *names):
    found = session.query(Participant).filter_by(registration_id=registration.id)
    return {each.id for each in found if each.name in names}


@pytest.fixture
def event(session):
    care = Care(needs=frozenset({NeedKind.OTHER}))
    return make_event(session, capacity=5, care=care)


@pytest.fixture
def kept(session, event):
    return make_registration(session, event, "Ali Khan", "Bo")


@pytest.fixture
def other(session, event):
    return make_registration(session, event, "ali khan", "Cleo")


def test_who_is_there_twice_gives_one_place_back_and_others_go_along(session, event, kept, other):
    before = [codes.code for codes in codes_of(session, other)]
    merge(session, kept, other, ids(session, other, "ali khan"), at=AT, by=SYSTEM)
    assert people(session, kept) == [
        ("Ali Khan", "confirmed"),
        ("Bo", "confirmed"),
        ("Cleo", "confirmed"),
    ]
    assert people(session, other) == [("ali khan", "deregistered")]
    assert count_taken(session, event) == 3
    assert codes_of(session, kept)[2].code == before[1]


def test_answers_needs_and_notes_go_along(session):
    care = Care(needs=frozenset({NeedKind.OTHER}))
    event = make_event(session, care=care)
    question = make_question(session, event, "Hvad?")
    kept = make_registration(session, event, "Ali")
    need = NeedRequest(kind=NeedKind.OTHER, text="En rampe")
    asked = ParticipantRequest(name="Cleo", needs=[need], answers={question.code: "Sko"})
    common = NeedRequest(kind=NeedKind.OTHER, text="Ro")
    other = make_registration(session, event, participants=[asked], needs=[common])
    add_note(session, other, "Ringede", at=AT, by=SYSTEM)
    merge(session, kept, other, set(), at=AT, by=SYSTEM)
    cleo = next(iter(ids(session, kept, "Cleo")))
    assert gather_answers(session, [kept.id]).of(cleo, kept.id) == {question.id: "Sko"}
    needed = {(each.text, each.name, each.reference) for each in list_needs(session, event, at=AT)}
    assert needed == {("En rampe", "Cleo", kept.reference), ("Ro", "", kept.reference)}
    assert [each.note for each in list_notes(session, kept.id)] == ["Ringede"]


def test_the_old_link_opens_the_registration_that_is_kept_also_after_a_second_merge(
    session, event, kept, other
):
    third = make_registration(session, event, "Dorte")
    links = [token_of(each) for each in (kept, other, third)]
    merge(session, kept, other, ids(session, other, "ali khan"), at=AT, by=SYSTEM)
    merge(session, third, kept, set(), at=AT, by=SYSTEM)
    assert [find_registration_by_token(session, link) for link in links] == [third] * 3
    assert [name for name, _ in people(session, third)] == ["Dorte", "Ali Khan", "Bo", "Cleo"]


def test_merging_is_logged_and_told_once_and_harmless_when_repeated(session, event, kept, other):
    for _ in range(2):
        merge(session, kept, other, ids(session, other, "ali khan"), at=AT, by=SYSTEM)
    log = session.query(AuditEntry).filter_by(verb="merge")
    assert [(entry.object_id, entry.details) for entry in log] == [
        (kept.id, f'{{"came along": 1, "from": "{other.reference}", "twice": 1}}')
    ]
    told = session.query(Notice.kind).filter_by(subject_id=kept.id).order_by(Notice.id)
    assert [kind for (kind,) in told] == ["registered", "registered"]
    assert count_taken(session, event) == 3


def test_nothing_is_told_to_the_one_kept_where_nobody_goes_along(session, event, kept, other):
    merge(session, kept, other, ids(session, other, "ali khan", "Cleo"), at=AT, by=SYSTEM)
    assert session.query(Notice).filter_by(subject_id=kept.id).count() == 1
    assert count_taken(session, event) == 2


def refusal(session, kept, other, twice=()):
    with pytest.raises(MergeRefused) as refused:
        merge(session, kept, other, twice, at=AT, by=SYSTEM)
    return refused.value.obstacle


def test_what_is_not_two_of_the_same_cannot_be_one(session, event, kept, other):
    assert refusal(session, kept, kept) is Obstacle.SAME
    elsewhere = make_registration(session, make_event(session), "Ali Khan")
    assert refusal(session, kept, elsewhere) is Obstacle.ELSEWHERE
    dates = make_event(session, attends=Attends.ONE, occasions=make_occasions(session, 2))
    first, second = (make_registration(session, dates, "A", occasion_no=no) for no in (1, 2))
    assert refusal(session, first, second) is Obstacle.ELSEWHERE
    assert count_taken(session, event) == 4


def test_one_of_which_nobody_is_left_is_not_kept(session, kept, other):
    deregister_all(session, kept, at=AT, by=SYSTEM)
    assert refusal(session, kept, other) is Obstacle.EMPTY


def test_one_that_was_merged_away_is_not_kept(session, event, kept, other):
    merge(session, kept, other, set(), at=AT, by=SYSTEM)
    third = make_registration(session, event, "Dorte")
    assert refusal(session, other, third) is Obstacle.EMPTY


def test_who_waits_does_not_slip_in_but_may_be_given_up(session, event, kept, other):
    waiting = make_registration(session, event, "Bo", "Gry", if_full=IfFull.WAITLIST)
    assert refusal(session, kept, waiting, ids(session, waiting, "Bo")) is Obstacle.WAITING
    assert people(session, waiting) == [("Bo", "waiting"), ("Gry", "waiting")]
    merge(session, kept, waiting, ids(session, waiting, "Bo", "Gry"), at=AT, by=SYSTEM)
    assert people(session, waiting) == [("Bo", "deregistered"), ("Gry", "deregistered")]
    assert count_taken(session, event) == 4


def test_suspicions_are_of_this_event_and_of_those_still_there(session, event, kept, other):
    gone = make_registration(session, event, "Ali Khan")
    deregister_all(session, gone, at=AT, by=SYSTEM)
    silent = Contact(name="Dorte", channel=Channel.NONE)
    make_registration(session, event, "Dorte", contact=silent)
    make_registration(session, make_event(session), "Ali Khan")
    (found,) = list_suspicions(session, event.id)
    assert (found.first, found.second) == (kept.id, other.id)
    assert found.because == ["contact", "email", "person"]


def test_one_that_was_moved_while_two_are_merged_is_refused(session, kept):
    elsewhere = make_registration(session, make_event(session), "Ali Khan")
    with pytest.raises(MergeRefused) as refused:
        check(session, kept, elsewhere, [])
    assert refused.value.obstacle is Obstacle.ELSEWHERE
