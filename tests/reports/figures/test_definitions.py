"""Every figure has a definition whole in both languages, and the version that held that year."""

from dataclasses import replace
from datetime import date

import pytest

from eventsys.core.text import Language
from eventsys.reports.figures import definitions
from eventsys.reports.figures.definitions import (
    DEFINITIONS,
    changes_between,
    codes,
    definition_of,
)


def test_all_figures_of_the_paper_are_defined_in_both_languages():
    assert codes() == [f"F{number:02}" for number in range(1, 20)]
    keys = [(each.code, each.version) for each in DEFINITIONS]
    assert len(set(keys)) == len(keys)
    for each in DEFINITIONS:
        assert set(each.texts) == {Language.DANISH, Language.ENGLISH}
        assert all(each.texts.values()), each.code
        assert each.inputs, each.code
        assert each.owner
        told = {*each.texts} if each.version > 1 else set()
        assert {*each.changes} == told, f"{each.code} must say what version {each.version} changed"


@pytest.mark.parametrize(("year", "version"), [(2001, 1), (2009, 1), (2010, 1), (2011, 2)])
def test_a_year_is_made_by_the_definition_that_held_at_its_end(monkeypatch, year, version):
    newer = replace(definition_of("F11", 2009), version=2, valid_from=date(2011, 12, 31))
    monkeypatch.setattr(definitions, "DEFINITIONS", (*DEFINITIONS, newer))
    assert definition_of("F11", year).version == version


@pytest.mark.parametrize(
    ("one", "other", "versions"), [(1, 3, [2, 3]), (3, 2, [3]), (2, 2, []), (1, 9, [2, 3])]
)
def test_all_changes_between_two_years_are_told_whichever_comes_first(
    monkeypatch, one, other, versions
):
    first = definition_of("F11", 2009)
    newer = [replace(first, version=each, valid_from=date(2010 + each, 1, 1)) for each in (2, 3)]
    monkeypatch.setattr(definitions, "DEFINITIONS", (*DEFINITIONS, *newer))
    assert [each.version for each in changes_between("F11", one, other)] == versions
