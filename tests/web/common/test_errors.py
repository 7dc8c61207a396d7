"""Every error is answered in words, in the page's language, and tells nothing of the inside."""

import pytest
from flask.testing import FlaskClient

from eventsys.core.db import transaction
from eventsys.events.kept.models import KeptView
from eventsys.web.common.headers import CONTENT_SECURITY_POLICY
from tests.factories import AT
from tests.settings import BASE_URL


@pytest.mark.parametrize(
    ("path", "accept", "lang", "direction"),
    [
        ("/da/nowhere", "en", "da", "ltr"),
        ("/ar/nowhere", "en", "ar", "rtl"),
        ("/nowhere", "en", "en", "ltr"),
        ("/xx/", "tlh", "da", "ltr"),
    ],
)
def test_a_page_that_is_not_there_says_so_in_the_pages_language(
    client, path, accept, lang, direction
):
    answer = client.get(path, headers={"Accept-Language": accept})
    assert answer.status_code == 404
    assert f'<html lang="{lang}" dir="{direction}">' in answer.text
    assert "nowhere" not in answer.text


def test_a_foreign_host_is_refused_in_plain_words(client):
    answer = client.get("/da/", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert "evil" not in answer.text


def test_a_method_that_no_page_takes_is_named_as_such(client):
    answer = client.put("/healthz")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("path", ["/da/", "/nowhere", "/healthz", "/api/v1/nowhere", "/static/x"])
def test_strict_headers_are_on_every_answer(client, path):
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


def test_an_error_in_the_api_is_json(client):
    answer = client.get("/api/v1/nowhere", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json["code"], answer.json["retryable"]) == (
        404,
        "E_NOT_FOUND",
        False,
    )


def test_a_fault_of_ours_shows_a_reference_and_nothing_else(app):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["health.alive"] = lambda: 1 / 0
    answer = FlaskClient(app, app.response_class).get("/healthz", base_url=BASE_URL)
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    assert "Traceback" not in answer.text


def test_whoever_was_overtaken_is_told_so_and_our_log_why(app, caplog, monkeypatch):
    def refuse():
        with transaction() as session:
            session.add(KeptView(account_id=99, name="A", query="", is_shared=False, created_at=AT))

    app.view_functions["health.alive"] = refuse
    caplog.set_level("ERROR")
    monkeypatch.setattr(app.logger, "handlers", [caplog.handler])
    answer = FlaskClient(app, app.response_class).get("/healthz", base_url=BASE_URL)
    assert answer.status_code == 409
    assert "IntegrityError" not in answer.text
    assert {record.message for record in caplog.records} == {"the database refused"}
