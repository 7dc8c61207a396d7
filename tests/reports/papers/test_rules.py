"""What a kept figure tells of its parts."""

from tests.reports.papers.facts import kept


def test_a_part_that_is_a_number_is_told_and_any_other_is_none():
    figure = kept("F16", 3, 2, parts={"1.a": "1½", "rows": 4})
    assert [figure.part(name) for name in ("rows", "1.a", "nowhere")] == [4, 0, 0]
    assert figure.code == "F16"
