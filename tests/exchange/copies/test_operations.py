"""A copy has all that was set up for an event, and nobody who came to it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventsys.attendance.completion.operations import RuleRequest, set_rule
from eventsys.attendance.completion.queries import find_rule
from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Origin, Provenance, TextState
from eventsys.core.text import Language
from eventsys.evaluation.waves.deleting import delete_with_waves
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.evaluation.waves.queries import list_waves
from eventsys.events.care.rules import Care, Companions
from eventsys.events.errors import HasRegistrations, WrongEventDetails
from eventsys.events.intake.rules import IntakePlan, WaitlistOrder
from eventsys.events.models import Event, Occasion
from eventsys.events.occasions.operations import cancel_occasion
from eventsys.events.operations import amend_event
from eventsys.events.pictures.drawing import draw_anew
from eventsys.events.pictures.operations import add_picture
from eventsys.events.pictures.queries import list_pictures
from eventsys.events.pictures.rules import Alt
from eventsys.events.programme.queries import get_event_view
from eventsys.events.queries import get_event, list_occasions, plan_of
from eventsys.events.rules import EventKind, EventStatus
from eventsys.events.team.rules import TeamContact
from eventsys.exchange.copies.operations import copy_event
from eventsys.registration.models import Participant
from eventsys.registration.questions.operations import retire_question
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.questions.requests import OptionPlan
from eventsys.registration.questions.rules import Condition, QuestionKind
from tests.factories import AT, make_event, make_family
from tests.pictures import picture_file
from tests.questions import make_question
from tests.waves import make_wave

DANISH, ENGLISH, URDU = Language.DANISH, Language.ENGLISH, Language.URDU
YEAR = timedelta(days=364)


def copied(session, event, days=364):
    return copy_event(session, event, days, at=AT, by=SYSTEM)


@pytest.fixture
def course(session):
    """A course with all that can be set up, and with people."""
    event = make_event(
        session,
        slug="forloeb-2026",
        kind=EventKind.COURSE,
        days=(7, 14, 21),
        titles={DANISH: "Forløb", ENGLISH: "Course", URDU: "کورس"},
        bodies={},
        provenance=Provenance(origins={URDU: Origin.MACHINE}),
        spoken=frozenset({DANISH, URDU}),
        registration_opens_at=AT - timedelta(days=1),
        care=Care(photos=True, companions=Companions.NONE),
        contact=TeamContact(email="team@example.org", phone="+4533333333"),
        intake=IntakePlan(waitlist_order=WaitlistOrder.FIRST),
        gates=("Øst", "Vest"),
        capacity=20,
        reentry=False,
    )
    plan = plan_of(session, event)
    plan = replace(plan, titles={**plan.titles, DANISH: "Forløb for unge", URDU: "کورس"})
    amend_event(session, event, plan, at=AT, by=SYSTEM)
    make_family(session, event, 3)
    return event


def test_a_copy_is_a_draft_with_all_that_was_decided_so_many_days_later(session, course):
    copy = copied(session, course)
    known, made = plan_of(session, course), plan_of(session, copy)
    assert (copy.slug, copy.status, copy.published_at) == ("forloeb-2027", EventStatus.DRAFT, None)
    expected = replace(
        known,
        slug=copy.slug,
        occasions=[
            replace(each, starts_at=each.starts_at + YEAR, ends_at=each.ends_at + YEAR)
            for each in known.occasions
        ],
        registration_opens_at=known.registration_opens_at + YEAR,
    )
    assert made == expected


def test_nobody_and_no_number_goes_along_and_calendars_know_it_as_another(session, course):
    copy = copied(session, course)
    people = select(func.count()).select_from(Participant).where(Participant.event_id == copy.id)
    view = get_event_view(session, copy.id)
    assert (session.scalar(people), view.taken, view.left) == (0, 0, 20)
    uids = session.scalars(select(Occasion.calendar_uid)).all()
    assert len(set(uids)) == len(uids) == 6
    assert copy.roster_salt != course.roster_salt


def test_pictures_go_along_with_what_they_show(session, course):
    shown = Alt(texts={DANISH: "Unge ved et bord."})
    add_picture(session, course, draw_anew(picture_file()), shown, at=AT, by=SYSTEM)
    [picture] = list_pictures(session, copied(session, course).id)
    assert picture.texts == shown.texts


def test_texts_can_be_relied_on_as_far_as_before(session, course):
    states = get_event_view(session, copied(session, course).id).states
    assert states == {
        DANISH: TextState.HUMAN,
        ENGLISH: TextState.OUTDATED,
        URDU: TextState.OUTDATED,
    }
    assert states == get_event_view(session, course.id).states


def test_what_is_asked_goes_along_in_the_same_words_with_its_conditions(session, course):
    gone = make_question(session, course, "Ikke mere?")
    make_question(session, course, "Spiser du med?", kind=QuestionKind.YES_NO)
    options = [
        OptionPlan(labels={DANISH: label, ENGLISH: label}) for label in ("Kød", "Grønt", "Fisk")
    ]
    [first] = [each for each in list_questions(session, course.id) if each.id != gone.id]
    make_question(
        session,
        course,
        "Hvad?",
        kind=QuestionKind.CHOICE,
        options=options,
        others={ENGLISH: "What?"},
        condition=Condition(first.code, "yes"),
    )
    retire_question(session, gone, at=AT, by=SYSTEM)
    copy = copied(session, course)
    asked = [replace(each, id=0) for each in list_questions(session, course.id)]
    assert [replace(each, id=0) for each in list_questions(session, copy.id)] == asked
    assert len(asked) == 2


def test_questionnaires_and_the_rule_of_completion_go_along(session, course):
    waves = [make_wave(session, course), make_wave(session, course, 3)]
    set_rule(session, course, RuleRequest(needed=2), at=AT, by=SYSTEM)
    copy = copied(session, course)
    found = [
        (each.months, each.version_id, each.opens_at, each.closes_at, each.invited_at)
        for each in list_waves(session, copy)
    ]
    assert [each[:2] for each in found] == [(each.months, each.version_id) for each in waves]
    assert found[0][2:] == (waves[0].opens_at + YEAR, waves[0].closes_at + YEAR, None)
    assert find_rule(session, copy).needed == 2
    assert find_rule(session, copied(session, course, -300)).needed == 2


def test_a_rule_that_no_longer_fits_the_dates_stays_behind(session, course):
    set_rule(session, course, RuleRequest(needed=3), at=AT, by=SYSTEM)
    last = list_occasions(session, course)[-1]
    cancel_occasion(session, course, last, at=AT, by=SYSTEM)
    copy = copied(session, course)
    assert (len(list_occasions(session, copy)), find_rule(session, copy)) == (2, None)


def test_a_second_copy_has_an_address_of_its_own(session, course):
    assert [copied(session, course).slug for _ in range(2)] == ["forloeb-2027", "forloeb-2027-2"]


def test_what_would_be_in_a_far_year_is_refused_and_nothing_is_made(session, course):
    with pytest.raises(WrongEventDetails):
        copied(session, course, 80 * 365)
    assert session.scalar(select(func.count()).select_from(Event)) == 1


def test_a_copy_made_by_mistake_can_be_deleted_with_its_waves(session, course):
    make_wave(session, course)
    copy = copied(session, course)
    delete_with_waves(session, get_event(session, copy.slug), at=AT, by=SYSTEM)
    left = session.scalars(select(SurveyWave.event_id)).all()
    assert left == [course.id]


def test_a_wave_that_has_asked_somebody_is_never_deleted(session, course):
    make_wave(session, course, invited_at=AT)
    with pytest.raises(HasRegistrations):
        delete_with_waves(session, course, at=AT, by=SYSTEM)
    assert len(list_waves(session, course)) == 1
