"""The judge of pages itself: each rule bites, and a good page passes."""

import pytest

from tests.pages import Page

GOOD = """<!doctype html>
<html lang="ar" dir="rtl">
<head><title>Tilmelding</title><script type="module" src="/static/1/a.js"></script></head>
<body><h1>Tilmelding</h1>
<form method="post" action="/da/register" id="registration">
<input type="hidden" name="key" value="k">
<label for="name">Navn</label> <input id="name" name="name" value="Amina">
<label><input type="checkbox" name="news" value="yes"> Nyt</label>
<select name="category" aria-label="Type"><option value="child">Barn</option>
<option value="adult" selected>Voksen</option></select>
<textarea name="remark" aria-label="Andet">
Hej</textarea>
<button type="submit">Send</button>
</form></body></html>
"""

FAULTS = {
    "expected-doctype": ("<!doctype html>", ""),
    "lang is 'ar' but dir is 'ltr'": ('dir="rtl"', 'dir="ltr"'),
    "no title": ("<title>Tilmelding</title>", ""),
    "0 h1": ("<h1>Tilmelding</h1>", ""),
    "2 h1": ("<form", "<h1>Igen</h1><form"),
    "id 'name' stands 2 times": ("<h1>", '<h1 id="name">'),
    "<input name='name'> has no label": ('for="name"', 'for="nobody"'),
    "has no method": ('method="post"', ""),
    "an inline script": ("<h1>", "<script>run()</script><h1>"),
    "an inline style in <h1>": ("<h1>", '<h1 style="color: red">'),
    "onclick in <h1>": ("<h1>", '<h1 onclick="run()">'),
    "a javascript: link": ("<h1>", '<a href="javascript:run()">x</a><h1>'),
}


def test_a_good_page_has_no_faults():
    assert Page(GOOD).faults() == []


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_of_a_page_is_found(fault):
    before, after = FAULTS[fault]
    faults = Page(GOOD.replace(before, after, 1)).faults()
    assert len(faults) == 1
    assert fault in faults[0]


def test_a_form_sends_what_stands_in_it_and_what_was_changed():
    form = Page(GOOD).form("registration")
    assert form.action == "/da/register"
    assert form.filled({"name": "Bo", "news": ["yes"]}) == [
        ("key", "k"),
        ("category", "adult"),
        ("remark", "Hej"),
        ("name", "Bo"),
        ("news", "yes"),
    ]
