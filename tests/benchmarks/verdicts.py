"""What a phone does by itself: a verdict without coverage, with a large list of tickets."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.figures import Figure, at_most
from tests.browser.phone import Phone
from tests.browser.phone_api import PhoneApi, TicketList, ticket
from tests.browser.server import serving_pages
from tests.tools.chromium import FLAGS, find_chromium

TICKETS = 100_000
READINGS = 60
PATIENCE_IN_SECONDS = 300


def measure() -> Iterator[Figure]:
    """Read tickets without coverage, in Chromium."""
    with (
        TemporaryDirectory() as folder,
        serving_pages(Path(folder)) as url,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        took = sorted(judge_locally(browser, url))
        yield at_most(
            f"p95 of {READINGS} verdicts on the phone, {TICKETS:,} tickets",
            took[int(0.95 * len(took))],
            50,
            " ms",
        )
        browser.close()


def judge_locally(browser: Browser, url: str) -> Iterator[int]:
    """Read tickets one after another; gives the milliseconds until each is kept and judged."""
    codes = [f"{number:024}" for number in range(READINGS)]
    others = [stranger(number) for number in range(TICKETS - READINGS)]
    api = PhoneApi(listed=TicketList([*others, *map(ticket, codes)]))
    phone = Phone(browser.new_page(), url, api)
    phone.page.set_default_timeout(PATIENCE_IN_SECONDS * 1000)
    phone.page.goto(f"{url}/scan/#PAIR-ME22")
    phone.shows(list="ready", tickets=str(TICKETS), seconds=PATIENCE_IN_SECONDS)
    api.down = True
    for number, code in enumerate(codes, 1):
        phone.type_code(code)
        phone.shows(results=str(number), judge="phone", verdict="admitted", judging="0")
        yield int(phone.root.get_attribute("data-known") or "")


def stranger(number: int) -> dict[str, object]:
    """Write a ticket that nobody shows."""
    digest = sha256(str(number).encode()).digest()
    hashes = (urlsafe_b64encode(digest[:12]).decode(), urlsafe_b64encode(digest[:6]).decode())
    return dict(zip(("hash", "short"), hashes, strict=True)) | {
        "category": "adult",
        "state": "valid",
        "in": [],
        "flags": 0,
    }
