"""Three phones without coverage count and scan for twenty minutes; the total is exact afterwards.

One of them loses the answer to what it sends five times, and one has a clock nine minutes slow.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import pytest
from playwright.sync_api import Page, Route, expect

from eventsys import create_app
from eventsys.attendance.queries import count_event
from eventsys.attendance.rules import Came
from eventsys.checkin.devices.operations import invite_device
from eventsys.checkin.models import Scan, Tally
from eventsys.checkin.rules import DeviceRole
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import get_event
from tests.browser.phone_api import NO_COVERAGE
from tests.factories import codes_of, make_event, make_family

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

OFFLINE = timedelta(minutes=20)
SLOW = timedelta(minutes=9)
LOST_ANSWERS = 5
LARGEST_FAMILY = 10
MOST_TRIES = 120


@dataclass(frozen=True)
class Crowd:
    """How many taps, scans and undone taps there are in all."""

    taps: int
    scans: int
    undone: int


@dataclass
class Phone:
    """A volunteer's phone in flight mode: its page, how wrong its clock is, what it really did."""

    page: Page
    begin: datetime
    slow: timedelta = timedelta()
    taps: list[datetime] = field(default_factory=list)
    scans: list[datetime] = field(default_factory=list)

    @property
    def root(self):
        """The element whose attributes tell the state."""
        return self.page.locator("html")

    def pair(self, url: str, path: str, code: str) -> None:
        """Connect the phone while there is coverage, then lose it."""
        self.page.clock.install(time=self.begin - self.slow)
        self.page.goto(f"{url}{path}#{code}")
        expect(self.root).to_have_attribute("data-network", "sent")
        self.page.context.set_offline(True)

    def turn_to(self, moment: datetime) -> None:
        """Let time pass on the phone, up to a true moment."""
        self.page.clock.set_fixed_time(moment - self.slow)

    def tap(self, category: str, at: datetime) -> None:
        """Count somebody without a ticket."""
        self.turn_to(at)
        self.page.click(f"[data-category={category}]")
        self.taps.append(at)

    def undo(self, at: datetime) -> None:
        """Take the last one back."""
        expect(self.root).to_have_attribute("data-count", str(len(self.taps)))
        self.turn_to(at)
        self.page.click("#undo")
        self.taps.pop()
        expect(self.root).to_have_attribute("data-count", str(len(self.taps)))

    def type_code(self, short_code: str, at: datetime) -> None:
        """Check a ticket by its short code."""
        self.turn_to(at)
        self.page.fill("#code", short_code)
        self.page.click("#typed button")
        self.scans.append(at)
        expect(self.root).to_have_attribute("data-results", str(len(self.scans)))
        expect(self.root).not_to_have_attribute("data-judging", "1")

    def come_back(self) -> None:
        """Have coverage again, now and then, until all is sent."""
        self.page.clock.set_system_time(clock.now() - self.slow)
        self.page.context.set_offline(False)
        for _ in range(MOST_TRIES):
            if self.root.get_attribute("data-unsent") == "0":
                return
            self.page.evaluate("window.dispatchEvent(new Event('online'))")
            self.page.wait_for_timeout(500)
        raise AssertionError("the phone still holds what it has not sent")


@pytest.fixture
def park(quick_server):
    """The application beside the server, and an event of today with a pairing code a phone."""
    app, at = create_app(quick_server.settings), clock.now()
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at - OFFLINE, days=(0,), capacity=500)
        app.config["CODES"] = [
            invite_device(session, event, None, role, at=at, by=SYSTEM)
            for role in (DeviceRole.COUNT, DeviceRole.COUNT, DeviceRole.SCAN)
        ]
    return app


def short_codes(app, number: int) -> list[str]:
    """Register people, and tell their tickets' short codes."""
    with app.app_context(), transaction() as session:
        event = get_event(session, "fest-1")
        families = [
            make_family(session, event, LARGEST_FAMILY, at=clock.now())
            for _ in range(number // LARGEST_FAMILY)
        ]
        return [each.short_code for family in families for each in codes_of(session, family)]


@pytest.mark.parametrize(
    "crowd",
    [
        Crowd(taps=60, scans=20, undone=7),
        pytest.param(Crowd(taps=1200, scans=400, undone=37), marks=pytest.mark.long),
    ],
    ids=["some", "all"],
)
def test_three_phones_without_coverage_come_to_the_exact_total(
    park, quick_server, open_page, crowd
):
    tickets = short_codes(park, crowd.scans)
    begin = clock.now() - OFFLINE
    north, south, scanner = (
        Phone(open_page(locale="en", forgive=NO_COVERAGE), begin, slow)
        for slow in (timedelta(), SLOW, timedelta())
    )
    paths = ("/count/", "/count/", "/scan/")
    for phone, path, code in zip((north, south, scanner), paths, park.config["CODES"], strict=True):
        phone.pair(quick_server.url, path, code)
    chance = Random(crowd.taps)
    undone = set(chance.sample(range(crowd.taps), crowd.undone))
    for number, at in enumerate(moments(begin, crowd.taps)):
        phone = north if number % 2 else south
        phone.tap(chance.choice(["adult", "child"]), at)
        if number in undone:
            phone.undo(at)
    for short_code, at in zip(tickets, moments(begin, crowd.scans), strict=True):
        scanner.type_code(short_code, at)
    lose_answers(north.page, LOST_ANSWERS)
    for phone in (north, south, scanner):
        phone.come_back()
    expected = quarters(north.taps + south.taps, scanner.scans)
    with park.app_context():
        counted = count_event(db.session(), get_event(db.session(), "fest-1"), at=clock.now())
        stored = db.session().query(Tally).count(), db.session().query(Scan).count()
    assert counted.walk_ins == crowd.taps - crowd.undone
    assert counted.admitted == crowd.scans
    assert stored == (crowd.taps + crowd.undone, crowd.scans)
    assert dict(counted.by_quarter_hour) == expected


def moments(begin: datetime, number: int) -> Iterator[datetime]:
    """Spread a number of moments over the time without coverage, clear of each quarter's edge."""
    step = (OFFLINE - timedelta(minutes=1)) / number
    for index in range(number):
        at = begin + timedelta(seconds=45) + step * index
        yield at if away_from_edge(at) else at + timedelta(seconds=8)


def away_from_edge(at: datetime) -> bool:
    """Tell whether a moment is so far from a quarter's edge that a second's offset is no matter."""
    into = timedelta(minutes=at.minute % 15, seconds=at.second)
    return timedelta(seconds=4) < into < timedelta(minutes=14, seconds=56)


def quarters(taps: list[datetime], scans: list[datetime]) -> dict[datetime, Came]:
    """Count by the quarter of an hour."""
    counts = [Counter(map(quarter_of, each)) for each in (scans, taps)]
    starts = sorted(set(counts[0]) | set(counts[1]))
    return {each: Came(admitted=counts[0][each], walk_ins=counts[1][each]) for each in starts}


def quarter_of(at: datetime) -> datetime:
    """Tell when the quarter of an hour began."""
    return at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)


def lose_answers(page: Page, times: int) -> None:
    """Let what a phone sends arrive, and lose the answer, so many times."""
    left = [times]

    def answer(route: Route) -> None:
        left[0] -= 1
        response = route.fetch()
        if left[0] >= 0:
            route.abort("connectionreset")
        else:
            route.fulfill(response=response)

    page.route("**/api/v1/tallies", answer)
