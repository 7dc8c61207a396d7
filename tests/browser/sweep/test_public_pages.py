"""Every page of the citizens, in every state: everybody can read and use it."""

import pytest

from tests.browser.sweep.judge import DESKTOP, sweep
from tests.browser.sweep.places import places_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

LANGUAGES = [
    *("da", "ar"),
    *(pytest.param(each, marks=pytest.mark.long) for each in ("en", "tr", "ur", "so")),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_use_every_public_page(site, open_page, record_property, language):
    page = open_page(viewport=DESKTOP, locale=language, forgive="Failed to load resource")
    swept = sweep(page, f"{site.url}/{language}", places_of(site))
    record_property("sweep", f"Citizens' pages, {language}: {swept.told}")
    assert not swept.faults, swept.report
