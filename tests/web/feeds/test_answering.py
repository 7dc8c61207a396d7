"""What feeds say about how old they are, and what is kept of them."""

import gzip
from datetime import timedelta

import pytest
from werkzeug.http import http_date, parse_date

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.operations import cancel
from eventsys.events.queries import get_event
from eventsys.web.feeds import views
from eventsys.web.feeds.answering import LEVEL
from eventsys.web.feeds.entries import midnight
from tests.factories import make_event
from tests.watch import watch_statements

FEED = "/feeds/events.ics"
FILE = "/feeds/events/fest.ics"
GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def event(in_app):
    with transaction() as session:
        make_event(session, at=clock.now(), slug="fest")


@pytest.fixture
def later(event, monkeypatch):
    """Let two nights pass: at noon what was changed is settled."""
    moment = midnight(clock.now()) + timedelta(days=2, hours=12)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


@pytest.mark.parametrize("path", [FEED, FILE])
def test_who_knows_no_etag_is_told_by_the_date(later, client, path):
    answer = client.get(path)
    told = answer.headers["Last-Modified"]
    assert parse_date(told) <= later
    assert client.get(path, headers={"If-Modified-Since": told}).status_code == 304
    earlier = http_date(parse_date(told) - timedelta(seconds=1))
    assert client.get(path, headers={"If-Modified-Since": earlier}).status_code == 200
    both = {"If-Modified-Since": told, "If-None-Match": '"other"'}
    assert client.get(path, headers=both).status_code == 200


def test_what_was_changed_a_moment_ago_has_no_date_yet(later, client):
    with transaction() as session:
        cancel(session, get_event(session, "fest"), at=clock.now(), by=SYSTEM)
    answer = client.get(FEED)
    assert "Last-Modified" not in answer.headers
    known = {"If-Modified-Since": http_date(later)}
    assert client.get(FEED, headers=known).status_code == 200


def test_a_feed_is_made_and_compressed_once_for_each_change(event, client, monkeypatch):
    made = []
    write = views.calendar_file
    monkeypatch.setattr(views, "calendar_file", lambda *of: made.append(of) or write(*of))
    packed, plain = client.get(FEED, headers=GZIP), client.get(FEED)
    assert gzip.decompress(packed.data) == plain.data
    assert packed.data == gzip.compress(plain.data, LEVEL, mtime=0)
    assert len(made) == 1
    with transaction() as session:
        cancel(session, get_event(session, "fest"), at=clock.now(), by=SYSTEM)
    assert client.get(FEED).data != plain.data
    assert len(made) == 2


@pytest.mark.parametrize("path", [FEED, FILE])
def test_each_form_of_an_answer_has_a_strong_etag_and_is_known_with_one_question(
    event, client, path
):
    known = [client.get(path, headers=GZIP), client.get(path)]
    etags = [answer.headers["ETag"] for answer in known]
    assert len(set(etags)) == 2
    assert not any(each.startswith("W/") for each in etags)
    for etag, accepted in zip(etags, (GZIP, {}), strict=True):
        with watch_statements() as statements:
            answer = client.get(path, headers={"If-None-Match": etag, **accepted})
        assert (answer.status_code, answer.data, len(statements)) == (304, b"", 1)
        assert (answer.headers["ETag"], answer.headers["Vary"]) == (etag, "Accept-Encoding")


def test_a_head_tells_what_a_get_would_send(event, client):
    head, got = client.head(FEED, headers=GZIP), client.get(FEED, headers=GZIP)
    assert head.data == b""
    for name in ("ETag", "Content-Type", "Content-Encoding", "Content-Length", "Cache-Control"):
        assert head.headers[name] == got.headers[name]
    assert "Set-Cookie" not in got.headers
