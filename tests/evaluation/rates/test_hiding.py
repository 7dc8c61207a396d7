"""What is hidden cannot be worked out from what is told: a solver tries."""

from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from eventsys.evaluation.rates.hiding import Span, hidden_steps, is_small, tell

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rank(rows):
    """Find how many rows do not follow from the others, by plain elimination."""
    rows, found = [list(map(Fraction, row)) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for row in rows[found + 1 :]:
            factor = row[column] / pivot[column]
            row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        found += 1
    return found


def row_of(group, people):
    """Write a group as a row of the equations that its figure gives."""
    return [int(each in group and people[each] > 0) for each in sorted(people)]


def follows(group, told, people):
    """Tell whether a group's figure follows from those that are told."""
    rows = [row_of(each, people) for each in told]
    return rank(rows) == rank([*rows, row_of(group, people)])


def worked_out(told, people):
    """Find every set of measurements about fewer than five people whose figure follows."""
    sets = [
        frozenset(chosen)
        for number in range(1, 5)
        for chosen in combinations([each for each in people if people[each]], number)
        if is_small(sum(people[each] for each in chosen))
    ]
    return [each for each in sets if follows(each, told, people)]


@st.composite
def published(draw):
    """Draw measurements with years and districts, and the tables that are shown of them."""
    sizes = draw(st.lists(st.sampled_from([0, 1, 2, 3, 4, 5, 6, 9, 20]), min_size=1, max_size=7))
    people = dict(enumerate(sizes))
    years = [draw(st.integers(0, 1)) for _ in sizes]
    districts = [draw(st.integers(0, 2)) for _ in sizes]

    def where(**wanted):
        facts = {each: {"year": years[each], "district": districts[each]} for each in people}
        return frozenset(each for each in people if wanted.items() <= facts[each].items())

    groups = [
        *(where(year=year) for year in range(2)),
        *(where(year=year, district=each) for year, each in product(range(2), range(3))),
        where(),
        *(where(district=each) for each in range(3)),
        *(frozenset({each}) for each in people),
    ]
    return people, groups


@FEW
@given(published())
def test_no_figure_about_few_people_can_be_worked_out(drawn):
    people, groups = drawn
    span = tell(groups, people)
    told = [group for group in groups if span.may_tell(group)]
    assert worked_out(told, people) == []
    assert not any(is_small(sum(people[each] for each in group)) for group in told)


@FEW
@given(published())
def test_nothing_is_hidden_without_need(drawn):
    people, groups = drawn
    span = tell(groups, people)
    told = [group for group in groups if span.may_tell(group)]
    for hidden in set(groups) - set(told):
        assert worked_out([*told, hidden], people) != []


@FEW
@given(published())
def test_where_everybody_is_many_everything_is_told(drawn):
    people, groups = drawn
    many = {each: number + 5 for each, number in people.items()}
    span = tell(groups, many)
    assert all(span.may_tell(group) for group in groups)


def test_hiding_the_few_alone_would_give_them_away():
    people = {1: 12, 2: 3}
    total, large, small = frozenset({1, 2}), frozenset({1}), frozenset({2})
    assert worked_out([total, large], people) == [small]
    span = tell([total, large, small], people)
    assert [span.may_tell(each) for each in (total, large, small)] == [True, False, False]


def test_a_second_table_does_not_undo_the_first():
    # By year the few stand beside nine, by district beside others: both tables are shown.
    people = {1: 30, 2: 9, 3: 3, 4: 25}
    years = [frozenset({1, 2}), frozenset({3, 4})]
    districts = [frozenset({1, 3}), frozenset({2, 4})]
    whole = frozenset(people)
    singles = [frozenset({each}) for each in people]
    span = tell([*years, *districts, whole, *singles], people)
    told = [each for each in [*years, *districts, whole, *singles] if span.may_tell(each)]
    assert whole in told
    assert worked_out(told, people) == []


def test_many_small_measurements_are_judged_at_once():
    people = dict.fromkeys(range(150), 3)
    halves = [frozenset(range(75)), frozenset(range(75, 150))]
    span = tell([*halves, *(frozenset({each}) for each in people)], people)
    assert [span.may_tell(each) for each in halves] == [True, True]
    assert not span.may_tell(frozenset({7}))


def test_two_small_ones_that_are_few_together_stay_hidden_together():
    people = {1: 2, 2: 2, 3: 40}
    groups = [frozenset({1, 2, 3}), frozenset({3}), frozenset({1}), frozenset({2})]
    span = tell(groups, people)
    assert [span.may_tell(each) for each in groups] == [True, False, False, False]


def test_nobody_is_told_as_nobody():
    assert Span({1: 0}).may_tell(frozenset({1}))


def ways(counts, hidden):
    """Find every way in which the hidden numbers could be that adds up."""
    total = sum(counts[place] for place in hidden)
    return [
        numbers
        for numbers in product(range(total + 1), repeat=len(hidden))
        if sum(numbers) == total
    ]


@FEW
@given(st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_a_hidden_answer_could_be_another(counts):
    hidden = sorted(hidden_steps(counts))
    shown = set(range(len(counts))) - set(hidden)
    if len(counts) > 1:
        assert not any(is_small(counts[place]) for place in shown)
    possible = ways(counts, hidden)
    for place in range(len(hidden)):
        assert len({numbers[place] for numbers in possible}) > 1


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([31, 24], set()),
        ([4, 1], {0, 1}),
        ([3, 0, 20, 30], {0, 2}),
        ([2, 0, 0], {0, 1, 2}),
        ([2], set()),
        ([0, 0], set()),
    ],
)
def test_few_answers_take_the_smallest_other_along(counts, hidden):
    assert hidden_steps(counts) == hidden
