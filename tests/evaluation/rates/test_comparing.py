"""Waves compared: pooled over parts and wholes, by the local year, with nothing given away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventsys.core.principal import SYSTEM
from eventsys.evaluation.rates.comparing import (
    AnsweredRow,
    Comparison,
    compare,
    list_closed,
    read_response_rates,
)
from eventsys.evaluation.rates.rules import Share
from eventsys.evaluation.rates.scopes import By, Scope
from eventsys.evaluation.surveys.models import Survey
from eventsys.evaluation.surveys.questions.operations import add_question
from eventsys.events.queries import get_event_by_id
from eventsys.events.rules import EventKind
from tests.answers import Given, make_measured
from tests.factories import AT
from tests.surveys import (
    make_questionnaire,
    make_scale,
    make_words,
    make_yes_no,
    newest,
)
from tests.watch import watch_statements

OVER = AT + timedelta(days=400)
IN_2009 = AT.replace(year=2009, month=6)
IN_2010 = AT.replace(year=2010, month=6)
MANY = Given(responses=20, invited=30, answers=[{"4": 15, "1": 5}])
SOME = Given(responses=10, invited=10, answers=[{"4": 2, "1": 8}])
FEW = Given(responses=3, invited=5, answers=[{"1": 3}])


@pytest.fixture
def asked(session):
    """A questionnaire with one question that has a rate, and one that has none."""
    return make_questionnaire(session, make_scale(), make_words())


@pytest.fixture
def compared(session, asked):
    """Compare the questionnaire's waves: `compared(By.YEAR, years=…)`; rows, then the whole."""

    def rows_of(by, at=OVER, **scope):
        wanted = Scope(**{name: frozenset(values) for name, values in scope.items()})
        known = list_closed(session, asked.survey_id, at=at)
        found = compare(session, known, wanted, by)
        [question] = found.questions
        rows = [*found.rows, *([found.whole] if found.whole else [])]
        return [(each.rate, each.shares.get(question.code, "several things")) for each in rows]

    return rows_of


def test_what_is_pooled_is_no_average(session, asked, compared):
    make_measured(session, asked, MANY)
    make_measured(session, asked, SOME)
    assert compared(By.EVENT) == [
        (Share(20, 30), Share(15, 20)),
        (Share(10, 10), Share(2, 10)),
        (Share(30, 40), Share(17, 30)),
    ]


def test_a_year_is_the_local_one(session, asked, compared):
    # 2009 ends at 23.00 by UTC: the first event ends before, the second after.
    for hours, given in ((19, MANY), (21, SOME)):
        at = IN_2009.replace(month=12, day=24, hour=hours, minute=30)
        make_measured(session, asked, given, at=at)
    assert compared(By.YEAR) == [
        (Share(20, 30), Share(15, 20)),
        (Share(10, 10), Share(2, 10)),
        (Share(30, 40), Share(17, 30)),
    ]
    assert compared(By.YEAR, years={2010}) == [(Share(10, 10), Share(2, 10))] * 2


def test_a_scope_holds_its_districts_and_kinds_alone(session, asked, compared):
    make_measured(session, asked, MANY)
    make_measured(session, asked, SOME, district="valby")
    make_measured(session, asked, SOME, kind=EventKind.COURSE)
    assert compared(By.DISTRICT, kinds={EventKind.WORKSHOP}) == [
        (Share(20, 30), Share(15, 20)),
        (Share(10, 10), Share(2, 10)),
        (Share(30, 40), Share(17, 30)),
    ]
    assert compared(By.DISTRICT, districts={"noerrebro"})[-1] == (Share(30, 40), Share(17, 30))


def test_later_answers_are_never_summed_with_the_first(session, asked, compared):
    wave = make_measured(session, asked, MANY)
    event = get_event_by_id(session, wave.event_id)
    make_measured(session, asked, SOME, months=3, event=event)
    assert compared(By.MONTHS) == [
        (Share(20, 30), Share(15, 20)),
        (Share(10, 10), Share(2, 10)),
        (Share(30, 40), "several things"),
    ]
    assert compared(By.YEAR, months={3}) == [(Share(10, 10), Share(2, 10))] * 2


def test_a_district_of_few_takes_the_sum_with_it(session, asked, compared):
    make_measured(session, asked, MANY)
    make_measured(session, asked, SOME, district="valby")
    make_measured(session, asked, FEW, district="bispebjerg")
    assert compared(By.DISTRICT) == [
        (Share(3, 5), None),
        (Share(20, 30), Share(15, 20)),
        (Share(10, 10), Share(2, 10)),
        (Share(33, 45), None),
    ]
    # The others may be put together, and no other table gives the few away.
    assert compared(By.EVENT, districts={"valby", "noerrebro"})[-1] == (
        Share(30, 40),
        Share(17, 30),
    )
    assert compared(By.YEAR) == [(Share(33, 45), None)] * 2


def test_a_workshop_of_few_takes_another_of_its_district_with_it(session, asked, compared):
    make_measured(session, asked, MANY)
    make_measured(session, asked, SOME)
    make_measured(session, asked, FEW)
    assert [share for _, share in compared(By.EVENT)] == [Share(15, 20), None, None, Share(17, 33)]
    assert compared(By.DISTRICT) == [(Share(33, 45), Share(17, 33))] * 2


def test_a_question_that_was_asked_later_is_of_those_waves_alone(session, asked, compared):
    make_measured(session, asked, MANY)
    make_measured(session, make_questionnaire(session, make_scale()), SOME)
    assert compared(By.YEAR) == [(Share(20, 30), Share(15, 20))] * 2


def test_a_wave_that_nobody_may_compare_yet_is_left_out(session, asked, compared):
    wave = make_measured(session, asked, MANY)
    assert compared(By.YEAR, at=wave.closes_at) == [(Share(20, 30), Share(15, 20))] * 2
    known = list_closed(session, asked.survey_id, at=wave.closes_at - timedelta(seconds=1))
    assert compare(session, known, Scope(), By.YEAR) == Comparison(
        questions=[], rows=[], whole=None
    )


def test_response_rates_are_pooled_over_questionnaires(session, asked):
    make_measured(session, asked, MANY)
    make_measured(session, asked, replace(MANY, invited=20))
    other = make_questionnaire(session)
    make_measured(session, other, SOME, months=3)
    make_measured(session, other, FEW, district="valby")
    scope = Scope(districts=frozenset({"noerrebro"}))
    chosen = [each for each in list_closed(session, at=OVER) if scope.holds(each)]
    assert read_response_rates(session, chosen) == [
        AnsweredRow(survey_id=asked.survey_id, months=0, rate=Share(40, 50)),
        AnsweredRow(survey_id=other.survey_id, months=3, rate=Share(10, 10)),
    ]


def test_the_database_is_asked_as_often_for_many_waves(session, asked, compared):
    make_measured(session, asked, MANY)
    with watch_statements() as few:
        compared(By.EVENT)
    for _ in range(5):
        make_measured(session, asked, SOME)
    with watch_statements() as many:
        compared(By.EVENT)
    assert len(many) == len(few) <= 8


def test_versions_are_pooled_by_what_both_ask(session, asked):
    make_measured(session, asked, MANY)
    survey = session.get_one(Survey, asked.survey_id)
    add_question(session, survey, make_yes_no(), at=AT, by=SYSTEM)
    changed = newest(session, survey)
    assert changed.no == asked.no + 1
    both = [{"4": 2, "1": 8}, {}, {"yes": 6, "no": 4}]
    make_measured(session, changed, Given(responses=10, answers=both))
    known = list_closed(session, asked.survey_id, at=OVER)
    found = compare(session, known, Scope(), By.EVENT)
    assert [list(row.shares.values()) for row in [*found.rows, found.whole]] == [
        [Share(15, 20), Share(0, 0)],
        [Share(2, 10), Share(6, 10)],
        [Share(17, 30), Share(6, 10)],
    ]
