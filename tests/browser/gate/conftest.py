"""The park: an event of today on a real server, and phones that look at a film."""

import pytest

from eventsys import create_app
from eventsys.registration.models import Ticket
from tests.browser.camera import film_of, flags_for
from tests.browser.gate.park import Park, RealPhone
from tests.browser.phone_api import NO_COVERAGE


@pytest.fixture
def park(quick_server):
    """The event of today."""
    park = Park(create_app(quick_server.settings), quick_server.url)
    park.open()
    return park


class Cameras:
    """Phones before whose cameras the same film runs."""

    def __init__(self, browser, film, park, open_page):
        self.browser, self.path = browser, film
        self.park, self.open_page = park, open_page

    def film(self, *scenes):
        """Lay down what the cameras see that are started from now on."""
        film_of(self.path, scenes)

    def phone(self, gate="Nord"):
        """Pair another phone."""
        page = self.open_page(
            on=self.browser, permissions=["camera"], locale="en", forgive=NO_COVERAGE
        )
        phone = RealPhone(page, self.park.url)
        with self.park.day() as (session, _):
            tickets = session.query(Ticket).count()
        phone.pair(self.park.invite(gate), tickets)
        return phone


@pytest.fixture
def cameras(launch_browser, open_page, tmp_path, park):
    """The cameras of the park; their film is grey until a test lays down another."""
    film = film_of(tmp_path / "tickets.y4m", [(None, 1)])
    return Cameras(launch_browser(flags_for(film)), film, park, open_page)
