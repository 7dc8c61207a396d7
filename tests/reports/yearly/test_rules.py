"""The steps of a report, over all pairs, and the content that is the same bytes."""

from dataclasses import replace
from itertools import product

import pytest

from eventsys.core.text import Language
from eventsys.reports.yearly.rules import (
    MAY_STAND,
    STEPS,
    Blocker,
    BlockerKind,
    ErratumLine,
    Outcome,
    ProgrammeRow,
    ReportState,
    Step,
    can,
    canonical,
    is_other,
    is_second,
    seal_of,
)
from tests.factories import AT

ALLOWED = {
    (Step.WRITE, ReportState.DRAFT): ReportState.DRAFT,
    (Step.CHECK, ReportState.DRAFT): ReportState.CHECKED,
    (Step.RETURN, ReportState.CHECKED): ReportState.DRAFT,
    (Step.APPROVE, ReportState.CHECKED): ReportState.APPROVED,
    (Step.CORRECT, ReportState.APPROVED): ReportState.APPROVED,
}


@pytest.mark.parametrize(("step", "state"), [*product(Step, ReportState)])
def test_each_step_leads_on_from_one_state_alone(step, state):
    assert can(step, state) is ((step, state) in ALLOWED)
    assert STEPS[step].get(state) is ALLOWED.get((step, state))


def test_no_step_leads_away_from_an_approved_report():
    assert {STEPS[each].get(ReportState.APPROVED) for each in Step} == {None, ReportState.APPROVED}


def test_whoever_had_it_in_hand_last_is_no_second_person():
    assert is_second("account:2", "account:1")
    assert not is_second("account:1", "account:1")


def test_the_same_content_has_the_same_seal_whatever_its_order():
    one, other = {"year": 2009, "texts": {"a": "å"}}, {"texts": {"a": "å"}, "year": 2009}
    assert canonical(one) == canonical(other) == '{"texts":{"a":"å"},"year":2009}'
    assert seal_of(canonical(one)) == seal_of(canonical(other))
    assert seal_of(canonical(one)) != seal_of(canonical({**one, "year": 2010}))


@pytest.mark.parametrize("kind", BlockerKind)
def test_a_blocker_is_open_until_somebody_says_why_it_may_stand(kind):
    assert Blocker(kind=kind, key="1").is_open
    assert not Blocker(kind=kind, key="1", because="To skoler").is_open
    assert Blocker(kind=kind, key="1").may_stand is (kind in MAY_STAND)


def test_rows_of_the_programme_belong_to_the_number_before_the_point():
    codes = ("1.a", "1.b", "2")
    rows = [ProgrammeRow(code=each, title="", half_years=1) for each in codes]
    assert [each.main_area for each in rows] == ["1", "1", "2"]


def outcome(**parts):
    return Outcome(shown={}, numerator=0, denominator=None, parts=parts, missing=None)


def test_stages_alone_make_an_erratum_only_where_there_is_a_number():
    assert is_other(outcome(admitted=673), outcome(admitted=674))
    assert not is_other(outcome(admitted=673), outcome(admitted=673))
    one, other = (replace(outcome(advice=each), numerator=None) for each in (1, 2))
    assert not is_other(one, other)
    assert is_other(one, outcome(advice=1))
    assert is_other(outcome(), replace(outcome(), shown={Language.DANISH: "715"}))


def test_an_erratum_names_the_stages_that_came_out_otherwise():
    line = ErratumLine(
        code="F01",
        old=outcome(admitted=673, walk_ins=41, gone=1),
        new=outcome(admitted=674, walk_ins=41, new=2),
        late=[],
        noted_at=AT,
        noted_by="",
    )
    assert line.changed_parts == {"admitted": (673, 674), "gone": (1, None), "new": (None, 2)}
