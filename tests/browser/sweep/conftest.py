"""What the sweep looks at: made once for each process of the tests, on a database of its own."""

from collections.abc import Iterator

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from tests.browser.sweep.attending import register_for_courses
from tests.browser.sweep.courses import hold_course
from tests.browser.sweep.decisions import register_for_decisions
from tests.browser.sweep.events import Events
from tests.browser.sweep.serving import Site, serving
from tests.browser.sweep.surveys import make_waves
from tests.databases import SqliteDatabases


@pytest.fixture(scope="session")
def site(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The citizens' site with an event and a registration in each state."""
    with serving(tmp_path_factory.mktemp("sweep"), sqlite_databases.copy()) as app:
        at = clock.now()
        with app.app_context(), transaction() as session:
            events = Events(session, at)
            register_for_decisions(events)
            hold_course(events)
            register_for_courses(events)
            events.tokens |= make_waves(session, at)
        yield Site(app, at, events.tokens, events.codes)
