"""Both readings of the paper's percentages come in as a season file and print what it printed."""

import json
from itertools import chain

import pytest

from eventsys.core.principal import SYSTEM
from eventsys.evaluation.surveys.rules import NO, YES
from eventsys.exchange.season.operations import import_season
from eventsys.reports.figures.making import make_figures
from tests.exchange.season.invented.casework import casework_facts
from tests.exchange.season.invented.facts import venue_facts
from tests.exchange.season.invented.large_days import open_day_facts, party_facts
from tests.exchange.season.invented.workshops import READING_A, Reading, workshop_facts
from tests.reports.figures.test_golden_2009 import PAPER, printed
from tests.reports.year_2009 import REPORTED_AT

READING_B = Reading(
    people={5: 25, 6: 8},
    at_once={"4": 90, "3": 64, "2": 10, "1": 4},
    later={YES: 145, NO: 23},
)
"""All who answered are relevant to both questions: 154 and 145 of 168, of 173 who were asked."""
PAIRS = {
    "A": (READING_A, 66, {"F04": (55, 60), "F05": (44, 51), "F06": (128, 132)}),
    "B": (READING_B, 173, {"F04": (154, 168), "F05": (145, 168), "F06": (336, 346)}),
}


def season_lines(reading):
    facts = chain(
        venue_facts(), workshop_facts(reading), party_facts(), open_day_facts(), casework_facts()
    )
    return [json.dumps(each).encode() + b"\n" for each in facts]


@pytest.mark.quick_on("sqlite")
@pytest.mark.parametrize("reading", PAIRS)
def test_both_readings_of_the_paper_print_what_it_printed(session, reading):
    facts, people, pairs = PAIRS[reading]
    import_season(session, season_lines(facts), at=REPORTED_AT, by=SYSTEM)
    figures = make_figures(session, 2009, at=REPORTED_AT)
    assert printed(figures) == PAPER
    made = {code: figures[code].made for code in pairs}
    assert figures["F03"].made.parts["people"] == people
    assert {code: (made[code].numerator, made[code].denominator) for code in pairs} == pairs
