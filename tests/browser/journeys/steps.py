"""The steps that many journeys take, on pages of any language."""

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.pages import follow

LANGUAGES = ["da", pytest.param("ar", marks=pytest.mark.long)]
BY_MAIL, BY_PHONE, NOT_AT_ALL = "#channel-0", "#channel-1", "#channel-2"
MANY_TABS = 120


def send(page: Page) -> None:
    """Press the button of the form by which one registers, and wait for the answer."""
    follow(page.locator("#registration .button:not(.second)").last)


def say_yes(page: Page) -> None:
    """Press the only button of a page that asks whether something is to be done, and wait."""
    follow(page.locator("main form .button:not(.second)").first)


def reference_on(page: Page) -> str:
    """Read the reference on one's own page."""
    return page.locator("b[dir=ltr]").last.inner_text()


def tickets_on(page: Page) -> Locator:
    """Find the tickets that admit."""
    return page.locator(".ticket .qr")


def tab_to(page: Page, selector: str) -> None:
    """Press the Tab key until something is focused."""
    focused = page.locator(f"{selector}:focus")
    for _ in range(MANY_TABS):
        page.keyboard.press("Tab")
        if focused.count():
            return
    raise AssertionError(f"the Tab key does not lead to {selector}")


def press(page: Page, selector: str) -> None:
    """Go to something by the Tab key, and press Enter there."""
    tab_to(page, selector)
    page.keyboard.press("Enter")
