"""What the report's tables hide cannot be worked out from all that they tell: a solver tries."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from eventsys.evaluation.rates.hiding import Span, is_small
from eventsys.reports.papers.composing import compose
from eventsys.reports.papers.hiding import (
    DENOMINATOR,
    NUMERATOR,
    WHOLE,
    Place,
    hidden_in,
    is_small_share,
)
from tests.reports.papers.facts import NAMES, asked, facts_of, figures_of_2009, kept

MANY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEWER = settings(MANY, max_examples=50)
FEW = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 30])


@st.composite
def years(draw):
    """Draw who came and who answered what, and add it up as the figures do."""
    admitted, walk_ins, known, unknown = (draw(FEW) for _ in range(4))
    waves = [[draw(FEW) for _ in range(4)] for _ in range(2)]
    figures = {
        "F01": kept("F01", admitted + walk_ins, parts={"admitted": admitted, "walk_ins": walk_ins}),
        "F03": kept("F03", 9, parts={"people": known + unknown, "unknown": unknown}),
    }
    rates = {}
    pairs = zip((("F04", "at_once"), ("F05", "later")), waves, strict=True)
    for (code, when), (relevant, other, blank, silent) in pairs:
        answered = relevant + other + blank
        parts = asked(answered + silent, answered, other, blank, relevant, relevant // 2)
        figures[code] = kept(code, relevant // 2, relevant, parts=parts)
        rates |= {f"answered_{when}": answered, f"invited_{when}": answered + silent}
    answered = sum(number for name, number in rates.items() if name.startswith("answered"))
    invited = sum(rates.values()) - answered
    figures["F06"] = kept("F06", answered, invited, parts=rates)
    return figures


GROUPS = {
    ("F01", NUMERATOR): ("admitted", "walk_ins"),
    ("F01", "admitted"): ("admitted",),
    ("F01", "walk_ins"): ("walk_ins",),
    ("F03", "people"): ("known", "unknown"),
    ("F03", "unknown"): ("unknown",),
    ("F06", NUMERATOR): tuple(
        f"{code}{name}" for code in ("F04", "F05") for name in ("relevant", "not_relevant", "blank")
    ),
}
for _code, _when in (("F04", "at_once"), ("F05", "later")):
    _answers = tuple(f"{_code}{name}" for name in ("relevant", "not_relevant", "blank"))
    _all = (*_answers, f"{_code}silent")
    GROUPS |= {
        (_code, DENOMINATOR): _answers[:1],
        (_code, "relevant"): _answers[:1],
        (_code, "not_relevant"): _answers[1:2],
        (_code, "blank"): _answers[2:],
        (_code, "answered"): _answers,
        (_code, "invited"): _all,
        ("F06", f"answered_{_when}"): _answers,
        ("F06", f"invited_{_when}"): _all,
    }
GROUPS["F06", DENOMINATOR] = (*GROUPS["F04", "invited"], *GROUPS["F05", "invited"])
STANDING = [("F01", NUMERATOR), ("F04", DENOMINATOR), ("F05", DENOMINATOR)]
STANDING += [("F06", NUMERATOR), ("F06", DENOMINATOR)]


def people_of(figures):
    """Count the smallest groups of people, by what every table says of them before hiding."""
    people = {name: figures["F01"].part(name) for name in ("admitted", "walk_ins")}
    people["unknown"] = figures["F03"].part("unknown")
    people["known"] = figures["F03"].part("people") - people["unknown"]
    for code in ("F04", "F05"):
        share = figures[code]
        people |= {f"{code}{name}": share.part(name) for name in asked(*[0] * 6)}
        people[f"{code}silent"] = share.part("invited") - share.part("answered")
    return people


def solver_of(figures, places):
    """Tell a solver some of the numbers."""
    people = people_of(figures)
    names = [*people]
    span = Span({place: people[name] for place, name in enumerate(names)})
    for place in places:
        span = span.with_group(frozenset(names.index(name) for name in GROUPS[place]))
    return span


def small_sets(span):
    """List the few people who can be worked out."""
    parts = [each for each in span.alike() if is_small(span.size_of(each))]
    return {each for each in span.small_unions(parts) if span.holds(each)}


def told_in(figures):
    hidden = hidden_in(figures)
    return [each for each in GROUPS if Place(*each) not in hidden]


@MANY
@given(years())
def test_no_few_people_can_be_worked_out_but_those_whom_the_figures_tell_themselves(figures):
    standing = [each for each in STANDING if each in told_in(figures)]
    known = small_sets(solver_of(figures, standing))
    assert small_sets(solver_of(figures, told_in(figures))) == known


@MANY
@given(years())
def test_no_part_that_is_told_is_about_few(figures):
    people = people_of(figures)
    parts = [each for each in told_in(figures) if each not in STANDING]
    sums = {each: sum(people[name] for name in GROUPS[each]) for each in parts}
    assert [each for each, number in sums.items() if is_small(number)] == []


@MANY
@given(years())
def test_a_share_of_few_people_is_hidden_with_all_that_it_is_made_of(figures):
    hidden = hidden_in(figures)
    for code in ("F04", "F05"):
        places = {Place(code, each) for each in (WHOLE, NUMERATOR, DENOMINATOR, "positive")}
        is_hidden = is_small(figures[code].denominator)
        assert (places <= hidden, not places & hidden) == (is_hidden, not is_hidden)


PAIR = {3: NUMERATOR, 4: DENOMINATOR}
"""In which columns of a figure's row the exact pair stands; in the third is the year before."""


def told_by(paper):
    """Read off the cells of a paper which numbers of its year it tells."""
    told = set()
    for row in (row for table in paper.tables for row in table.rows):
        code, _, rest = row.cells[0].text.partition(".")
        if rest and len(row.cells) == 5:
            told |= {(code, part) for at, part in PAIR.items() if row.cells[at].number is not None}
        elif len(row.cells) == 3 and row.cells[2].number is not None:
            told.add((code, row.cells[1].text.strip("<>")))
    return told & {*GROUPS}


def totals_by(paper):
    """Read off the cells of a paper which totals it tells of the year before: as words."""
    rows = [row for table in paper.tables for row in table.rows if len(row.cells) == 5]
    named = {row.cells[0].text.partition(".")[0]: row.cells[2].text for row in rows}
    return {code: text for code, text in named.items() if code in {"F01", "F04", "F05", "F06"}}


@FEWER
@given(years(), years())
def test_two_papers_with_last_years_totals_tell_of_no_few_people(figures, before):
    last = compose(facts_of(before), NAMES)
    this = compose(facts_of(figures, before=before), NAMES)
    totals = totals_by(this)
    repeated = {("F01", NUMERATOR)} if totals["F01"] != "skjult" else set()
    for year, told in ((figures, told_by(this)), (before, told_by(last) | repeated)):
        standing = {*STANDING} & told_by(compose(facts_of(year), NAMES))
        known = small_sets(solver_of(year, sorted(standing)))
        assert small_sets(solver_of(year, sorted(told))) == known
    hidden = {code for code, text in totals.items() if text == "skjult"}
    assert hidden == {code for code in totals if is_small_share(before[code])}


@FEWER
@given(years())
def test_a_paper_tells_what_the_solver_lets_it_tell_and_nothing_else(figures):
    assert told_by(compose(facts_of(figures), NAMES)) == {*told_in(figures)}


def test_all_is_told_by_a_control_that_hides_only_what_is_small():
    """The control: without the solver the stages of a share tell of few by subtraction."""
    figures = figures_of_2009()
    people = people_of(figures)
    told = [
        each for each, names in GROUPS.items() if not is_small(sum(people[name] for name in names))
    ]
    known = small_sets(solver_of(figures, STANDING))
    assert small_sets(solver_of(figures, told)) > known


def test_of_2009_the_figures_stand_and_the_stages_that_tell_of_few_do_not():
    hidden = hidden_in(figures_of_2009())
    assert {each for each in hidden if each.part in {WHOLE, NUMERATOR, DENOMINATOR}} == set()
    assert {each.part for each in hidden if each.code == "F01"} == set()
    assert {Place("F04", "not_relevant"), Place("F04", "blank"), Place("F04", "answered")} <= hidden
    assert Place("F04", "relevant") not in hidden


def test_a_party_of_three_is_told_but_not_how_they_came_in():
    hidden = hidden_in({"F01": kept("F01", 3, parts={"admitted": 2, "walk_ins": 1})})
    assert hidden == {Place("F01", "admitted"), Place("F01", "walk_ins")}


def test_few_without_a_ticket_hide_those_with_one_too():
    hidden = hidden_in({"F01": kept("F01", 33, parts={"admitted": 30, "walk_ins": 3})})
    assert hidden == {Place("F01", "admitted"), Place("F01", "walk_ins")}


def test_a_rate_that_is_pooled_of_few_is_hidden():
    parts = {"answered_at_once": 30, "invited_at_once": 30}
    parts |= {"answered_later": 2, "invited_later": 3}
    figure = kept("F06", 32, 33, parts=parts)
    assert is_small_share(figure)
    assert {each.part for each in hidden_in({"F06": figure})} == {
        *(WHOLE, NUMERATOR, DENOMINATOR),
        *parts,
    }


def test_those_asked_for_a_rate_are_not_taken_for_those_of_a_share_where_they_are_others():
    parts = {"answered_at_once": 9, "invited_at_once": 20}
    parts |= {"answered_later": 0, "invited_later": 0}
    figures = {
        "F04": kept("F04", 5, 6, parts=asked(30, 12, 6, 0, 6, 5)),
        "F06": kept("F06", 9, 20, parts=parts),
    }
    assert hidden_in(figures) == frozenset()


@pytest.mark.parametrize(
    "figures", [{}, {"F03": kept("F03"), "F04": kept("F04"), "F06": kept("F06")}]
)
def test_where_nothing_is_counted_nothing_is_hidden(figures):
    assert hidden_in(figures) == frozenset()


def test_what_is_hidden_this_year_or_the_year_before_is_in_no_cell_of_the_paper():
    few = {"F04": kept("F04", 3, 4, parts=asked(90, 90, 86, 0, 4, 3))}
    before = {"F04": kept("F04", 2, 3, parts=asked(80, 80, 77, 0, 3, 2))}
    paper = compose(facts_of(figures_of_2009(**few), before=before), NAMES)
    row = next(
        row for table in paper.tables for row in table.rows if row.cells[0].text.startswith("F04. ")
    )
    assert [cell.text for cell in row.cells[1:]] == ["skjult"] * 4
    assert [cell.number for cell in row.cells[1:]] == [None] * 4
