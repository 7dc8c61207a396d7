"""A volunteer's phone at the gate: its page, and the attributes that tell its state."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.phone_api import PAIRING_CODE, PhoneApi

SHORT_CODE = "K7PQ2MXC"
OTHER_SHORT_CODE = "22222222"
CODE = "0123456789ABCDEFGHJKMNPQ"
TICKET = f"HTTPS://TILMELDING.EXAMPLE/T/{CODE}"


class GatePage:
    """A page of the gate, whoever answers it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    @property
    def root(self) -> Locator:
        """The element whose attributes tell the state."""
        return self.page.locator("html")

    def shows(self, *, seconds: float = 10, **states: str) -> None:
        """Wait until the page states all this of itself: `shows(state="ready", unsent="0")`."""
        for name, value in states.items():
            expect(self.root).to_have_attribute(f"data-{name}", value, timeout=seconds * 1000)

    def says(self, text: str | re.Pattern[str]) -> None:
        """Wait until a text can be seen."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def type_code(self, code: str) -> None:
        """Type a short code and send it, when the one before is judged."""
        expect(self.root).not_to_have_attribute("data-judging", "1")
        self.page.fill("#code", code)
        self.page.click("#typed button")

    def blanks(self) -> None:
        """Wait until the verdict is gone."""
        expect(self.page.locator("#result")).to_be_empty()


class Phone(GatePage):
    """A page of the gate and what the API answers it."""

    def __init__(self, page: Page, url: str, api: PhoneApi) -> None:
        super().__init__(page, url)
        self.api = api
        api.serve(page)

    def pair(self, path: str = "/scan/") -> None:
        """Open the link of the organiser's QR."""
        self.page.goto(f"{self.url}{path}#{PAIRING_CODE}")
        self.shows(state="ready", pairing="done", unsent="0", network="sent")


OpenPhone = Callable[..., Phone]
