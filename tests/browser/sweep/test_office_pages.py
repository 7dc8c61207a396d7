"""Every page of the back office: everybody can read and use it."""

import pytest

from tests.browser.sweep.judge import DANISH_WORD, DESKTOP, sweep
from tests.browser.sweep.office import before_sign_in, come_in, fill, places_of
from tests.pages import Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

LANGUAGES = [
    "da",
    *(pytest.param(each, marks=pytest.mark.long) for each in ("en", "ar", "tr", "ur", "so")),
]
NO_PAGES = {
    "organiser.attendance.download": "is a table for other programs",
    "organiser.dashboards.download": "is a table for other programs",
    "organiser.dashboards.year_file": "is a table for other programs",
    "organiser.dashboards.years": "leads to the year of today",
    "organiser.lists.worker": "is a script",
    "organiser.results.download": "is a table for other programs",
    "organiser.comparison.download": "is a table for other programs",
    "organiser.papers.show": "is a file",
    "organiser.papers.open_data": "is a file",
    "organiser.results.paper": "is a PDF",
    "organiser.comparison.paper": "is a PDF",
    "organiser.completion.paper": "is a PDF",
    "organiser.completion.papers": "is a PDF",
    "organiser.desk.sheet": "is a PDF",
    "organiser.desk.ticket": "is a PDF",
    "organiser.rehearsal.guide": "is a PDF",
    "organiser.rehearsal.sheet": "is a PDF",
    "organiser.events.poster": "is a PDF",
    "organiser.work.file": "is a PDF",
    "organiser.groups.sheet": "is a PDF",
    "organiser.waves.poster": "is a PDF",
    "organiser.groups.group_badges": "is a PDF",
    "organiser.groups.badges": "is a PDF",
}
OWN_PAGES = {"account.index", "account.passphrase", "account.tokens", "security.wan_register"}


@pytest.fixture(scope="module")
def office(site):
    """What only the back office shows."""
    return fill(site)


def test_every_page_of_the_back_office_is_swept(site, office):
    rules = site.app.url_map.iter_rules()
    pages = {
        rule.endpoint
        for rule in rules
        if rule.endpoint.startswith("organiser.") and "GET" in (rule.methods or ())
    }
    swept = {place.endpoint for place in places_of(office)}
    elsewhere = {*OWN_PAGES, "security.mf_recovery_codes", "public.preview"}
    assert swept - elsewhere == pages - set(NO_PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_use_every_page_of_the_back_office(
    site, office, open_page, record_property, language
):
    page = open_page(viewport=DESKTOP, locale=language, forgive="Failed to load resource")
    first = sweep(page, site.url, before_sign_in(office))
    come_in(page, site.url)
    swept = sweep(page, site.url, places_of(office))
    record_property("sweep", f"Back office, {language}: {swept.told}")
    assert not first.faults, first.report
    assert not swept.faults, swept.report


def test_danish_texts_tell_their_language_on_every_english_page_of_the_back_office(
    site, office, open_page
):
    page = open_page(viewport=DESKTOP, locale="en")
    come_in(page, site.url)
    lost = []
    for place in places_of(office):
        answer = page.request.get(place.under(site.url), headers={"Accept-Language": "en"})
        if set(Page(answer.text()).languages_of(DANISH_WORD)) - {"da"}:
            lost.append(place.name)
    assert lost == []
