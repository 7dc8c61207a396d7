"""A rush at one event, from all sides at once: for places, at the gate and out again."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import chain, count
from random import Random
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen
from uuid import UUID

from sqlalchemy.orm import Session

from eventsys.checkin.rules import DeviceRole
from eventsys.core import clock
from eventsys.core.principal import SYSTEM
from eventsys.events.models import Event
from eventsys.people.models import Account
from eventsys.people.operations import issue_api_token
from eventsys.registration.queries import token_of
from eventsys.registration.rules import Channel, Contact
from tests.browser.server import LiveServer
from tests.factories import codes_of, make_device, make_event, make_registration, names_of
from tests.kill.attempts import (
    FORM,
    JSON,
    PATIENCE_IN_SECONDS,
    Attempt,
    HandingIn,
    Leaving,
    Registering,
)
from tests.kill.held import Held
from tests.pages import Page

CAPACITY = 12
FAMILIES = 10
DESKS = 4
ATTEMPTS_OF_ONE = 60

Lane = Sequence[Attempt]


@dataclass
class Rush:
    """What many clients do at an event; each lane is one client's requests, one by one."""

    slug: str
    lanes: Sequence[Lane]
    is_acknowledged: threading.Event = field(default_factory=threading.Event)

    @property
    def sent(self) -> Iterator[Attempt]:
        """Go through the attempts that were made."""
        return (each for each in chain(*self.lanes) if each.was_sent)

    def run_until_killed(self, server: LiveServer, wait: Callable[["Rush"], object]) -> None:
        """Begin, wait and kill the server; each client stops at its first unanswered request."""
        self.open_pages(server.url)
        barrier = threading.Barrier(len(self.lanes) + 1)

        def run(lane: Lane) -> None:
            with connected(server.url) as connection:
                barrier.wait(PATIENCE_IN_SECONDS)
                for attempt in lane:
                    attempt.answer = attempt.send(connection)
                    if attempt.answer is None:
                        return
                    if attempt.is_acknowledged:
                        self.is_acknowledged.set()

        with ThreadPoolExecutor(len(self.lanes)) as pool:
            running = [pool.submit(run, lane) for lane in self.lanes]
            barrier.wait(PATIENCE_IN_SECONDS)
            wait(self)
            server.kill()
        for each in running:
            each.result()

    def open_pages(self, url: str) -> None:
        """Open the forms that are sent in the rush, so that they carry their token."""
        leaving = [each for each in chain(*self.lanes) if isinstance(each, Leaving)]
        for attempt in leaving:
            attempt.headers["Origin"] = url
            with urlopen(url + attempt.path) as page:  # noqa: S310 -- our own words
                attempt.fields = Page(page.read().decode()).form().values()

    def repeat(self, url: str, held: Held) -> list[str]:
        """Repeat all that was sent, answered or not, to the server that came back."""

        def run(lane: Lane) -> list[str]:
            with connected(url) as connection:
                sent = [attempt for attempt in lane if attempt.was_sent]
                return [fault for each in sent for fault in each.send_again(connection, held)]

        with ThreadPoolExecutor(len(self.lanes)) as pool:
            return [*chain(*pool.map(run, self.lanes))]

    def faults(self, held: Held) -> list[str]:
        """Tell how what is held breaks what was acknowledged, or itself."""
        asked = {
            each.email for each in chain(*self.lanes) if isinstance(each, Registering | Leaving)
        }
        strange = [f"{email}: registered by nobody" for email in held.families.keys() - asked]
        broken = [fault for attempt in self.sent for fault in attempt.faults(held)]
        return [*held.faults, *strange, *broken]


@contextmanager
def connected(url: str) -> Iterator[HTTPConnection]:
    """Speak to a server over one connection."""
    address = urlsplit(url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=PATIENCE_IN_SECONDS)
    try:
        yield connection
    finally:
        connection.close()


def prepare_rush(session: Session, desk: Account, chance: Random) -> Rush:
    """Make an event with families in it, and what clients will ask of it; places run short."""
    at = clock.now()
    event = make_event(session, at=at, capacity=2 * FAMILIES + CAPACITY)
    token = issue_api_token(session, desk, at=at, by=SYSTEM)
    families = [
        make_registration(session, event, *names_of(2), at=at, contact=contact_of(number))
        for number in range(FAMILIES)
    ]
    leaving: Lane = [
        Leaving(
            path=f"/da/registrations/{token_of(family)}/people/1/deregister",
            headers={"Content-Type": FORM},
            email=family.contact_email or "",
        )
        for family in families
    ]
    codes = [codes_of(session, family)[1].code for family in families]
    return Rush(
        event.slug,
        [
            *(registering(event, token, desk, chance) for desk in range(DESKS)),
            *(phone(session, event, codes, chance) for _ in range(2)),
            counter(session, event, chance),
            leaving,
        ],
    )


def contact_of(number: int) -> Contact:
    """Name somebody who registered before the rush."""
    return Contact(name="Bo Holm", channel=Channel.EMAIL, email=f"early-{number}@example.org")


def registering(event: Event, token: str, desk: int, chance: Random) -> Lane:
    """Write a desk's requests for places."""
    return [
        Registering(
            path=f"/api/v1/events/{event.slug}/registrations",
            headers=bearing(token) | {"Idempotency-Key": uuid(chance)},
            email=f"late-{desk}-{number}@example.org",
            names=names_of(chance.randint(1, 4)),
        )
        for number in range(ATTEMPTS_OF_ONE)
    ]


def phone(session: Session, event: Event, codes: Sequence[str], chance: Random) -> Lane:
    """Write a phone's batches of one to three scans, in and out."""
    token = make_device(session, event, "Nord", at=clock.now()).token
    numbers = count(1)
    return [
        batch(
            "scan",
            token,
            [
                row("scan", next(numbers), chance)
                | {"code": chance.choice(codes), "direction": chance.choice(["in", "in", "out"])}
                for _ in range(chance.randint(1, 3))
            ],
        )
        for _ in range(ATTEMPTS_OF_ONE)
    ]


def counter(session: Session, event: Event, chance: Random) -> Lane:
    """Write a counting phone's batches of one to three tallies."""
    token = make_device(session, event, role=DeviceRole.COUNT, at=clock.now()).token
    numbers = count(1)
    return [
        batch(
            "tally",
            token,
            [
                row("tally", next(numbers), chance) | {"category": "child"}
                for _ in range(chance.randint(1, 3))
            ],
        )
        for _ in range(ATTEMPTS_OF_ONE)
    ]


def batch(kind: str, token: str, rows: Sequence[dict[str, Any]]) -> HandingIn:
    """Put rows into a batch."""
    path = "/api/v1/scans" if kind == "scan" else "/api/v1/tallies"
    sent_at = clock.now().isoformat()
    return HandingIn(path=path, headers=bearing(token), kind=kind, rows=rows, sent_at=sent_at)


def row(kind: str, seq: int, chance: Random) -> dict[str, Any]:
    """Write what scans and tallies have in common."""
    at = clock.now().isoformat()
    return {f"{kind}_id": uuid(chance), "seq": seq, "gate": "Nord", "device_at": at}


def bearing(token: str) -> dict[str, str]:
    """Write the head of a request to the API."""
    return {"Authorization": f"Bearer {token}", "Content-Type": JSON}


def uuid(chance: Random) -> str:
    """Make an id."""
    return str(UUID(int=chance.getrandbits(128), version=4))
