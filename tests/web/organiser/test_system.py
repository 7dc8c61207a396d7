"""Administrators see how the installation is and what it is set to, and no secret."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.audit import AuditEntry
from eventsys.core.audit_anchor import write_anchor
from eventsys.core.audit_chain import find_tip, seal_entries
from eventsys.core.db import transaction
from eventsys.core.hold import hold_sending
from eventsys.core.principal import SYSTEM
from eventsys.messages.operations import beat
from eventsys.people.rules import RoleName
from tests.factories import make_account
from tests.pages import text_of
from tests.settings import BASE_URL, make_settings
from tests.web.conftest import add_signed_in

PAGE = "/organiser/system"
SECRETS = {
    "secret_key": "the-first-secret-of-this-test-which-is-long",
    "password_pepper": "the-second-secret-of-this-test-which-is-long",
    "secret_key_fallbacks": ("the-third-secret-of-this-test-which-is-long",),
    "audit_keys": ("the-fourth-secret-of-this-test-which-is-long",),
    "smtp_url": "smtp://someone:the-fifth-secret@mail.example.dk:587",
    "sms_url": "https://someone:the-sixth-secret@sms.example.dk/send",
    "bounce_url": "imaps://someone:the-seventh-secret@post.example.dk/INBOX",
    "metrics_token": "the-eighth-secret",
}


def rows_of(page):
    """Read the rows of the page: the name, then what stands beside it."""
    rows = [[text_of(cell) for cell in row] for row in page.all("tr")]
    return {row[0]: row[1:] for row in rows}


@pytest.mark.parametrize("role", [role for role in RoleName if role != RoleName.ADMINISTRATOR])
def test_administrators_alone_see_it(signed_in, role):
    assert signed_in(role).get(PAGE).status_code == 403


def test_what_is_set_is_told_and_no_secret_is(database_url, tmp_path):
    app = create_app(make_settings(tmp_path / "instance", database_url, **SECRETS))
    client = app.test_client()
    add_signed_in(app, client, RoleName.ADMINISTRATOR)
    answer = client.get(PAGE, base_url=BASE_URL)
    assert answer.status_code == 200
    for host in ("mail.example.dk", "sms.example.dk", "post.example.dk"):
        assert host in answer.text
    told = [word for word in ("-secret", "someone", "sqlite3", "pgserver") if word in answer.text]
    assert told == []


def test_a_worker_that_is_gone_is_to_be_looked_at(app, signed_in):
    administrator = signed_in(RoleName.ADMINISTRATOR)
    assert rows_of(administrator.page(PAGE))["Afsenderproces"][0] == "Se på det"
    with app.app_context(), transaction() as session:
        beat(session, at=clock.now())
    assert rows_of(administrator.page(PAGE))["Afsenderproces"][0] == "I orden"
    with app.app_context(), transaction() as session:
        beat(session, at=clock.now() - timedelta(minutes=3))
    assert rows_of(administrator.page(PAGE))["Afsenderproces"][0] == "Se på det"


def test_sending_that_is_held_is_to_be_looked_at(app, signed_in):
    administrator = signed_in(RoleName.ADMINISTRATOR)
    assert rows_of(administrator.page(PAGE))["Beskeder"][0] == "I orden"
    with app.app_context(), transaction() as session:
        hold_sending(session, at=clock.now(), by=SYSTEM)
    assert rows_of(administrator.page(PAGE))["Beskeder"][0] == "Se på det"


def test_a_log_that_lost_rows_is_to_be_looked_at(app, signed_in):
    administrator = signed_in(RoleName.ADMINISTRATOR)
    with app.app_context(), transaction() as session:
        make_account(session, "one@example.org", at=clock.now())
        session.flush()
        seal_entries(session)
        session.flush()
        tip = find_tip(session)
    write_anchor(app.config["SETTINGS"].instance, tip)
    assert rows_of(administrator.page(PAGE))["Log over ændringer"][0] == "I orden"
    with app.app_context(), transaction() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.chain_no == tip.number))
    assert rows_of(administrator.page(PAGE))["Log over ændringer"][0] == "Se på det"
