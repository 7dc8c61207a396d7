"""The rule stands before the course begins; later it changes with a reason, and nothing is lost."""

from datetime import timedelta

import pytest

from eventsys.attendance.completion.errors import RuleOutOfRange, RuleReasonMissing
from eventsys.attendance.completion.operations import RuleRequest, set_rule
from eventsys.attendance.completion.queries import find_rule, list_rules
from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.events.models import Occasion
from tests.factories import AT, START, make_event

DAYS = range(7, 43, 7)


@pytest.fixture
def course(session):
    """A course of six occasions, a week apart."""
    return make_event(session, days=DAYS)


def ask(session, course, needed, reason="", *, at=AT):
    request = RuleRequest(needed=needed, reason=reason)
    return set_rule(session, course, request, at=at, by=SYSTEM)


@pytest.mark.parametrize("needed", [-1, 0, 7])
def test_a_rule_that_nobody_could_keep_or_break_is_refused(session, course, needed):
    with pytest.raises(RuleOutOfRange) as refusal:
        ask(session, course, needed)
    assert refusal.value.planned == 6
    assert find_rule(session, course) is None


def test_what_was_cancelled_is_not_planned_any_more(session, course):
    first = session.query(Occasion).filter_by(event_id=course.id, no=1).one()
    first.cancelled_at = AT
    with pytest.raises(RuleOutOfRange) as refusal:
        ask(session, course, 6)
    assert refusal.value.planned == 5
    assert ask(session, course, 5).planned == 5


def test_before_the_course_begins_a_rule_changes_without_a_reason(session, course):
    ask(session, course, 4)
    ask(session, course, 5, at=START - timedelta(seconds=1))
    assert find_rule(session, course).needed == 5
    assert [rule.needed for rule in list_rules(session, course)] == [5, 4]


@pytest.mark.parametrize("reason", ["", "  "])
def test_once_it_has_begun_there_must_be_a_reason(session, course, reason):
    ask(session, course, 4)
    with pytest.raises(RuleReasonMissing):
        ask(session, course, 3, reason, at=START)
    assert find_rule(session, course).needed == 4


def test_a_reason_is_not_a_novel(session, course):
    with pytest.raises(RuleReasonMissing) as refusal:
        ask(session, course, 4, "x" * 501)
    assert refusal.value.most == 500


def test_a_first_rule_that_comes_late_needs_a_reason_too(session, course):
    with pytest.raises(RuleReasonMissing):
        ask(session, course, 4, at=START)
    assert ask(session, course, 4, "Glemt", at=START).reason == "Glemt"


def test_every_rule_stays_on_record(session, course):
    ask(session, course, 4)
    ask(session, course, 3, "Sne den 11. maj", at=START)
    told = [
        (rule.needed, rule.planned, rule.reason, rule.made_by)
        for rule in list_rules(session, course)
    ]
    assert told == [(3, 6, "Sne den 11. maj", "system"), (4, 6, None, "system")]
    session.flush()
    verbs = [each.verb for each in session.query(AuditEntry).filter_by(verb="set-rule")]
    assert verbs == ["set-rule", "set-rule"]


def test_the_same_rule_again_is_no_change(session, course):
    first = ask(session, course, 4)
    assert ask(session, course, 4, at=START) is first
    assert len(list_rules(session, course)) == 1


def test_where_the_first_occasion_is_moved_the_rule_is_free_again(session, course):
    first = session.query(Occasion).filter_by(event_id=course.id, no=1).one()
    first.starts_at, first.ends_at = START + timedelta(days=1), START + timedelta(days=1, hours=3)
    session.flush()
    assert ask(session, course, 4, at=START).needed == 4
