"""A percentage is of those to whom the question applies, exact, and rounded half up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from eventsys.evaluation.rates.rules import (
    BLANK,
    Counted,
    Share,
    Told,
    pooled,
    response_rate,
    told_of,
)
from eventsys.evaluation.surveys.rules import (
    NO,
    NOT_RELEVANT,
    SCALE,
    YES,
    AskedQuestion,
    SurveyQuestionKind,
)

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
GOOD = frozenset({"4", "3"})
# The workshops of 2009; only the three percentages are the paper's, the rest is invented.
AT_ONCE = Counted(
    responses=64, by_value={"4": 31, "3": 24, "2": 4, "1": 1, NOT_RELEVANT: 3}, positive=GOOD
)
LATER = Counted(
    responses=64, by_value={YES: 44, NO: 7, NOT_RELEVANT: 11}, positive=frozenset({YES})
)


def test_the_percentages_of_2009_come_out():
    assert (AT_ONCE.share, AT_ONCE.share.percent(1)) == (Share(55, 60), Decimal("91.7"))
    assert (LATER.share, LATER.share.percent(1)) == (Share(44, 51), Decimal("86.3"))
    assert (AT_ONCE.blank, LATER.blank) == (1, 2)
    rates = [response_rate(64, 66), response_rate(64, 66)]
    assert [rate.percent(0) for rate in [*rates, pooled(rates)]] == [Decimal(97)] * 3


def test_they_come_out_too_where_every_question_applies_to_all():
    shares = [Share(154, 168), Share(145, 168), Share(168, 173)]
    assert [share.percent(1) for share in shares] == [
        Decimal("91.7"),
        Decimal("86.3"),
        Decimal("97.1"),
    ]


@pytest.mark.parametrize(
    ("share", "decimals", "percent"),
    [
        (Share(69, 80), 1, "86.3"),  # 86.25 exactly: half up, not half to even
        (Share(0, 5), 1, "0.0"),
        (Share(5, 5), 0, "100"),
        (Share(1, 200), 0, "1"),
        (Share(32, 33), 1, "97.0"),
    ],
)
def test_a_tie_is_rounded_up_and_nothings_are_shown(share, decimals, percent):
    assert str(share.percent(decimals)) == percent


@pytest.mark.parametrize("share", [Share(0, 0), Share(5, 0), Share(67, 66), Share(-1, 5)])
def test_what_is_no_part_of_a_whole_is_no_percentage(share):
    assert share.percent(1) is None


@PATIENT
@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 4))
def test_rounding_is_what_fractions_say(part, whole, decimals):
    part = min(part, whole)
    percent = Share(part, whole).percent(decimals)
    exact = Fraction(part * 100, whole)
    error = Fraction(percent) - exact
    assert -Fraction(1, 2 * 10**decimals) < error <= Fraction(1, 2 * 10**decimals)
    assert -percent.as_tuple().exponent == decimals
    assert 0 <= percent <= 100


@PATIENT
@given(st.integers(1, 10**6), st.integers(0, 4), st.data())
def test_a_greater_part_is_never_a_smaller_percentage(whole, decimals, draw):
    parts = sorted(draw.draw(st.lists(st.integers(0, whole), min_size=2, max_size=2)))
    low, high = (Share(part, whole).percent(decimals) for part in parts)
    assert low <= high


@PATIENT
@given(
    st.dictionaries(st.sampled_from([*SCALE, NOT_RELEVANT]), st.integers(0, 50)),
    st.integers(0, 20),
)
def test_relevant_are_those_who_answered_on_the_scale(by_value, blank):
    responses = sum(by_value.values()) + blank
    counted = Counted(responses=responses, by_value=by_value, positive=GOOD)
    on_scale = sum(by_value.get(step, 0) for step in SCALE)
    good = by_value.get("4", 0) + by_value.get("3", 0)
    assert (counted.blank, counted.share) == (blank, Share(good, on_scale))


def make_question(kind, positive, *, may_be_irrelevant=True):
    return AskedQuestion(
        id=1,
        code="a",
        position=1,
        kind=kind,
        may_be_irrelevant=may_be_irrelevant,
        options=(),
        positive=tuple(positive),
        words={},
    )


def test_few_answers_are_hidden_with_one_more_that_would_tell_them():
    told = told_of(AT_ONCE, make_question(SurveyQuestionKind.SCALE, GOOD))
    assert told == Told(
        share=Share(55, 60),
        by_value={"4": 31, "3": 24, "2": None, "1": None},
        outside={BLANK: None, NOT_RELEVANT: None},
    )


def test_what_the_numbers_beside_it_tell_is_not_hidden():
    # 51 of 53 are relevant, so two left it blank: nobody could say that it does not apply.
    counted = Counted(responses=53, by_value={YES: 49, NO: 2}, positive=frozenset({YES}))
    question = make_question(SurveyQuestionKind.YES_NO, counted.positive, may_be_irrelevant=False)
    assert told_of(counted, question) == Told(
        share=Share(49, 51), by_value={YES: 49, NO: 2}, outside={BLANK: 2}
    )
