"""The page about security names for each requirement a test that exists."""

import re

from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "security.md"
TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")
REASON = re.compile(r"\([^()]+\)")
REQUIREMENTS = [f"SEC{number}" for number in range(1, 47)]


def rows():
    """Read the table's rows: a requirement's number, and what stands in its last cell."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| SEC")]
    return {row[0]: row[-1] for row in cells}


def test_each_requirement_has_a_row():
    assert list(rows()) == REQUIREMENTS


def test_each_requirement_has_its_test_or_the_reason_why_there_is_none():
    bare = [
        number for number, cell in rows().items() if not (TEST.search(cell) or REASON.search(cell))
    ]
    assert bare == []


def test_the_tests_that_are_named_exist():
    named = [found for cell in rows().values() for found in TEST.findall(cell)]
    missing = [f"{path}::{name}" for path, name in named if not is_there(path, name)]
    assert missing == []
    assert len(named) > 80


def is_there(path, name):
    """Tell whether a file holds a test of a name."""
    file = ROOT / "tests" / path
    return file.exists() and f"\ndef {name}(" in file.read_text(encoding="utf-8")
