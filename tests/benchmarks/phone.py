"""What a volunteer waits for: the start of the page without a connection, and its weight before."""

from collections.abc import Iterator
from gzip import compress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, sync_playwright

from eventsys.web.gate.contents import content_of
from eventsys.web.gate.shell import SHELLS
from tests.benchmarks import verdicts
from tests.benchmarks.figures import Figure, at_most, noted
from tests.benchmarks.stage import Stage
from tests.browser.phone import Phone
from tests.browser.phone_api import PhoneApi
from tests.browser.server import serving_pages
from tests.tools.chromium import FLAGS, find_chromium

STARTS = 9
SLOWER = 4
"""How much slower than this machine a cheap phone is."""
MOST_SECONDS = 1.5
MOST_KILOBYTES = 60
READY = """() => new Promise((resolve) => {
  const look = () => document.documentElement.dataset.state === "ready"
    ? resolve(performance.now())
    : requestAnimationFrame(look);
  look();
})"""


def measure(_: Stage) -> Iterator[Figure]:
    """Weigh the scripts, and start scanner and counter again and again with the server away."""
    for page in SHELLS:
        yield at_most(f"scripts of /{page}/, gzip", weight_of(page), MOST_KILOBYTES, " kB")
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        with serving_pages(Path(folder)) as url:
            phones = {page: connect(browser.new_context(), url, page) for page in SHELLS}
        for page, context in phones.items():
            quick, slow = (time_of(context, f"{url}/{page}/", slower) for slower in (1, SLOWER))
            yield at_most(f"/{page}/ starts offline", quick, MOST_SECONDS, " s")
            yield noted(f"/{page}/ starts offline, {SLOWER} times slower", slow, " s")
        browser.close()
    yield from verdicts.measure()


def weight_of(page: str) -> float:
    """Tell what a page's own scripts weigh on the wire, without the decoder, in kB."""
    own = (name for name in SHELLS[page] if name.startswith("js/"))
    return sum(len(compress(content_of(name))) for name in own) / 1000


def connect(context: BrowserContext, url: str, page: str) -> BrowserContext:
    """Pair a phone, let it keep the page, and switch it to flight mode."""
    context.route("**/api/**", lambda route: route.abort())
    phone = Phone(context.new_page(), url, PhoneApi(role=page))
    phone.pair(f"/{page}/")
    phone.shows(offline="ready")
    phone.page.close()
    context.set_offline(True)
    return context


def time_of(context: BrowserContext, address: str, slower: int) -> float:
    """Tell the time that a start takes, as a rule."""
    return median(start(context, address, slower) for _ in range(STARTS))


def start(context: BrowserContext, address: str, slower: int) -> float:
    """Open the page in a new tab; tell after how many seconds it is ready for work."""
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address, wait_until="commit")
    ready: float = page.evaluate(READY)
    page.close()
    return ready / 1000
