"""Every figure has a definition whole in both languages, and the version that held that year."""

from dataclasses import replace
from datetime import date

import pytest

from eventsys.core.text import Language
from eventsys.reports.figures import definitions
from eventsys.reports.figures.definitions import DEFINITIONS, codes, definition_of


def test_all_figures_of_the_paper_are_defined_in_both_languages():
    assert codes() == [f"F{number:02}" for number in range(1, 20)]
    keys = [(each.code, each.version) for each in DEFINITIONS]
    assert len(set(keys)) == len(keys)
    for each in DEFINITIONS:
        assert set(each.texts) == {Language.DANISH, Language.ENGLISH}
        assert all(each.texts.values()), each.code
        assert each.inputs, each.code
        assert each.owner


@pytest.mark.parametrize(("year", "version"), [(2001, 1), (2009, 1), (2010, 1), (2011, 2)])
def test_a_year_is_made_by_the_definition_that_held_at_its_end(monkeypatch, year, version):
    newer = replace(definition_of("F11", 2009), version=2, valid_from=date(2011, 12, 31))
    monkeypatch.setattr(definitions, "DEFINITIONS", (*DEFINITIONS, newer))
    assert definition_of("F11", year).version == version
