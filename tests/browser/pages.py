"""Come from page to page in Chromium and be there: a click does not wait for what it opens."""

from playwright.sync_api import Locator, Page


def follow(opener: Locator) -> None:
    """Click on what opens another page, and wait until that page is there."""
    with opener.page.expect_navigation():
        opener.click()


def sign_in(page: Page, email: str, passphrase: str) -> None:
    """Fill in the page that asks who one is, and wait for the page after it.

    Whoever goes on without waiting breaks the sign-in off, and is asked again.
    """
    page.fill("#email", email)
    page.fill("#password", passphrase)
    follow(page.locator("main form button[type=submit]").last)
