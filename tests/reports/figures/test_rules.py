"""How figures are written, when they may be told, and what their seal does not depend on."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from eventsys.core.text import Language
from eventsys.evaluation.rates.rules import Share
from eventsys.reports.figures.rules import (
    FigureDefinition,
    Form,
    Made,
    Missing,
    is_public,
    is_rising,
    seal,
    shown,
    value,
)

DA, EN = Language.DANISH, Language.ENGLISH
RISEN = {DA: "Det er steget.", EN: "It has risen."}


def defined(form, decimals=0):
    return FigureDefinition(
        code="F99",
        valid_from=date(2009, 1, 1),
        texts=RISEN,
        inputs=("scans",),
        form=form,
        decimals=decimals,
        owner="TaskForce Integration",
    )


def read(form, made, decimals=0):
    definition = defined(form, decimals)
    return shown(definition, made, DA), shown(definition, made, EN), value(definition, made)


@pytest.mark.parametrize(
    ("form", "decimals", "made", "expected"),
    [
        (Form.COUNT, 0, Made(numerator=9960), ("9.960", "9,960", 9960)),
        (Form.ESTIMATE, 0, Made(numerator=9960), ("ca. 10.000", "approx. 10,000", 10000)),
        (Form.ESTIMATE, 0, Made(numerator=9749), ("ca. 9.500", "approx. 9,500", 9500)),
        (Form.ESTIMATE, 0, Made(numerator=9750), ("ca. 10.000", "approx. 10,000", 10000)),
        (
            Form.PERCENT,
            1,
            Made(numerator=55, denominator=60),
            ("91,7\u00a0%", "91.7%", 91.7),
        ),
        (
            Form.PERCENT,
            1,
            Made(numerator=69, denominator=80),
            ("86,3\u00a0%", "86.3%", 86.3),
        ),
        (Form.PERCENT, 1, Made(numerator=0, denominator=5), ("0,0\u00a0%", "0.0%", 0)),
        (Form.PERCENT, 1, Made(numerator=0, denominator=0), ("–", "–", None)),
        (Form.TREND, 0, Made(numerator=1), (*RISEN.values(), True)),
        (Form.TREND, 0, Made(numerator=0), ("", "", False)),
        (Form.COUNT, 0, Made(missing=Missing.EVENT), ("–", "–", None)),
        (Form.COUNT, 0, Made(), ("–", "–", None)),
        (Form.STATED, 0, Made(stated="4 point"), ("4 point", "4 point", "4 point")),
        (
            Form.HALVES,
            0,
            Made(numerator=5, denominator=2, parts={"1.a": "1½", "2": "1"}),
            ("1½ + 1 = 2½", "1½ + 1 = 2½", 2.5),
        ),
    ],
)
def test_a_figure_is_written_by_its_definition(form, decimals, made, expected):
    assert read(form, made, decimals) == expected


def test_rates_that_print_alike_are_one_and_others_are_each_told():
    alike = Made(numerator=128, denominator=132, rates=[Share(64, 66), Share(64, 66)])
    assert read(Form.RATES, alike) == ("97\u00a0%", "97%", 97)
    apart = Made(numerator=127, denominator=132, rates=[Share(64, 66), Share(63, 66)])
    assert read(Form.RATES, apart) == ("97\u00a0% / 95\u00a0%", "97% / 95%", 96)


def test_a_trend_rises_only_where_no_year_is_like_the_one_before():
    assert [is_rising(each) for each in ([92, 140, 181], [92, 140, 140], [92], [])] == [
        True,
        False,
        False,
        False,
    ]


def test_a_share_of_fewer_than_five_is_for_nobody_else():
    percent = defined(Form.PERCENT)
    assert [is_public(percent, Made(numerator=1, denominator=of)) for of in (0, 4, 5)] == [
        True,
        False,
        True,
    ]
    rates = Made(numerator=67, denominator=70, rates=[Share(64, 66), Share(3, 4)])
    assert not is_public(defined(Form.RATES), rates)
    assert is_public(defined(Form.COUNT), Made(numerator=3, denominator=3))


rows = st.tuples(st.text(), st.integers() | st.none() | st.text())


@given(facts=st.lists(rows), data=st.data())
def test_the_seal_depends_neither_on_order_nor_on_repetition(facts, data):
    others = data.draw(
        st.permutations([*facts, *data.draw(st.lists(st.sampled_from(facts)))] if facts else [])
    )
    assert seal(others) == seal(facts)


@given(facts=st.lists(rows, unique=True, min_size=1))
def test_the_seal_depends_on_every_fact(facts):
    assert len({seal(facts), seal(facts[1:]), seal([])}) == (3 if len(facts) > 1 else 2)


def test_a_number_and_its_text_are_not_the_same_fact():
    assert seal([("1",)]) != seal([(1,)])
    assert Made(inputs=[("a", 1)]).inputs_hash == seal([("a", 1)])
