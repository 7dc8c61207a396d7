"""What takes room or patience: the print run, pages over the wire, memory at rest."""

import time
from collections.abc import Iterator

import psutil
from playwright.sync_api import Browser, Request, sync_playwright

from eventsys.cli.demonstration.prepare import Size, prepare
from eventsys.core import clock
from eventsys.core.text import Language
from eventsys.documents.tickets import print_tickets
from tests.benchmarks.figures import Figure, at_most
from tests.benchmarks.stage import Stage, inside
from tests.browser.server import LiveServer, serving
from tests.documents.sheets import make_face, make_sheet
from tests.tools.chromium import FLAGS, find_chromium

TICKETS = 714
KILOBYTES = {
    Language.DANISH: 70,
    Language.ENGLISH: 70,
    Language.SOMALI: 70,
    Language.TURKISH: 105,
    Language.ARABIC: 160,
    Language.URDU: 160,
}
PAGES = ("/", "/events/international-dag", "/events/international-dag/register")
MEBIBYTE = 1024**2
SECONDS_TO_SETTLE = 5


def measure(stage: Stage) -> Iterator[Figure]:
    """Print, look and weigh."""
    began = time.perf_counter()
    print_tickets(make_sheet(*(make_face(number, TICKETS) for number in range(1, TICKETS + 1))))
    yield at_most(f"{TICKETS} tickets as one PDF", time.perf_counter() - began, 10, " s")
    settings = stage.install(stage.sqlite)
    with inside(settings):
        prepare(Size(tickets=741, events=30, seed=1), at=clock.now(), slice_seconds=10)
    with serving(settings) as server:
        yield from weigh_pages(server)
        time.sleep(SECONDS_TO_SETTLE)
        yield at_most("server and worker at rest", memory_of(server), 200, " MiB")


def weigh_pages(server: LiveServer) -> Iterator[Figure]:
    """Weigh the heaviest of citizens' pages in each language, in a browser that has nothing yet."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for language, most in KILOBYTES.items():
            heaviest = max(weigh(browser, f"{server.url}/{language}{path}") for path in PAGES)
            yield at_most(f"heaviest page in {language}", heaviest / 1000, most, " kB")
        browser.close()


def weigh(browser: Browser, url: str) -> int:
    """Add up what a page and all it loads weigh on the wire, headers too."""
    page = browser.new_page()
    sent: list[Request] = []

    def note(request: Request) -> None:
        sent.append(request)

    page.on("requestfinished", note)
    page.goto(url, wait_until="networkidle")
    sizes = [request.sizes() for request in sent]
    page.close()
    return sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)


def memory_of(server: LiveServer) -> float:
    """Add up the memory of the server's processes, shared pages divided among them."""
    first = psutil.Process(server.process.pid)
    processes = [first, *first.children(recursive=True)]
    return sum(process.memory_full_info().pss for process in processes) / MEBIBYTE
