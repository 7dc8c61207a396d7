"""One's own API tokens: shown once, listed, taken back; their use is noted behind the request."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.errors import Busy
from eventsys.core.writer import Writer
from eventsys.people.models import ApiToken
from eventsys.people.rules import RoleName
from tests.settings import BASE_URL

TOKENS = "/account/tokens"
EVENTS = "/api/v1/events"


@pytest.fixture
def browser(signed_in):
    return signed_in()


def make(browser, **changes):
    """Make a token and read it from the page."""
    browser.submit(TOKENS, {"label": "Hjemmesiden", "span": "30"} | changes, form="token")
    return browser.last[1].by_id("made").text


def ask(client, token):
    """Ask the API for what an organiser alone sees."""
    headers = {"Authorization": f"Bearer {token}"}
    return client.get(f"{EVENTS}/nothing/participants", headers=headers).status_code


def row(app):
    with app.app_context():
        db.session.rollback()
        return db.session.scalars(select(ApiToken)).one()


def test_a_token_is_shown_once_and_acts_for_its_maker(app, client, browser):
    token = make(browser)
    assert ask(client, token) == 404
    assert ask(client, f"{token}x") == 401
    page = browser.get(TOKENS).text
    assert [token in page, "Hjemmesiden" in page] == [False, True]
    kept = row(app)
    assert (kept.token_hash == token, kept.ends_at - kept.created_at) == (
        False,
        timedelta(days=30),
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"label": ""}, "Skriv, hvad nøglen skal bruges til."),
        ({"label": "x" * 81}, "højst 80 tegn"),
        ({"span": "100000"}, "Vælg en af mulighederne."),
    ],
)
def test_what_makes_no_token_is_told(app, browser, changes, said):
    answer = browser.submit(TOKENS, {"label": "x", "span": "30"} | changes, form="token")
    assert answer.status_code == 422
    assert said in answer.text
    with app.app_context():
        assert db.session.query(ApiToken).count() == 0


def test_a_token_that_was_taken_back_opens_nothing(client, browser):
    token = make(browser)
    [action] = [
        form.get("action")
        for form in browser.page(TOKENS).all("form")
        if form.get("action", "").endswith("/revoke")
    ]
    sent = {"csrf_token": browser.page(TOKENS).form("token").filled({})[0][1]}
    assert browser.post(action, data=sent).location == TOKENS
    assert ask(client, token) == 401
    assert "Du har ingen nøgler." in browser.get(TOKENS).text


def test_a_token_may_what_its_account_may_and_no_more(client, signed_in):
    token = make(signed_in(RoleName.VIEWER))
    assert ask(client, token) == 403


def test_tokens_ask_for_the_passphrase_after_a_while(browser):
    with browser.session_transaction("/organiser/", base_url=BASE_URL) as cookie:
        cookie["fs_paa"] -= 3600
        cookie.pop("fs_gexp", None)
    assert browser.get(TOKENS).location == f"/account/verify?next={TOKENS}"


def test_the_last_use_is_written_behind_the_request(app, client, browser):
    token = make(browser)
    before = clock.now()
    ask(client, token)
    assert row(app).used_at is None
    app.extensions["token_uses"].flush()
    assert before <= row(app).used_at <= clock.now()
    assert "Aldrig" not in browser.get(TOKENS).text


def test_uses_of_a_moment_ago_are_not_written_again(app, client, browser):
    token, uses = make(browser), app.extensions["token_uses"]
    at = clock.now()
    noted = [uses.note(1, at + timedelta(minutes=minutes)) for minutes in (0, 5, 11)]
    assert noted == [True, False, False]
    uses.flush()
    assert row(app).used_at == at + timedelta(minutes=11)
    assert ask(client, token) == 404


def test_a_use_that_found_no_turn_is_noted_the_next_time(app, browser, monkeypatch):
    make(browser)
    uses, at = app.extensions["token_uses"], clock.now()
    uses.note(1, at)

    def no_turn(*_):
        raise Busy

    monkeypatch.setattr(Writer, "run", no_turn)
    uses.flush()
    monkeypatch.undo()
    assert row(app).used_at is None
    assert uses.note(1, at)
    uses.flush()
    assert row(app).used_at == at
