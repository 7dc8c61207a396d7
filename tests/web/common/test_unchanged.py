"""A browser that has the newest answer is told so at once, and only then."""

from datetime import timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.errors import Busy
from eventsys.core.revision import raise_revision
from eventsys.web.common import caching, unchanged
from eventsys.web.common.caching import GOOD_FOR_SECONDS
from tests.factories import make_event
from tests.watch import watch_statements

pytestmark = pytest.mark.usefixtures("early_in_a_minute")

LIST = "/da/"


@pytest.fixture
def asked(client, in_app):
    """The list as a browser has it."""
    with transaction() as session:
        make_event(session, slug="fest", at=clock.now())
    return client.get(LIST)


def again(client, etag, path=LIST, **headers):
    return client.get(path, headers={"If-None-Match": etag, **headers})


def test_the_second_time_costs_one_query_and_says_the_same_of_the_answer(asked, client):
    with watch_statements() as statements:
        answer = again(client, asked.headers["ETag"])
    assert (answer.status_code, answer.data, len(statements)) == (304, b"", 1)
    same = ("ETag", "Cache-Control", "Vary", "Content-Security-Policy", "X-Content-Type-Options")
    told = [answer.headers.get(name) for name in same]
    assert told == [asked.headers.get(name) for name in same]
    assert "Content-Length" not in answer.headers


def test_a_change_of_anything_public_is_seen_at_once(asked, client):
    with transaction() as session:
        raise_revision(session)
    answer = again(client, asked.headers["ETag"])
    assert (answer.status_code, b"Fest" in answer.data) == (200, True)


@pytest.mark.parametrize("known", ['"nothing"', "*", "banana", ""])
def test_what_is_not_known_is_answered_by_the_application(asked, client, known):
    assert again(client, known).status_code in {200, 304}
    assert again(client, '"nothing"').status_code == 200


def test_an_answer_is_good_for_its_own_address_only(asked, client):
    etag = asked.headers["ETag"]
    assert again(client, etag, "/en/").status_code == 200
    assert again(client, etag, "/organiser/").status_code == 302


def test_nobody_but_readers_is_answered_early(asked, client):
    answer = client.post(LIST, headers={"If-None-Match": asked.headers["ETag"]})
    assert answer.status_code == 405


def test_an_answer_is_good_for_its_minute_only(asked, client, monkeypatch):
    later = clock.now() + timedelta(seconds=GOOD_FOR_SECONDS)
    monkeypatch.setattr(clock, "now", lambda: later)
    with watch_statements() as statements:
        answer = again(client, asked.headers["ETag"])
    assert (answer.status_code, len(statements) > 0) == (200, True)


def test_a_busy_database_is_answered_by_the_application(asked, client, monkeypatch):
    def break_off():
        raise Busy

    monkeypatch.setattr(unchanged, "read_revision", break_off)
    assert again(client, asked.headers["ETag"]).status_code == 304
    monkeypatch.setattr(caching, "read_revision", break_off)
    answer = again(client, asked.headers["ETag"])
    assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)
