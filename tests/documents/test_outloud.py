"""Every paper as outloud sees it, a judge that is neither ours nor the typesetter's."""

import io
import json
import subprocess
from pathlib import Path

import pikepdf
import pytest

from eventsys.core.text import Language
from eventsys.documents.tickets import print_tickets
from tests.documents.sheets import make_sheet
from tests.parts import miss
from tests.tools.apart import is_installed
from tests.tools.outloud import PROGRAM

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]
# What outloud asks a person to look at, and somebody has looked.
FALSE_ALARMS = {
    "PAG-001": "each ticket says for itself whose it is and how it is shown: that is no page head",
    "TBL-014": "the lines between badges are to cut along",
    "TXT-004": "an Arabic letter has several shapes",
}


def findings_in(papers, folder):
    """Tell what outloud finds in each paper."""
    if not is_installed("outloud"):
        miss("outloud is missing: run 'make test-long', or 'python -m tests.tools.outloud'.")
    for kind, pdf in papers.items():
        (folder / f"{kind}.pdf").write_bytes(pdf)
    ending = subprocess.run(
        [PROGRAM, folder, "--json", "-"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ending.returncode in {0, 1}, ending.stderr
    results = json.loads(ending.stdout)["results"]
    return {Path(result["path"]).stem: sorted(findings_of(result)) for result in results}


def findings_of(result):
    """Name the rules that are not kept, and those that broke down and could not judge."""
    assert result["error"] is None
    alarms = {
        each["rule"]
        for each in result["findings"]
        if each["severity"] == "warning" and each["rule"] in FALSE_ALARMS
    }
    return {each["rule"] for each in result["findings"]} - alarms | {
        f"{each['rule']} broke down" for each in result["rules"] if each["status"] == "crashed"
    }


@pytest.mark.parametrize("language", list(Language))
def test_nothing_is_found_in_any_paper(papers_in, language, tmp_path):
    papers = papers_in(language)
    assert findings_in(papers, tmp_path) == {kind: [] for kind in papers}


def without_tags(document):
    """Take away the structure."""
    del document.Root.MarkInfo
    del document.Root.StructTreeRoot


def without_language(document):
    """Take away what says which language it is."""
    del document.Root.Lang


def without_fonts(document):
    """Take away the letters' shapes."""
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each:
            del each.FontFile2


def without_words(document):
    """Take away what stands for the pictures."""
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == pikepdf.Name.Figure:
            del each.Alt


def test_outloud_finds_what_is_missing(tmp_path):
    whole = print_tickets(make_sheet())
    lacks = (without_tags, without_language, without_fonts, without_words)
    papers = {"whole": whole}
    for lack in lacks:
        with pikepdf.open(io.BytesIO(whole)) as document:
            lack(document)
            broken = io.BytesIO()
            document.save(broken)
        papers[lack.__name__] = broken.getvalue()
    assert findings_in(papers, tmp_path) == {
        "whole": [],
        "without_tags": ["DOC-001", "DOC-002"],
        "without_language": ["DOC-013"],
        "without_fonts": ["TXT-001"],
        "without_words": ["FIG-001"],
    }
