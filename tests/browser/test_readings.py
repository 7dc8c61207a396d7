"""The line that says which text one reads, in Chromium."""

import pytest
from playwright.sync_api import expect

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.standing import Origin, Provenance
from eventsys.core.text import Language
from tests.browser.axe import violations_of
from tests.factories import make_event

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(shared_server):
    """The real server with an event in Danish, and by a machine in Arabic."""
    with create_app(shared_server.settings).app_context(), transaction() as session:
        make_event(
            session,
            slug="laesning",
            at=clock.now(),
            titles={Language.DANISH: "Fest", Language.ARABIC: "حفلة"},
            bodies={Language.DANISH: "Kom og vær med.", Language.ARABIC: "تعالوا."},
            provenance=Provenance(origins={Language.ARABIC: Origin.MACHINE}),
        )
    return shared_server.url


@pytest.mark.long
def test_a_machines_text_is_read_from_right_to_left_with_a_way_to_the_danish(open_page, site):
    page = open_page(locale="ar")
    page.goto(f"{site}/ar/events/laesning")
    note = page.locator(".alert")
    expect(note).to_contain_text("هذا النص مترجم آليًا. النص الدنماركي هو المعتمد.")
    assert note.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert violations_of(page) == []
    note.get_by_role("link").click()
    expect(page.locator(".prose")).to_have_text("Kom og vær med.")
    expect(page.locator(".alert")).to_have_count(0)


def test_a_danish_text_on_another_page_is_marked_as_danish(open_page, site):
    page = open_page(locale="so")
    page.goto(f"{site}/so/events/laesning")
    expect(page.locator(".alert")).to_have_text("Qoraalkani waa af-Deenish.")
    prose = page.locator(".prose")
    assert (prose.get_attribute("lang"), prose.get_attribute("dir")) == ("da", "ltr")
    assert violations_of(page) == []
