"""Open data tell what the paper tells, and nothing else."""

from hypothesis import given

from eventsys.reports.papers.composing import compose
from eventsys.reports.papers.hiding import DENOMINATOR, NUMERATOR
from eventsys.reports.papers.open_data import HEADS, open_rows
from tests.reports.papers.facts import NAMES, asked, facts_of, figures_of_2009, kept
from tests.reports.papers.test_hiding import FEWER, GROUPS, told_by, years


def rows_of(figures, **changes):
    """Give the rows by figure and part."""
    rows = [dict(zip(HEADS, each, strict=True)) for each in open_rows(facts_of(figures, **changes))]
    found = {(each["figure"], each["part"]): each for each in rows}
    assert len(found) == len(rows)
    return found


def told_openly(figures):
    """List which numbers about people the rows tell."""
    told = set()
    for (code, part), row in rows_of(figures).items():
        names = ("numerator", "denominator") if part == "" else ("value",)
        told |= {(code, part or name) for name in names if row[name] is not None}
    return told & {*GROUPS}


def test_the_figures_of_the_paper_are_told_with_their_parts():
    rows = rows_of(figures_of_2009())
    whole = rows["F01", ""]
    assert (whole["year"], whole["value"], whole["numerator"], whole["hidden"]) == (
        2009,
        714,
        714,
        False,
    )
    assert (rows["F01", "walk_ins"]["value"], rows["F07", ""]["value"]) == (41, 181)
    share = rows["F04", ""]
    assert (share["value"], share["numerator"], share["denominator"]) == (91.7, 55, 60)
    assert rows["F16", "1.a"]["value"] == "1½"
    assert {each["state"] for each in rows.values()} == {"draft"}


def test_what_would_tell_of_few_is_empty_and_said_to_be_hidden():
    figures = figures_of_2009()
    figures["F04"] = kept("F04", 3, 4, parts=asked(66, 64, 50, 10, 4, 3))
    rows = rows_of(figures)
    hidden = [rows["F04", part] for part in ("", "relevant", "positive")]
    assert [each["hidden"] for each in hidden] == [True] * 3
    numbers = ("value", "numerator", "denominator")
    assert {each[name] for each in hidden for name in numbers} == {None}


@FEWER
@given(years())
def test_open_data_tell_exactly_what_the_paper_tells(figures):
    told = told_by(compose(facts_of(figures), NAMES))
    assert told_openly(figures) == told
    assert {("F01", NUMERATOR), ("F01", DENOMINATOR)} & told_openly(figures) <= told
