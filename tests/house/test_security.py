"""The page about security names for each requirement a test that exists."""

import re

from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "security.md"
TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")
LEFT_OUT = re.compile(r"mark\.(?:skip|xfail)")
REQUIREMENTS = [f"SEC{number}" for number in range(1, 47)]


def rows():
    """Read the table's rows: a requirement's number, and what stands in its last cell."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| SEC")]
    return {row[0]: row[-1] for row in cells}


def test_each_requirement_has_a_row():
    assert list(rows()) == REQUIREMENTS


def test_the_tests_that_are_named_exist():
    named = [found for cell in rows().values() for found in TEST.findall(cell)]
    missing = [f"{path}::{name}" for path, name in named if not is_there(path, name)]
    assert missing == []
    assert len(named) > 80


def test_each_requirement_is_held_by_a_test_that_is_run():
    """What is not built says so beside what is; a row without a test holds nothing."""
    bare = [number for number, cell in rows().items() if not TEST.search(cell)]
    skipped = [
        f"{path}::{name}"
        for cell in rows().values()
        for path, name in TEST.findall(cell)
        if LEFT_OUT.search(above(path, name))
    ]
    assert (bare, skipped) == ([], [])


def above(path, name):
    """Read the decorators of a test: all from the blank line before it."""
    text = (ROOT / "tests" / path).read_text(encoding="utf-8")
    return text.partition(f"\ndef {name}(")[0].rpartition("\n\n\n")[2]


def test_no_row_speaks_of_numbers_of_the_plan():
    assert re.findall(r"issue \d+", PAGE.read_text(encoding="utf-8")) == []


def is_there(path, name):
    """Tell whether a file holds a test of a name."""
    file = ROOT / "tests" / path
    return file.exists() and f"\ndef {name}(" in file.read_text(encoding="utf-8")
