"""The demonstration: the team's own world."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventsys import create_app
from eventsys.attendance.completion.queries import find_rule
from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.queries import read_attendance
from eventsys.attendance.marks.rules import AttendanceSource, AttendanceStatus
from eventsys.cli.demonstration.attended import BEGUN
from eventsys.cli.demonstration.care import ACCESS, ALLERGIES
from eventsys.cli.demonstration.prepare import Size, prepare
from eventsys.cli.demonstration.workplaces import WRITTEN
from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.outbox import Notice
from eventsys.core.text import Language
from eventsys.evaluation.surveys.queries import list_questionnaires
from eventsys.events.programme.queries import find_event_view, list_all, list_upcoming
from eventsys.events.queries import find_event
from eventsys.events.rules import EventStatus, Places, RegistrationState
from eventsys.messages.journal.queries import list_calls, list_messages
from eventsys.messages.queries import is_anything_due
from eventsys.people.actors.queries import read_register
from eventsys.registration.affiliations.queries import list_workplaces
from eventsys.registration.consents.models import PhotoConsent
from eventsys.registration.models import Participant, Registration
from eventsys.registration.needs.models import Need
from eventsys.registration.preprinted.queries import list_print_runs
from eventsys.registration.questions.answers.queries import count_all_answers
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.rules import Category, Channel
from eventsys.registration.tickets.queries import list_held_tickets
from eventsys.registration.waitlist.models import WaitlistEntry, WaitlistOffer
from tests.settings import make_settings

NAMED = ["foedselsdagsfest", "foraeldreinddragelse", "international-dag", "medborgerskab"]
SMALL = Size(tickets=20, events=5, seed=1)


@pytest.fixture(scope="module")
def prepared(sqlite_databases, tmp_path_factory):
    """An application on a demonstration that was prepared twice, for tests that only read it."""
    url = sqlite_databases.copy()
    app = create_app(make_settings(tmp_path_factory.mktemp("demonstration"), url))
    with app.app_context():
        for _ in range(2):
            prepare(Size(tickets=20, events=9, seed=1), at=clock.now(), slice_seconds=1)
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def demonstration(prepared):
    """The same with its context pushed."""
    with prepared.app_context():
        yield prepared


def participants():
    """Count participants by event."""
    counted = select(Participant.event_id, func.count()).group_by(Participant.event_id)
    return dict(tuple(row) for row in db.session().execute(counted))


def test_the_named_events_take_registrations_and_the_party_is_full(in_app):
    at = clock.now()
    prepare(Size(tickets=20, events=4, seed=1), at=at, slice_seconds=1)
    views = {view.slug: view for view in list_all(db.session())}
    assert sorted(views) == NAMED
    assert {view.registration_state(at) for view in views.values()} == {RegistrationState.OPEN}
    party = views["foedselsdagsfest"]
    assert (party.capacity, party.left, party.places) == (741, 0, Places.FULL)
    assert participants()[party.id] == 741
    assert participants()[views["international-dag"].id] == 20
    assert len(views["medborgerskab"].occasions) == 6
    assert {
        language.value: str(state) for language, state in views["medborgerskab"].states.items()
    } == {
        "da": "human",
        "en": "human",
        "tr": "machine",
        "ar": "outdated",
    }


def test_the_questionnaires_to_begin_from_are_there_once(demonstration):
    known = list_questionnaires(db.session())
    assert [each.worded(Language.DANISH).title for each in known] == [
        "Nogle måneder efter workshoppen",
        "Efter workshoppen",
    ]


def test_a_school_class_without_names_is_among_them(demonstration):
    group = db.session().scalars(select(Registration).where(Registration.group_name != "")).one()
    held = list_held_tickets(db.session(), group)
    assert (len(held), {each.name for each in held}) == (25, {""})
    assert participants()[group.event_id] == 741


def test_the_party_is_for_children_born_in_one_year(demonstration):
    party = find_event_view(db.session(), "foedselsdagsfest")
    rows = select(Participant.category, Participant.birth_year).where(
        Participant.event_id == party.id
    )
    assert set(map(tuple, db.session().execute(rows.distinct()))) == {
        (Category.CHILD, party.first_start.year - 10)
    }


def test_some_invented_families_need_something_and_most_answer_about_pictures(demonstration):
    party = find_event_view(db.session(), "foedselsdagsfest")
    kinds = set(db.session().scalars(select(Need.kind).where(Need.event_id == party.id)))
    answers = set(db.session().scalars(select(PhotoConsent.is_given)))
    assert (kinds, answers) == (party.care.needs, {True, False})
    assert {need.text for need in db.session().scalars(select(Need))} <= {"", *ALLERGIES, *ACCESS}


def test_the_party_and_the_course_ask_and_most_answer(demonstration):
    session = db.session()
    for slug, number in (("foedselsdagsfest", 3), ("medborgerskab", 3)):
        event = find_event_view(session, slug)
        questions = list_questions(session, event.id)
        assert [each.is_required for each in questions] == [False] * number
        assert set(count_all_answers(session, event.id)) == {each.id for each in questions}


def test_people_of_the_workshop_come_from_organisations_of_which_some_are_to_be_settled(in_app):
    for _ in range(2):
        prepare(Size(tickets=0, events=4, seed=1), at=clock.now(), slice_seconds=1)
    session = db.session()
    register = read_register(session)
    assert (len(register.levels), len(register.into), len(register.doubles())) == (9, 1, 1)
    event = find_event(session, "foraeldreinddragelse")
    rows = list_workplaces(session, event)
    assert {row.typed for row in rows} <= set(WRITTEN)
    assert {bool(row.actor_id) for row in rows if row.typed} == {True, False}


def test_repeating_adds_nothing_and_more_tickets_add_what_is_missing(in_app):
    at = clock.now()
    prepare(SMALL, at=at, slice_seconds=1)
    first = participants()
    prepare(SMALL, at=at, slice_seconds=0.03)
    assert participants() == first
    prepare(Size(tickets=25, events=5, seed=1), at=at, slice_seconds=0.03)
    assert sum(participants().values()) == sum(first.values()) + 5


def test_nobody_invented_gets_messages(demonstration):
    written = select(Registration.contact_email).where(Registration.contact_channel != Channel.NONE)
    emails = db.session().scalars(written).all()
    assert [email for email in emails if not email.endswith(".invalid")] == []
    assert db.session().scalars(select(Notice)).all() == []
    assert not is_anything_due(db.session(), at=clock.now() + timedelta(days=1))


def test_the_course_shows_what_was_sent_and_what_came_back(demonstration):
    event = find_event(db.session(), "medborgerskab")
    messages = list_messages(db.session(), event, limit=9)
    assert [(each.state.value, each.failure) for each in messages] == [
        ("given-up", "bounced 5.1.1"),
        ("sent", None),
        ("sent", None),
    ]
    assert [call.contact_name for call in list_calls(db.session(), event)] == ["Clara Opdigtet"]


def test_tickets_are_printed_beforehand_for_a_dinner(demonstration):
    slugs = [view.slug for view in list_all(db.session()) if "faellesspisning" in view.slug]
    runs = list_print_runs(db.session(), find_event(db.session(), slugs[0]))
    assert [run.free for run in runs] == [10]


@pytest.mark.parametrize("number", [30, pytest.param(300, marks=pytest.mark.long)])
def test_any_number_of_events_fills_the_list(number, in_app):
    at = clock.now()
    prepare(Size(tickets=0, events=number, seed=1), at=at, slice_seconds=1)
    views = list_all(db.session())
    assert len(views) == number
    assert len(list_upcoming(db.session(), at)) == number - 1
    assert sum(view.status is EventStatus.CANCELLED for view in views) == 1


def test_a_full_event_has_a_waiting_list_with_one_open_offer(demonstration):
    statuses = select(Participant.status, func.count()).join(
        WaitlistEntry, WaitlistEntry.registration_id == Participant.registration_id
    )
    counted = dict(map(tuple, db.session().execute(statuses.group_by(Participant.status))))
    assert (counted["offered"], counted["waiting"]) == (1, 4)
    assert db.session().scalars(select(WaitlistOffer.status)).all() == ["open"]
    assert db.session().scalars(select(Notice)).all() == []


def test_a_course_that_has_begun_has_its_lists_ticked_once(in_app):
    at = clock.now()
    for _ in range(2):
        prepare(Size(tickets=0, events=10, seed=1), at=at, slice_seconds=1)
    session = db.session()
    sheet = read_attendance(session, find_event(session, BEGUN), at=at)
    over = [each for each in sheet.occasions if each.is_over]
    assert (len(sheet.occasions), len(sheet.participants)) == (6, 14)
    assert len(over) >= 3  # a fourth in the late evening of a Thursday
    assert all(each.is_closed for each in over)
    marks = session.scalars(select(func.count()).select_from(AttendanceMark)).one()
    assert marks == 13 * len(over) + 2
    coming = sheet.occasions[len(over)].id
    assert sheet.source(sheet.participants[0].id, coming) is AttendanceSource.APOLOGY
    assert find_rule(session, find_event(session, BEGUN)).needed == 4
    last = sheet.participants[-1].id
    assert sheet.source(last, over[0].id) is AttendanceSource.CORRECTION
    assert sheet.status(last, over[1].id) is AttendanceStatus.STAYED_AWAY
