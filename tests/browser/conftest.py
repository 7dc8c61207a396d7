"""The fixtures of the tests that drive Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from eventsys import create_app
from eventsys.core.settings import Settings
from eventsys.web.gate.editions import edition_of
from eventsys.web.gate.shell import SHELLS, version_of
from tests.browser.phone import Phone
from tests.browser.phone_api import PhoneApi
from tests.browser.server import (
    LiveServer,
    QuickServer,
    free_port,
    serving,
    serving_here,
    serving_pages,
)
from tests.databases import SqliteDatabases
from tests.parts import miss
from tests.settings import make_settings
from tests.tools.chromium import FLAGS, find_chromium, find_shell

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
PATIENCE = 20_000
"""Milliseconds that a page is waited for; a busy machine takes its time."""
NO_CHROMIUM = "Chromium is missing: run 'make setup-test', or set EVENTSYS_TEST_CHROMIUM."


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """An installation at a port of its own."""
    base_url = f"http://127.0.0.1:{free_port()}"
    return make_settings(tmp_path / "instance", database_url, base_url=base_url)


@pytest.fixture
def live_server(settings: Settings) -> Iterator[LiveServer]:
    """The real server on a throw-away database: `.url`, `.settings`, `.kill()`."""
    with serving(settings) as server:
        yield server


@pytest.fixture
def quick_server(settings: Settings) -> Iterator[QuickServer]:
    """The application in a thread of the tests, on a throw-away database: `.url`, `.settings`."""
    with serving_here(create_app(settings)) as url:
        yield QuickServer(url, settings)


@pytest.fixture(scope="module")
def shared_server(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    """The real server on one database for all tests of a file that do not disturb each other."""
    folder, url = tmp_path_factory.mktemp("shared"), sqlite_databases.copy()
    base_url = f"http://127.0.0.1:{free_port()}"
    with serving(make_settings(folder / "instance", url, base_url=base_url)) as server:
        yield server
    sqlite_databases.drop(url)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of the browser."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium without a camera."""
    browser = launch(playwright, [])
    yield browser
    browser.close()


@pytest.fixture
def launch_browser(playwright: Playwright) -> Iterator[Callable[..., Browser]]:
    """Start a Chromium with more flags, such as a camera's: `launch_browser(flags_for(film))`.

    `whole=True` is one that knows passkeys too, and its cameras again.
    """
    launched: list[Browser] = []

    def start(flags: list[str], *, whole: bool = False) -> Browser:
        launched.append(launch(playwright, flags, whole=whole))
        return launched[-1]

    yield start
    for browser in launched:
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a context of its own: `open_page(viewport=PHONE, locale="ar")`.

    The test fails at its end where a script failed or the browser refused or missed anything;
    `forgive` is a text of complaints that the test itself brings about, or several.
    """
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def start(
        *, on: Browser = browser, forgive: str | tuple[str, ...] = (), **options: Any
    ) -> Page:
        context = on.new_context(**({"viewport": PHONE} | options))
        opened.append(context)
        page = context.new_page()
        note_complaints(page, complaints, forgive)
        return page

    yield start
    for context in opened:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def gate_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site's pages without a database, for the tests that lay down what the API answers."""
    with serving_pages(tmp_path_factory.mktemp("pages")) as url:
        yield url


@pytest.fixture
def open_phone(open_page: Callable[..., Page], gate_url: str) -> Callable[..., Phone]:
    """Open a volunteer's phone: `open_phone(role="count", verdicts={code: "admitted"})`."""

    def start(
        *,
        url: str = gate_url,
        locale: str = "en",
        role: str = "scan",
        verdicts: dict[str, str] | None = None,
        **options: object,
    ) -> Phone:
        api = PhoneApi(role=role, verdicts=verdicts or {})
        return Phone(open_page(locale=locale, **options), url, api)

    return start


@pytest.fixture
def publish(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Let the server serve a new edition: another file in each shell."""

    def change() -> None:
        for page in SHELLS:
            monkeypatch.setitem(SHELLS, page, (*SHELLS[page], "img/share.png"))
        forget()

    def forget() -> None:
        version_of.cache_clear()
        edition_of.cache_clear()

    yield change
    monkeypatch.undo()
    forget()


def launch(playwright: Playwright, flags: list[str], *, whole: bool = False) -> Browser:
    """Start the system's Chromium; none is ever downloaded."""
    path = find_chromium() if whole else find_shell()
    if path is None:
        miss(NO_CHROMIUM)
    return playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])


def note_complaints(page: Page, complaints: list[str], forgive: str | tuple[str, ...] = ()) -> None:
    """Gather what the browser's console would show in red."""
    forgiven = (forgive,) if isinstance(forgive, str) else forgive

    def note(text: str) -> None:
        if not any(each in text for each in forgiven):
            complaints.append(f"{page.url}: {text}")

    page.on("pageerror", lambda error: note(str(error)))
    page.on("console", lambda message: note(message.text) if message.type == "error" else None)
