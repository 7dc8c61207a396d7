"""What rows come to, and that those about few people are told as one."""

import pytest

from eventsys.reports.behind.rules import Behind, Kept, Row, join_few


def row(numerator, denominator=None):
    return Row(
        kept=Kept.WAVES, name=f"fest-{denominator}", numerator=numerator, denominator=denominator
    )


@pytest.mark.parametrize(
    ("rows", "told", "joined"),
    [
        ([(5, 6), (7, 9)], [(5, 6), (7, 9)], 0),
        ([(2, 3), (1, 4), (7, 9)], [(7, 9), (3, 7)], 2),
        ([(2, 3), (6, 8), (7, 9)], [(7, 9), (8, 11)], 2),
        ([(0, 0), (7, 9)], [(0, 0), (7, 9)], 0),
        ([(1, 2), (1, 1)], [(2, 3)], 2),
        ([(2, 3)], [(2, 3)], 0),
        ([], [], 0),
    ],
)
def test_rows_about_few_are_told_together_and_nothing_is_lost(rows, told, joined):
    behind = join_few([row(*each) for each in rows])
    assert [(each.numerator, each.denominator) for each in behind.rows] == told
    assert behind.joined == joined
    assert behind.numerator == sum(numerator for numerator, _ in rows)
    assert (behind.denominator or 0) == sum(denominator for _, denominator in rows)


def test_what_has_no_share_has_no_denominator_but_its_unit():
    assert Behind(rows=[row(3), row(2)]).denominator is None
    halves = Behind(rows=[row(3), row(2)], unit=2)
    assert (halves.numerator, halves.denominator) == (5, 2)


@pytest.mark.parametrize(("rows", "truth"), [([1, 1], 1), ([1, 0], 0), ([], 0)])
def test_a_sentence_holds_where_each_of_its_rows_does(rows, truth):
    assert Behind(rows=[row(each) for each in rows], is_all=True).numerator == truth
