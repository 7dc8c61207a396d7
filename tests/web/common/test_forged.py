"""What views read beside their forms is no forged field."""

import re

from flask import request

from eventsys.web.common.forged import BESIDE, know, log_forged, without_numbers
from tests.house.tree import ROOT

READ = re.compile(r'request\.form(?:\.get\(|\.getlist\(|\[)\s*"([^"]+)"|"([^"]+)" in request\.form')


def test_names_that_views_read_by_themselves_are_known():
    sources = (ROOT / "eventsys" / "web").rglob("*.py")
    read = {
        name
        for source in sources
        for pair in READ.findall(source.read_text(encoding="utf-8"))
        for name in pair
        if name
    }
    assert len(read) > 20
    assert read - BESIDE == set()


def test_entries_of_a_list_are_named_alike():
    assert without_numbers("people-12-answers-3") == without_numbers("people-0-answers-14")
    assert without_numbers("text_da-title") == "text_da-title"


def logged(app, caplog, sent, *names):
    """Answer a request that is read with forms which have these fields."""
    with caplog.at_level("WARNING"), app.test_request_context("/da/", method="POST", data=sent):
        assert request.form
        know(names)
        log_forged(app.response_class())
    return [each.facts["names"] for each in caplog.records]


def test_a_request_that_no_form_reads_is_not_judged(app, caplog):
    assert logged(app, caplog, {"tick-17": "y"}) == []


def test_no_more_than_a_few_names_are_logged_and_none_that_says_anything(app, caplog):
    odd = dict.fromkeys("abcdefg", "x") | {"Fatima 4512345678": "x", "a\nb": "x"}
    assert logged(app, caplog, odd, "title") == [["a", "b", "c", "d", "e"]]
