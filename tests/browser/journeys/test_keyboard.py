"""All of registering by keyboard alone, without scripts, on a screen at 400 % (J25)."""

import pytest
from playwright.sync_api import expect

from tests.browser.journeys.steps import LANGUAGES, press, tab_to

pytestmark = pytest.mark.browser

AT_400_PERCENT = {"width": 320, "height": 256}  # what is left of 1280 by 1024


def is_as_wide_as_the_screen(page):
    """Tell whether nobody has to scroll sideways."""
    wide = page.locator("html").evaluate("root => root.scrollWidth")
    return wide <= AT_400_PERCENT["width"]


def type_who_comes(page):
    """Ask for three children, and for nobody to be written to."""
    tab_to(page, "button[name=people][value='3']")
    page.keyboard.press("Space")
    expect(page.locator("#participants-2-category-0")).to_have_count(1)
    for number in range(3):
        tab_to(page, f"#participants-{number}-category-0")
        page.keyboard.press("Space")
    tab_to(page, "#channel-0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#channel-2")).to_be_checked()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_parent_registers_three_children_by_keyboard_alone(site, open_page, language):
    slug = site.announce(f"taster-{language}")
    page = open_page(
        java_script_enabled=False, viewport=AT_400_PERCENT, locale=language, forgive="422"
    )
    page.goto(f"{site.url}/{language}/")
    narrow = [is_as_wide_as_the_screen(page)]
    press(page, f".event a[href$='/{slug}']")
    page.wait_for_url(f"**/{slug}")
    narrow.append(is_as_wide_as_the_screen(page))
    press(page, f"a[href$='/{slug}/register']")
    page.wait_for_url("**/register")
    type_who_comes(page)
    narrow.append(is_as_wide_as_the_screen(page))
    page.keyboard.press("Enter")
    expect(page.locator("#problems")).to_be_focused()
    narrow.append(is_as_wide_as_the_screen(page))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#contact_name")).to_be_focused()
    expect(page.locator("#contact_name")).to_be_in_viewport()
    page.keyboard.type("Fatima")
    page.keyboard.press("Enter")
    expect(page.locator(".ticket")).to_have_count(3)
    narrow.append(is_as_wide_as_the_screen(page))
    press(page, "#ticket-1 .onward")
    expect(page.locator("#ticket-2 h2")).to_be_in_viewport()
    assert narrow == [True] * 5
