"""Who completed a course is given a certificate: once, as it then was, and it can be taken away."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from eventsys.attendance.certificates.errors import NotCompleted, RevocationReasonMissing
from eventsys.attendance.certificates.models import Certificate
from eventsys.attendance.certificates.operations import issue, issue_all, reissue, revoke
from eventsys.attendance.certificates.queries import (
    certificates_in_force,
    code_of,
    find_certificate,
    find_certificate_of,
    holders_of,
    list_certificates_of,
    list_printed,
)
from eventsys.core.audit import AuditEntry
from eventsys.core.codes import CODE_LENGTH
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from tests.attendance.courses import TITLES, Course


@pytest.fixture
def course(session):
    """Amina came to 4 of 5 that were held, Bo to 3, Cem to all 5."""
    made = Course(session, "Amina", "Bo", "Cem")
    made.cancel(3)
    made.attend("Amina", "++.+-+")
    made.attend("Bo", "++.--+")
    made.attend("Cem", "++.+++")
    return made


def give(course, name, *, at=None):
    who = course.people[name]
    return issue(course.session, course.event, who, at=at or course.over_at, by=SYSTEM)


def give_all(course):
    return issue_all(course.session, course.event, at=course.over_at, by=SYSTEM)


def take(course, certificate, reason="Udstedt ved en fejl"):
    revoke(course.session, certificate, reason, at=course.over_at, by=SYSTEM)


def test_a_certificate_says_what_was_attended_and_for_how_long(course):
    given = give(course, "Amina")
    assert (given.title, given.title_language) == ("Medborgerskab i praksis", Language.DANISH)
    assert (given.attended, given.held, given.minutes) == (4, 5, 4 * 180)
    assert given.starts_at == course.occasions[0].starts_at
    assert given.ends_at == course.over_at
    assert (given.issued_at, given.issued_by) == (course.over_at, "system")


def test_who_lacks_a_date_is_given_none_and_is_told_what_lacks(course):
    with pytest.raises(NotCompleted) as refusal:
        give(course, "Bo")
    assert refusal.value.completion.missing == 1
    assert course.session.scalars(select(Certificate)).all() == []


def test_a_stranger_is_given_none(session, course):
    with pytest.raises(NotCompleted) as refusal:
        issue(session, course.event, 10**6, at=course.over_at, by=SYSTEM)
    assert refusal.value.completion is None


def test_without_a_rule_nobody_is_given_one(session):
    course = Course(session, "Amina", needed=None)
    course.attend("Amina", "++++++")
    with pytest.raises(NotCompleted):
        give(course, "Amina")
    assert give_all(course) == 0


def test_asking_twice_gives_one(course):
    assert give(course, "Amina") is give(course, "Amina")


def test_the_database_itself_keeps_two_in_force_apart(session, course):
    given = give(course, "Amina")
    twin = {
        name: value
        for name, value in vars(given).items()
        if name not in {"_sa_instance_state", "id", "code_hash"}
    }
    session.add(Certificate(**twin, code_hash="another"))
    with pytest.raises(IntegrityError):
        session.flush()


def test_all_who_completed_are_given_theirs_once(session, course):
    give(course, "Cem")
    assert [give_all(course), give_all(course)] == [1, 0]
    people = {course.people["Amina"], course.people["Cem"]}
    assert certificates_in_force(session, course.event).keys() == people


def test_the_title_is_in_the_holders_language_where_it_stands_in_it(course):
    told = []
    for name, language in (("Aylin", Language.TURKISH), ("Noor", Language.URDU)):
        course.register(name, language)
        course.attend(name, "++.+++")
        given = give(course, name)
        told.append((given.language, given.title, given.title_language))
    assert told == [
        (Language.TURKISH, TITLES[Language.TURKISH], Language.TURKISH),
        (Language.URDU, TITLES[Language.DANISH], Language.DANISH),
    ]


def test_the_code_is_long_and_no_table_tells_it(session, course):
    given = give(course, "Amina")
    code = code_of(given)
    assert len(code) == CODE_LENGTH
    stored = session.execute(select(Certificate.__table__)).one()
    assert code not in str(stored)
    assert find_certificate(session, f"{code[:4]}-{code[4:]}".lower()) is given


@pytest.mark.parametrize("text", ["", "0" * 24, "kort", "x" * 300])
def test_a_code_that_was_never_given_is_unknown(session, course, text):
    give(course, "Amina")
    assert find_certificate(session, text) is None


def test_what_was_taken_away_stays_known(session, course):
    given = give(course, "Amina")
    take(course, given, "  Udstedt ved en fejl ")
    assert given.revoked_because == "Udstedt ved en fejl"
    assert find_certificate(session, code_of(given)) is given
    assert find_certificate_of(session, course.people["Amina"]) is None
    assert list_printed(session, course.event) == []


def test_taking_away_twice_keeps_the_first_reason(course):
    given = give(course, "Amina")
    take(course, given, "Den første")
    take(course, given, "Den anden")
    assert given.revoked_because == "Den første"


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_certificate_is_taken_away_for_a_reason(course, reason):
    given = give(course, "Amina")
    with pytest.raises(RevocationReasonMissing):
        take(course, given, reason)
    assert given.revoked_at is None


def test_a_certificate_that_was_taken_away_can_be_given_anew(session, course):
    first = give(course, "Amina")
    take(course, first)
    second = give(course, "Amina")
    assert code_of(second) != code_of(first)
    assert list(list_certificates_of(session, course.people["Amina"])) == [second, first]


def test_a_new_one_takes_the_place_of_the_old_by_what_is_known_now(session, course):
    first = give(course, "Cem")
    course.correct("Cem", 1, "-")
    second = reissue(session, first, "Rettet fremmøde", at=course.over_at, by=SYSTEM)
    assert (second.attended, second.minutes) == (4, 4 * 180)
    assert (first.attended, first.revoked_because) == (5, "Rettet fremmøde")
    assert reissue(session, first, "Igen", at=course.over_at, by=SYSTEM) is second


def test_nobody_is_given_a_new_one_who_has_not_completed_after_all(session, course):
    first = give(course, "Amina")
    course.correct("Amina", 1, "-")
    with pytest.raises(NotCompleted):
        reissue(session, first, "Rettet fremmøde", at=course.over_at, by=SYSTEM)
    assert first.revoked_at is None


def test_who_is_forgotten_is_known_by_the_code_alone(session, course):
    given = give(course, "Amina")
    code = code_of(given)
    session.execute(update(Certificate).values(participant_id=None))
    session.expire_all()
    assert find_certificate(session, code) is given
    assert list_printed(session, course.event) == []
    assert certificates_in_force(session, course.event) == {}
    with pytest.raises(NotCompleted):
        reissue(session, given, "Navnet", at=course.over_at, by=SYSTEM)


def test_the_name_is_read_when_it_is_printed(session, course):
    give_all(course)
    printed = list_printed(session, course.event)
    assert [each.name for each in printed] == ["Amina", "Cem"]
    one = list_printed(session, course.event, of=[course.people["Cem"]])
    assert [(each.name, each.code) for each in one] == [("Cem", printed[1].code)]


def test_a_registration_knows_which_of_its_people_have_one(session, course):
    give(course, "Amina")
    held = {
        name: list(holders_of(session, registration))
        for name, registration in course.registrations.items()
    }
    assert held == {"Amina": [1], "Bo": [], "Cem": []}


def test_all_of_it_is_written_down(session, course):
    first = give(course, "Cem")
    reissue(session, first, "Rettet fremmøde", at=course.over_at, by=SYSTEM)
    session.flush()
    told = session.scalars(
        select(AuditEntry.verb).filter_by(object_kind="certificate").order_by(AuditEntry.id)
    )
    assert list(told) == ["issue", "revoke", "issue"]
