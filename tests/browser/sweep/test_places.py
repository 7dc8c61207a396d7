"""The sweep leaves no page of the citizens out; a new page needs its places in `places.py`."""

import pytest

from tests.browser.sweep.places import places_of

pytestmark = pytest.mark.browser

NO_PAGES = {
    "public.picture": "is a picture",
    "public.preview": "is for the team: swept with the back office",
    "public.home": "leads to the list in the reader's language",
    "public.was": "leads to the accessibility statement",
    "public.short_link": "leads to the own page",
    "public.certificate_link": "leads to the certificate's page",
    "public.certificate_paper": "is a PDF",
    "public.short_survey": "leads to the questionnaire",
    "public.short_exit_survey": "leads to the questionnaire at the exit",
    "public.correct_email": "leads to the own page, whose form it serves",
    "public.send_apology": "leads to the own page, whose buttons it serves",
    "public.withdraw_apology": "leads to the own page, whose buttons it serves",
    "public.draw_file": "is JSON",
    "public.own_data_file": "is JSON",
    "public.group_template": "is a table for other programs",
    "public.tickets_pdf": "is a PDF",
    "public.group_sheet": "is a PDF",
    "public.group_badges": "is a PDF",
    "public.robots": "is for programs",
    "public.security": "is for programs",
    "public.sitemap": "is for programs",
}


def test_every_public_page_is_swept(site):
    rules = site.app.url_map.iter_rules()
    pages = {
        rule.endpoint
        for rule in rules
        if rule.endpoint.startswith("public.") and "GET" in (rule.methods or ())
    }
    swept = {place.endpoint for place in places_of(site)}
    assert swept - {"fault"} == pages - set(NO_PAGES)


def test_every_place_is_named_once(site):
    names = [place.name for place in places_of(site)]
    assert sorted(names) == sorted(set(names))


def test_no_name_tells_a_secret(site):
    secrets = {*site.tokens.values(), *site.codes.values()}
    names = [place.name for place in places_of(site)]
    assert [name for name in names if any(secret in name for secret in secrets)] == []
