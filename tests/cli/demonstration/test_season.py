"""The year 2009 of the demonstration: its totals are the paper's, and it says what it is."""

import json

import pytest

from eventsys.cli.demonstration.season.adding import add_season, season_lines
from eventsys.cli.demonstration.season.workshops import READING_A, Reading
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.evaluation.surveys.rules import NO, YES
from eventsys.exchange.season.operations import import_season
from eventsys.people.rules import RoleName
from eventsys.registration.rules import Source
from eventsys.reports.figures.making import make_figures
from eventsys.reports.figures.operations import let_count_as
from eventsys.reports.figures.queries import is_invented, read_scope
from eventsys.reports.figures.rules import CountsAs
from eventsys.reports.papers.danish import DANISH
from eventsys.reports.papers.english import ENGLISH
from eventsys.reports.yearly.operations import write_chapter
from eventsys.reports.yearly.queries import find_report, find_row
from eventsys.reports.yearly.rules import Chapter
from tests.factories import AT, START, make_event, make_family
from tests.reports.figures.test_golden_2009 import PAPER, printed
from tests.reports.year_2009 import REPORTED_AT
from tests.reports.yearly.whole import BODIES
from tests.web.conftest import add_signed_in

READING_B = Reading(
    people={5: 25, 6: 8},
    at_once={"4": 90, "3": 64, "2": 10, "1": 4},
    later={YES: 145, NO: 23},
)
"""All who answered are relevant to both questions: 154 and 145 of 168, of 173 who were asked."""
PAIRS = {
    "A": (READING_A, {"F03": 66, "F04": (55, 60), "F05": (44, 51), "F06": (128, 132)}),
    "B": (READING_B, {"F03": 173, "F04": (154, 168), "F05": (145, 168), "F06": (336, 346)}),
}


def bring_in(session, lines):
    return import_season(session, lines, at=REPORTED_AT, by=SYSTEM)


def figures_of(session):
    return make_figures(session, 2009, at=REPORTED_AT)


@pytest.mark.quick_on("sqlite")
@pytest.mark.parametrize("reading", PAIRS)
def test_both_readings_of_the_paper_print_what_it_printed(session, reading):
    facts, pairs = PAIRS[reading]
    bring_in(session, season_lines(facts))
    figures = figures_of(session)
    assert printed(figures) == PAPER
    made = {code: figures[code].made for code in pairs}
    assert made["F03"].parts["people"] == pairs.pop("F03")
    assert {code: (made[code].numerator, made[code].denominator) for code in pairs} == pairs


def test_reading_b_leaves_as_json_on_the_page_and_in_the_paper(
    installation, eventsys, app, client, tmp_path
):
    file, paper = tmp_path / "2009.jsonl", tmp_path / "status.html"
    file.write_bytes(b"".join(season_lines(READING_B)))
    assert eventsys(f"import season {file}").status == 0
    ended = eventsys("report 2009 --format json -o -")
    told = json.loads(ended.output)["figures"]
    assert {code: each["shown"] for code, each in told.items()} == PAPER
    assert (told["F04"]["numerator"], told["F04"]["denominator"]) == (154, 168)
    assert eventsys(f"report 2009 --format html -o {paper}").status == 0
    add_signed_in(app, client, RoleName.VIEWER)
    page = client.page("/organiser/report/2009/").text
    for code in ("F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F16"):
        assert " ".join(told[code]["shown"].split()) in page, code
        assert told[code]["shown"] in paper.read_text(), code


@pytest.fixture
def demonstrated(in_app):
    """The year as the demonstration begins with it; it is prepared twice."""
    add_season(at=clock.now(), slice_seconds=1)
    with transaction() as session:
        write_chapter(
            session, find_row(session, 2009), Chapter.FINANCES, BODIES, at=clock.now(), by=SYSTEM
        )
    add_season(at=clock.now(), slice_seconds=0.03)


def test_a_visitor_goes_on_with_a_draft_that_says_it_is_invented(demonstrated, app, client):
    report = find_report(db.session(), 2009)
    assert (report.state, report.texts[Chapter.FINANCES]) == ("draft", BODIES)
    add_signed_in(app, client, RoleName.ORGANISER)
    assert "2009 Kladde" in " ".join(client.page("/organiser/report/").text.split())
    for path in ("/organiser/report/2009/", "/organiser/report/2009/paper"):
        assert DANISH.invented in " ".join(client.page(path).text.split())
    assert "714" in client.page("/organiser/report/2009/").text
    for language, words in (("da", DANISH), ("en", ENGLISH)):
        paper = client.get(f"/organiser/report/2009/{language}/status.html").text
        tables = paper.split("<h3 id=")[1:]
        totals = [each for each in tables if "F01. " in each or "F04. " in each or "F07. " in each]
        assert [words.invented in each for each in totals[:3]] == [True] * 3
        assert words.invented_sign in paper.partition("<main>")[0]


def test_only_a_year_with_people_who_were_made_up_is_said_to_be_invented(session):
    event = make_event(session)
    let_count_as(session, event, CountsAs.VISITORS, at=AT, by=SYSTEM)
    make_family(session, event)
    assert not is_invented(session, read_scope(session, START.year))
    make_family(session, event, source=Source.DEMONSTRATION)
    assert is_invented(session, read_scope(session, START.year))
    assert not is_invented(session, read_scope(session, START.year - 1))
