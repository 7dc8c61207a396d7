"""What all journeys share, so that each is cheap: one real server, and an organiser signed in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import db
from eventsys.web.account.passwords import hash_password
from tests.browser.conftest import DESKTOP
from tests.browser.journeys.site import Site
from tests.browser.pages import sign_in
from tests.browser.server import free_port, serving
from tests.databases import SqliteDatabases
from tests.factories import make_account
from tests.settings import make_settings

EMAIL, PASSPHRASE = "organiser@example.org", "a long and quiet passphrase"


@pytest.fixture(scope="session")
def site(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The real server; each journey has an event of its own there."""
    folder, url = tmp_path_factory.mktemp("journeys"), sqlite_databases.copy()
    base_url = f"http://127.0.0.1:{free_port()}"
    settings = make_settings(folder / "instance", url, base_url=base_url)
    app = create_app(settings)
    with serving(settings) as server:
        yield Site(server.url, app)
    with app.app_context():
        db.engine.dispose()
    sqlite_databases.drop(url)


@pytest.fixture(scope="session")
def organiser(site: Site) -> str:
    """An organiser of the installation; gives the address to sign in with."""
    hashed = hash_password(site.app, PASSPHRASE)
    with site.writing() as session:
        account = make_account(session, EMAIL, at=clock.now())
        account.password, account.is_demonstration = hashed, True
    return EMAIL


@pytest.fixture
def office(site: Site, organiser: str, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Open the back office of an event: `office(slug, "calls", language)`.

    Everybody signs in anew: half an hour may pass between two journeys, and ends a sign-in.
    """

    def opened(slug: str, path: str, language: str, **options: Any) -> Page:
        page = open_page(viewport=DESKTOP, locale=language, **options)
        page.goto(f"{site.url}/organiser/events/{slug}/{path}")
        sign_in(page, organiser, PASSPHRASE)
        return page

    return opened
