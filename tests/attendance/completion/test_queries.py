"""Who has completed a course, from the list of who came."""

from eventsys.attendance.completion.queries import read_completion
from eventsys.attendance.completion.rules import Progress
from eventsys.core.principal import VISITOR
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant
from tests.attendance.courses import Course
from tests.watch import watch_statements

DONE, CANNOT = Progress.COMPLETED, Progress.OUT_OF_REACH


def progress_of(course, *, at=None):
    found = read_completion(course.session, course.event, at=at or course.over_at)
    names = {number: name for name, number in course.people.items()}
    return {names[number]: each.progress for number, each in found.completions.items()}


def test_with_one_moved_and_one_cancelled_four_of_five_pass_and_three_do_not(session):
    course = Course(session, "Amina", "Bo")
    course.cancel(3)
    course.move(5, (course.occasions[1].starts_at - course.occasions[0].starts_at) / 7)
    course.attend("Amina", "++.+-+")
    course.attend("Bo", "++.--+")
    assert progress_of(course) == {"Amina": DONE, "Bo": CANNOT}
    found = read_completion(session, course.event, at=course.over_at)
    assert found.completed() == [course.people["Amina"]]
    bo = found.completions[course.people["Bo"]]
    assert (bo.needed, bo.held, bo.attended, bo.missing) == (4, 5, 3, 1)


def test_who_came_to_a_date_that_was_cancelled_afterwards_gains_nothing_by_it(session):
    course = Course(session, "Amina")
    course.attend("Amina", "++++--")
    course.cancel(1)
    assert progress_of(course) == {"Amina": CANNOT}


def test_a_newer_rule_is_in_force(session):
    course = Course(session, "Amina")
    course.attend("Amina", "+++---")
    assert progress_of(course) == {"Amina": CANNOT}
    course.rule(3, "Sne", at=course.over_at)
    assert progress_of(course) == {"Amina": DONE}


def test_a_correction_counts(session):
    course = Course(session, "Amina")
    course.attend("Amina", "++++--")
    course.correct("Amina", 1, "-")
    assert progress_of(course) == {"Amina": CANNOT}


def test_without_a_rule_nobody_is_judged(session):
    course = Course(session, "Amina", needed=None)
    course.attend("Amina", "++++++")
    found = read_completion(session, course.event, at=course.over_at)
    assert (found.rule, found.completions, found.completed()) == (None, {}, [])
    assert [each.name for each in found.participants] == ["Amina"]


def test_who_gave_the_place_back_is_left_out_unless_they_came(session):
    course = Course(session, "Amina", "Bo", "Cem")
    course.attend("Amina", "++++--")
    for name in ("Amina", "Bo"):
        person = session.get_one(Participant, course.people[name])
        deregister(session, person, at=course.at, by=VISITOR)
    assert progress_of(course, at=course.at) == {"Amina": DONE, "Cem": Progress.UNDER_WAY}


def test_it_takes_four_questions_whatever_the_size(session):
    asked = []
    course = Course(session, "Amina")
    for names in ((), ("Bo", "Cem", "Dina")):
        for name in names:
            course.register(name)
            course.attend(name, "++++++")
        session.expire_all()
        event = course.event
        _ = event.id
        with watch_statements() as statements:
            read_completion(session, event, at=course.over_at)
        asked.append(len(statements))
    assert asked == [4, 4]
