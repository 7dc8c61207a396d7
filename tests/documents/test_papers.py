"""Every paper that the site gives away, as our own judge sees it."""

from urllib.parse import urlsplit

import pytest

from eventsys.core.text import Language
from tests.documents.judge import faults_of
from tests.documents.papers import paths_of

EARLY = (Language.DANISH, Language.ARABIC)
LANGUAGES = [
    *EARLY,
    *(pytest.param(each, marks=pytest.mark.long) for each in Language if each not in EARLY),
]

# Printed by the same functions as those above: for people chosen in a form, or as long work.
THE_SAME = {"organiser.people.tickets", "organiser.work.file"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_paper_can_be_read_out(papers_in, language):
    papers = papers_in(language)
    found = {kind: faults_of(pdf, language.value) for kind, pdf in papers.items()}
    assert found == {kind: [] for kind in papers}


def test_no_paper_is_forgotten(app, printed):
    addresses = app.url_map.bind("localhost")
    paths = (urlsplit(path).path for path in paths_of(printed, Language.DANISH).values())
    assert {addresses.match(path)[0] for path in paths} | THE_SAME == {
        rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.endswith(".pdf")
    }
