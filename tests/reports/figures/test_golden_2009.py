"""The numbers of the paper of 2009 come out of facts, to the digit and whatever their order."""

import pytest

from eventsys.core.text import Language
from eventsys.reports.figures.making import make_figures
from eventsys.reports.figures.rules import Missing, shown
from tests.reports.figures.mutants import OTHER_FACTS, mistakes
from tests.reports.year_2009 import (
    ADVICE,
    AT_ONCE,
    REPORTED_AT,
    REQUISITIONS,
    gate_rows,
    make_base,
    send,
    shuffled,
)

PAPER = {
    "F01": "714",
    "F02": "ca. 10.000",
    "F03": "33",
    "F04": "91,7\u00a0%",
    "F05": "86,3\u00a0%",
    "F06": "97\u00a0%",
    "F07": "181",
    "F08": "28",
    "F09": "8",
    "F10": "3",
    "F11": "5",
    "F12": "2",
    "F13": "Antallet af ad hoc-opgaver er steget hvert år siden 2007.",
    "F14": "5",
    "F15": "3",
    "F16": "1½ + 1 + 1 + 1½ = 5",
    "F17": "4 point",
    "F18": "–",
    "F19": "3",
}


def figures_of(session):
    return make_figures(session, 2009, at=REPORTED_AT)


def printed(figures):
    return {
        code: shown(each.definition, each.made, Language.DANISH) for code, each in figures.items()
    }


def hashes(figures):
    return {code: each.made.inputs_hash for code, each in figures.items()}


def test_the_figures_of_the_paper_come_out_with_their_parts(session):
    base = make_base(session)
    send(session, base, gate_rows(base))
    figures = figures_of(session)
    assert printed(figures) == PAPER
    parts = {code: dict(each.made.parts) for code, each in figures.items()}
    assert parts["F01"] == {"admitted": 673, "walk_ins": 41}
    assert parts["F02"] == {"in": 9960}
    assert parts["F03"] == {"people": 66, "unknown": 0}
    assert parts["F04"] == {
        "invited": 66,
        "answered": 64,
        "not_relevant": 3,
        "blank": 1,
        "relevant": 60,
        "positive": 55,
    }
    assert parts["F05"] == {
        "invited": 66,
        "answered": 64,
        "not_relevant": 11,
        "blank": 2,
        "relevant": 51,
        "positive": 44,
    }
    assert list(parts["F07"].values()) == list(ADVICE)
    assert list(parts["F08"].values()) == list(REQUISITIONS)
    assert parts["F16"] == {"1.a": "1½", "1.b": "1", "2": "1", "3": "1½"}
    assert parts["F18"] == {"founded": 2007, "age": 10}
    assert figures["F18"].made.missing is Missing.CASE_NUMBERS


@pytest.fixture
def base(session):
    return make_base(session)


@pytest.mark.quick_on("sqlite")
def test_every_mistake_on_the_way_prints_another_number(session, base, monkeypatch):
    rows = gate_rows(base)
    send(session, base, rows)
    found, expected = {}, {}
    for name, mistake in mistakes(rows).items():
        with monkeypatch.context() as patched:
            for place, attribute, mutant in mistake.patches:
                patched.setattr(place, attribute, mutant)
            wrong = printed(figures_of(session))
        found[name] = {code: wrong[code] for code in mistake.printed}
        expected[name] = spaced(mistake.printed)
        assert all(PAPER[code] != shown for code, shown in expected[name].items()), name
    assert found == expected


@pytest.mark.quick_on("sqlite")
def test_facts_laid_down_wrongly_print_another_number(session, base):
    found = {}
    for name, other in OTHER_FACTS.items():
        with session.begin_nested() as undone:
            sent = [row for each in gate_rows(base) if (row := other.rows(each)) is not None]
            send(session, base, sent)
            other.change(session, base)
            wrong = printed(figures_of(session))
            found[name] = {code: wrong[code] for code in other.printed}
            undone.rollback()
        session.expire_all()
    assert found == {name: spaced(other.printed) for name, other in OTHER_FACTS.items()}


def spaced(shown):
    """Write percentages with the blank that holds them together."""
    return {code: text.replace(" %", "\u00a0%") for code, text in shown.items()}


TABLE = {
    "F01": ("771", "733", "741", "673", "738", "723", "718", "1.102", "826"),
    "F02": ("ca. 22.000", "ca. 23.000", "ca. 10.500", "ca. 9.960", "10.000"),
    "F03": ("38", "35", "66"),
    "F04": ("85,9 %", "83,3 %", "90,2 %", "51,7 %", "91,6 %", "88,9 %"),
    "F05": ("68,8 %", "66,7 %", "83,0 %", "73,3 %", "86,2 %"),
    "F06": ("89 %", "96 %", "94 % / 97 %"),
    "F07": ("183", "184", "182"),
    "F08": ("30", "31"),
    "F09": ("11", "9"),
    "F10": ("5",),
    "F11": ("6",),
    "F13": ("",),
    "F15": ("4",),
    "F16": ("2 + 1 + 1 + 2 = 5", "1.5 + 1.0 + 1.0 + 1.5 = 5"),
}
"""What each mistake of the golden table makes of a figure."""


def test_each_mistake_of_the_table_is_among_those_that_are_made():
    made = [*mistakes([]).values(), *OTHER_FACTS.values()]
    found = {(code, text) for each in made for code, text in each.printed.items()}
    assert {(code, text) for code, texts in TABLE.items() for text in texts} <= found


def come_out_in_any_order(session, base, seeds):
    """Hand the rows in anew for each seed: in small batches, in another order, twice."""
    rows, found = gate_rows(base), []
    for seed in seeds:
        with session.begin_nested() as undone:
            send(session, base, shuffled(rows, seed), at_once=AT_ONCE, times=2)
            figures = figures_of(session)
            found.append((printed(figures), hashes(figures)))
            undone.rollback()
        session.expire_all()
    send(session, base, rows)
    once = figures_of(session)
    assert found == [(PAPER, hashes(once))] * len(found)


@pytest.mark.quick_on("sqlite")
def test_figures_and_their_seals_are_the_same_in_another_order_and_twice(session, base):
    come_out_in_any_order(session, base, [2009])


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, 20, 4))
def test_figures_and_their_seals_are_the_same_in_twenty_orders(session, base, first):
    come_out_in_any_order(session, base, range(first, first + 4))
