"""What the API's tests start from: an event with a family, a phone at its gate, tokens of staff."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.people.operations import issue_api_token
from eventsys.people.rules import RoleName
from eventsys.registration.tickets.rules import TicketCodes
from tests.client import HouseClient
from tests.factories import codes_of, make_account, make_device, make_event, make_registration

Bearer = dict[str, str]


def bearer(token: str) -> Bearer:
    """Write a token as a header."""
    return {"Authorization": f"Bearer {token}"}


@dataclass
class World:
    """An event that begins in a week, its tickets and the bearers of tokens."""

    codes: list[TicketCodes]
    phone: Bearer
    organiser: Bearer
    salt: bytes = b""


@pytest.fixture
def world(app: Flask) -> World:
    """The event `fest` with two tickets, a phone at the gate Nord and an organiser's token."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at, slug="fest", capacity=10)
        codes = codes_of(session, make_registration(session, event, at=at))
        phone = make_device(session, event, "Nord", at=at)
        account = make_account(session, at=at)
        token = issue_api_token(session, account, at=at, by=SYSTEM)
        return World(codes, bearer(phone.token), bearer(token), event.roster_salt)


@pytest.fixture
def token_of(app: Flask) -> Callable[[RoleName], Bearer]:
    """Give the token of a new account with a role."""

    def make(role: RoleName) -> Bearer:
        with app.app_context(), transaction() as session:
            account = make_account(
                session, f"{role.value}.script@example.org", role, at=clock.now()
            )
            return bearer(issue_api_token(session, account, at=clock.now(), by=SYSTEM))

    return make


def now() -> str:
    """Write the present as phones do."""
    return clock.now().isoformat()


def a_scan(code: str, /, **changes: Any) -> dict[str, Any]:
    """Write a scan as phones do."""
    return {
        "scan_id": str(uuid4()),
        "seq": 1,
        "code": code,
        "gate": "Nord",
        "direction": "in",
        "device_at": now(),
        "shown": None,
    } | changes


def a_tally(**changes: Any) -> dict[str, Any]:
    """Write a tally as phones do."""
    return {
        "tally_id": str(uuid4()),
        "seq": 1,
        "category": "child",
        "gate": "Nord",
        "device_at": now(),
    } | changes


def a_head_count(**changes: Any) -> dict[str, Any]:
    """Write a head count as phones do."""
    return {
        "headcount_id": str(uuid4()),
        "seq": 1,
        "post": "Broen",
        "slot_start": "2026-05-04T12:00:00+02:00",
        "slot_end": "2026-05-04T12:15:00+02:00",
        "kind": "in",
        "n": 120,
        "role": "sum",
        "device_at": now(),
    } | changes


def a_registration(*names: str, **changes: Any) -> dict[str, Any]:
    """Write a request for places."""
    return {
        "contact": {"name": "Amina Khan", "channel": "none"},
        "language": "da",
        "participants": [{"name": name} for name in names or ("Amina",)],
    } | changes


def send(client: HouseClient, phone: Bearer, *scans: Any, **more: Any) -> TestResponse:
    """Hand in scans."""
    body = {"sent_at": now(), "scans": list(scans)} | more
    return client.post("/api/v1/scans", json=body, headers=phone)
