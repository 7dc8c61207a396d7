"""Accounts with a real passphrase, and the walk through the sign-in pages."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from passlib.totp import TOTP
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.people.models import Account
from eventsys.people.operations import add_account
from eventsys.people.rules import RoleName
from eventsys.web.account.passwords import hash_password
from tests.client import HouseClient
from tests.pages import Page

EMAIL = "oda@example.org"
PASSPHRASE = "en fælles nøgle på årstal"


@dataclass
class Person:
    """Somebody with an account and a phone, before a browser."""

    app: Flask
    key: str = ""

    def enter(self, client: HouseClient, **changes: str) -> TestResponse:
        """Send the passphrase."""
        fields: dict[str, object] = {"email": EMAIL, "password": PASSPHRASE, **changes}
        return client.submit("/account/sign-in", fields)

    def show_code(self, steps: int = 0) -> str:
        """Read a code from the phone; `steps` of thirty seconds off, as a used one is refused."""
        phone = TOTP(key=self.key)
        return phone.generate(time=int(clock.now().timestamp()) + 30 * steps).token

    def set_up(self, client: HouseClient) -> TestResponse:
        """Let the phone scan the picture at the first sign-in, and send its first code."""
        assert self.enter(client).location == "/account/app"
        page = Page(client.submit("/account/app", {}).text)
        self.key = (page.all("code")[0].text or "").replace("-", "")
        return self.send(client, page, self.show_code())

    def send(self, client: HouseClient, page: Page, code: str) -> TestResponse:
        """Send a code in a page's form."""
        form = page.form()
        return client.post(form.action, data=dict(form.filled({"code": code})))

    def sign_in(self, client: HouseClient, steps: int = 1) -> TestResponse:
        """Walk through passphrase and code."""
        answer = self.enter(client)
        assert answer.location == "/account/code?next=/organiser/"
        return client.submit("/account/code", {"code": self.show_code(steps)})

    def change(self, **values: object) -> None:
        """Change the account behind the person's back."""
        with self.app.app_context(), transaction() as session:
            account = session.scalars(select(Account)).one()
            for name, value in values.items():
                setattr(account, name, value)

    def ask(self, question: Callable[[Session], object]) -> object:
        """Look into the database."""
        with self.app.app_context(), transaction() as session:
            return question(session)


@pytest.fixture(scope="session")
def hashed() -> dict[str, str]:
    """Passphrases hashed before, as hashing takes long."""
    return {}


@pytest.fixture
def person(app: Flask, hashed: dict[str, str]) -> Person:
    """An organiser who has never signed in."""
    if PASSPHRASE not in hashed:
        hashed[PASSPHRASE] = hash_password(app, PASSPHRASE)
    with app.app_context(), transaction() as session:
        roles = [RoleName.ORGANISER]
        add_account(session, EMAIL, hashed[PASSPHRASE], roles, at=clock.now(), by=SYSTEM)
    return Person(app)
