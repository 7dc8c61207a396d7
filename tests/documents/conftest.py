"""What the tests of papers start from."""

from collections.abc import Callable

import pytest
from flask import Flask

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.people.rules import RoleName
from tests.client import HouseClient
from tests.documents.papers import Printed, fetch_papers, make_printed
from tests.web.conftest import add_signed_in


@pytest.fixture
def printed(app: Flask) -> Printed:
    """An event with all that is printed for it."""
    with app.app_context(), transaction() as session:
        return make_printed(session, at=clock.now())


@pytest.fixture
def papers_in(
    app: Flask, client: HouseClient, printed: Printed
) -> Callable[[Language], dict[str, bytes]]:
    """Every paper of an event in a language, as an organiser gets it: `papers_in(language)`."""
    add_signed_in(app, client, RoleName.ORGANISER)
    return lambda language: fetch_papers(client, printed, language)
