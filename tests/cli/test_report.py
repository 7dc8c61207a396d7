"""The figures of a year leave as a file, exact and in the language that was asked for."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import docx
import pytest

from eventsys.core.db import transaction
from eventsys.core.numbers import write_count
from eventsys.core.text import Language
from eventsys.reports.figures.models import FigureRun
from eventsys.reports.figures.rules import LANGUAGES
from eventsys.reports.yearly.blockers import examine
from eventsys.reports.yearly.operations import approve_report, check_report
from tests.facts import add_advice
from tests.reports.year_2009 import REPORTED_AT, make_casework, make_programme, make_workshops
from tests.reports.yearly.whole import ANN, BO, draft

KEYS = {
    *("shown", "numerator", "denominator", "value", "definition_version", "inputs_hash"),
    *("parts", "missing"),
}


@pytest.fixture
def year(installation, in_app):
    """The workshops and the casework of 2009."""
    with transaction() as session:
        make_workshops(session)
        make_casework(session)
        make_programme(session)


def test_the_figures_are_told_to_programs_with_all_that_they_are_made_of(year, eventsys):
    ended = eventsys("report 2009 --format json -o -")
    assert (ended.status, ended.errors) == (0, "")
    told = json.loads(ended.output)
    assert (told["year"], told["state"]) == (2009, "draft")
    figures = told["figures"]
    assert [*figures] == [f"F{number:02}" for number in range(1, 20)]
    assert all(set(each) == KEYS for each in figures.values())
    assert figures["F04"] == {
        "shown": "91,7\u00a0%",
        "numerator": 55,
        "denominator": 60,
        "value": 91.7,
        "definition_version": 1,
        "inputs_hash": figures["F04"]["inputs_hash"],
        "parts": figures["F04"]["parts"],
        "missing": None,
    }
    shown = {code: (each["shown"], each["value"]) for code, each in figures.items()}
    assert shown["F03"] == ("33", 33)
    assert shown["F06"] == ("97\u00a0%", 97)
    assert shown["F13"][1] is True
    assert shown["F16"] == ("1½ + 1 + 1 + 1½ = 5", 5)
    assert (figures["F01"]["shown"], figures["F01"]["missing"]) == ("–", "event")


def test_each_making_is_kept_once(year, eventsys):
    for _ in range(2):
        assert eventsys("report 2009 --format json -o -").status == 0
    with transaction() as session:
        assert session.query(FigureRun).count() == 19
        add_advice(session, date(2009, 5, 5))
    eventsys("report 2009 --format csv -o -")
    with transaction() as session:
        assert session.query(FigureRun).filter_by(code="F07").count() == 2


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("da", ("nøgletal", "91,7\u00a0%", "ja")),
        ("en", ("figure", "91.7%", "yes")),
    ],
)
def test_the_table_has_the_exact_pair_beside_what_is_printed(
    year, eventsys, tmp_path, language, expected
):
    path = tmp_path / "status.csv"
    ended = eventsys(f"report 2009 --format csv --lang {language} -o {path}")
    assert (ended.status, ended.output) == (0, "")
    lines = list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
    rows = {each[0]: each for each in lines[1:]}
    assert (lines[0][1], rows["F04"][2], rows["F13"][3]) == expected
    assert rows["F04"][3:6] == ["91,7", "55", "60"]
    assert rows["F01"][2:6] == ["–", "", "", ""]


def test_only_the_languages_of_the_paper_and_the_kinds_that_are_made_are_taken(
    installation, eventsys
):
    assert [each.value for each in LANGUAGES] == [Language.DANISH, Language.ENGLISH]
    for wrong in ("--format odt", "--format json --lang ar", "", "--format tsv"):
        assert eventsys(f"report 2009 {wrong} -o -").status == 2
    assert eventsys("report next --format json -o -").status == 2


def test_a_file_that_cannot_be_written_is_one_line(year, eventsys, tmp_path):
    ended = eventsys(f"report 2009 --format json -o {tmp_path / 'nowhere' / 'a.json'}")
    assert ended.status == 1
    assert ended.errors.count("\n") == 1
    assert "Traceback" not in ended.errors


def approve(year):
    """Have a year's report approved, its cases settled."""
    with transaction() as session:
        report = draft(session)
        findings = replace(examine(session, report, at=REPORTED_AT), blockers=[])
        check_report(session, report, findings, at=REPORTED_AT, by=BO)
        approve_report(session, report, findings, at=REPORTED_AT, by=ANN)


def test_the_state_is_that_of_the_report(year, eventsys):
    with transaction() as session:
        draft(session)
    told = json.loads(eventsys("report 2009 --format json -o -").output)
    assert (told["state"], "errata" in told) == ("draft", False)


def test_an_approved_report_tells_its_frozen_figures_and_what_changed_since(year, eventsys):
    approve(year)
    first = json.loads(eventsys("report 2009 --format json -o -").output)
    assert (first["state"], first["errata"]) == ("approved", [])
    with transaction() as session:
        add_advice(session, date(2009, 5, 5))
    ended = eventsys("report 2009 --format json -o -")
    told = json.loads(ended.output)
    assert (told["figures"], told["seal"]) == (first["figures"], first["seal"])
    assert told["figures"]["F07"]["shown"] == "181"
    [erratum] = [each for each in told["errata"] if each["figure"] == "F07"]
    assert (erratum["old"], erratum["new"]) == ("181", "182")
    assert erratum["changed"] == {"2009-05": [17, 18]}
    again = json.loads(eventsys("report 2009 --format json -o -").output)
    assert again == told


PAPERS = {"html": b"<!DOCTYPE html>", "xlsx": b"PK", "ods": b"PK", "docx": b"PK", "pdf": b"%PDF-"}


@pytest.mark.parametrize("form", PAPERS)
def test_the_report_is_written_as_a_paper_the_same_each_time(year, eventsys, tmp_path, form):
    written = []
    for name in ("first", "second"):
        path = tmp_path / name
        ended = eventsys(f"report 2009 --format {form} -o {path}")
        assert (ended.status, ended.output, ended.errors) == (0, "", "")
        written.append(path.read_bytes())
    assert written[0].startswith(PAPERS[form])
    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("da", ("91,7\u00a0%", "Der er ikke markeret noget arrangement, der tæller her.")),
        ("en", ("91.7%", "No event is marked that counts here.")),
    ],
)
def test_the_paper_speaks_one_language_throughout(year, eventsys, tmp_path, language, expected):
    path = tmp_path / "status.html"
    assert eventsys(f"report 2009 --format html --lang {language} -o {path}").status == 0
    page = path.read_text()
    assert [each in page for each in expected] == [True, True]
    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_document_says_each_figure_as_the_json_does(year, eventsys, tmp_path, language):
    told = json.loads(eventsys(f"report 2009 --format json --lang {language} -o -").output)
    path = tmp_path / "status.docx"
    ended = eventsys(f"report 2009 --format docx --lang {language} -o {path}")
    assert (ended.status, ended.errors) == (0, "")
    rows = {
        row.cells[0].text.partition(". ")[0]: [cell.text for cell in row.cells[1:]]
        for table in docx.Document(str(path)).tables
        for row in table.rows
        if ". " in row.cells[0].text
    }
    figures = told["figures"]
    assert [*sorted(rows), "F13"] == [*sorted(set(figures) - {"F13"}), "F13"]
    for code, (shown, _before, *pair) in rows.items():
        figure = figures[code]
        exact = [write_number(figure[name], language) for name in ("numerator", "denominator")]
        assert (shown, pair) == (figure["shown"], exact), code


def write_number(number, language):
    """Write the exact number of a figure as a table does."""
    return "–" if number is None else write_count(number, language)


@pytest.mark.parametrize(
    ("form", "template"), [("pdf", "status.TEMPLATE"), ("docx", "word.pictures.TEMPLATE")]
)
def test_a_paper_that_cannot_be_made_now_is_one_line(year, eventsys, monkeypatch, form, template):
    monkeypatch.setattr(f"eventsys.documents.{template}", "nowhere.typ")
    ended = eventsys(f"report 2009 --format {form} -o -")
    assert ended.status == 1
    assert ended.errors == "Error: The file could not be made now. Try again later.\n"
