"""How tests of the back office sign in: two walk the real pages, all others begin directly."""

import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.assistants.operations import name_assistant
from eventsys.events.queries import get_event
from eventsys.people.models import Account
from eventsys.people.operations import begin_sign_in
from eventsys.people.queries import get_account
from eventsys.people.rules import RoleName
from eventsys.web.common.caching import GOOD_FOR_SECONDS
from tests.client import HouseClient
from tests.factories import make_account
from tests.settings import BASE_URL

TIME_FOR_A_TEST = 4.0


def sign_in(client: FlaskClient, account_id: int) -> None:
    """Give a browser the cookie of somebody who has just signed in."""
    with client.application.app_context(), transaction() as session:
        account = get_account(session, account_id)
        token = begin_sign_in(session, account, at=clock.now())
        uniquifier = account.fs_uniquifier
    with client.session_transaction("/organiser/", base_url=BASE_URL) as cookie:
        now = time.time()
        cookie.update(_user_id=uniquifier, _fresh=True, fs_paa=now, sign_in=token)
        cookie["used_at"] = int(now)


def add_signed_in(
    app: Flask, client: HouseClient, role: RoleName, *, named_for: str = "", **changes: object
) -> Account:
    """Add an account of a role, an assistant named for an event, and sign a browser in."""
    with app.app_context(), transaction() as session:
        account = make_account(session, f"{role}@example.org", role, at=clock.now())
        if named_for:
            event = get_event(session, named_for)
            name_assistant(session, event, account.id, at=clock.now(), by=SYSTEM)
        for name, value in changes.items():
            setattr(account, name, value)
        session.flush()
        account_id = account.id
    sign_in(client, account_id)
    return account


@pytest.fixture
def signed_in(app: Flask) -> Callable[..., HouseClient]:
    """Make a browser in which an account of a role is signed in: `signed_in(RoleName.VIEWER)`.

    Event assistants see nothing but what they are named for: `named_for="fest"`.
    """

    def browser(
        role: RoleName = RoleName.ORGANISER, *, named_for: str = "", **changes: object
    ) -> HouseClient:
        client = cast("HouseClient", app.test_client())
        add_signed_in(app, client, role, named_for=named_for, **changes)
        return client

    return browser


@pytest.fixture
def organiser_client(signed_in: Callable[..., HouseClient]) -> HouseClient:
    """A browser in which an organiser is signed in."""
    return signed_in(RoleName.ORGANISER)


@pytest.fixture
def early_in_a_minute() -> None:
    """Wait until a test has time before the next minute: public pages are anew each minute."""
    seconds_left = GOOD_FOR_SECONDS - time.time() % GOOD_FOR_SECONDS
    if seconds_left < TIME_FOR_A_TEST:
        time.sleep(seconds_left)


def days_later(sent: Mapping[str, str], days: int) -> dict[str, object]:
    """Change what the event's form sends to so many days later; it may end after midnight."""
    fields = ("occasions-0-day", "occasions-0-last_day")
    return {
        field: (date.fromisoformat(sent[field]) + timedelta(days=days)).isoformat()
        for field in fields
        if sent.get(field)
    }
