"""Bodies and parameters are read strictly; refusals say what is wrong."""

import pytest

from tests.web.api.world import a_registration

ENGLISH = {"Accept-Language": "en"}


def post(client, organiser, body, content_type="application/json", **headers):
    """Post a body, as it is, where an organiser may."""
    return client.post(
        "/api/v1/events", data=body, content_type=content_type, headers=organiser | headers
    )


@pytest.mark.parametrize(
    ("why", "body"),
    [
        ("empty", ""),
        ("no JSON", "{slug: 1}"),
        ("NaN", '{"capacity": NaN}'),
        ("Infinity", '{"capacity": -Infinity}'),
        ("too large to tell from infinity", '{"capacity": 1e999}'),
        ("an integer of 5,000 digits", '{"capacity": ' + "9" * 5000 + "}"),
        ("a key twice", '{"slug": "a", "slug": "b"}'),
        ("a key twice, deep down", '{"title": {"da": "a", "da": "b"}}'),
        ("nested without end", "[" * 100_000),
        ("no UTF-8", b'{"slug": "\xff"}'),
        ("two values", "{} {}"),
    ],
)
def test_what_is_no_json_is_told_and_never_a_fault(why, body, world, client):
    answer = post(client, world.organiser, body, **ENGLISH)
    assert answer.status_code == 400
    assert answer.json == {
        "code": "E_JSON",
        "message": "The body is no JSON that we can read.",
        "fields": {},
        "retryable": False,
        "ref": None,
    }


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", None])
def test_another_content_type_is_refused(content_type, world, client):
    answer = post(client, world.organiser, "{}", content_type)
    assert (answer.status_code, answer.json["code"]) == (415, "E_CONTENT_TYPE")


def test_another_compression_is_refused(world, client):
    answer = post(client, world.organiser, "{}", **{"Content-Encoding": "br"})
    assert (answer.status_code, answer.json["code"]) == (415, "E_CONTENT_TYPE")


def test_a_body_of_more_than_a_mebibyte_is_refused(world, client):
    answer = post(client, world.organiser, b" " * (1024 * 1024 + 1))
    assert (answer.status_code, answer.json["code"]) == (413, "E_TOO_LARGE")


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"more": 1}, "more", "This field is not known."),
        ({"language": None}, "language", "This value cannot be used."),
        ({"participants": [{}]}, "participants.0.name", "This field is missing."),
        ({"participants": [{"name": 5}]}, "participants.0.name", "This value cannot be used."),
        ({"participants": []}, "participants", "This value cannot be used."),
        ({"contact": {"name": "A", "channel": "fax"}}, "contact.channel", None),
    ],
)
def test_a_field_that_cannot_be_used_is_named(change, field, words, world, client):
    answer = client.post(
        "/api/v1/events/fest/registrations",
        json=a_registration() | change,
        headers=world.organiser | ENGLISH | {"Idempotency-Key": "1"},
    )
    assert (answer.status_code, answer.json["code"]) == (422, "E_FIELDS")
    assert answer.json["fields"] == {field: words or "This value cannot be used."}


def test_the_message_is_in_the_language_that_is_asked_for(world, client):
    answer = post(client, world.organiser, "no", **{"Accept-Language": "da"})
    assert answer.json["message"] == "Indholdet er ikke JSON, som vi kan læse."


@pytest.mark.parametrize("limit", ["0", "-1", "501", "1_0", "abc", "1e2", "١", "", "99999999999"])
def test_a_limit_that_is_no_number_from_1_to_500_is_refused(limit, client):
    answer = client.get("/api/v1/events", query_string={"limit": limit})
    assert (answer.status_code, answer.json["code"]) == (400, "E_QUERY")
    assert list(answer.json["fields"]) == ["limit"]


@pytest.mark.parametrize("path", ["events", "events/fest", "openapi.json"])
def test_a_parameter_stands_there_once(path, world, client):
    answer = client.get(f"/api/v1/{path}?limit=1&limit=2")
    assert (answer.status_code, answer.json["code"]) == (400, "E_QUERY")


@pytest.mark.parametrize("after", ["!!!", "9" * 400, "ÿ", "gA"])
@pytest.mark.parametrize("path", ["events", "roster", "events/fest/participants"])
def test_a_cursor_that_was_not_handed_out_is_refused_or_harmless(path, after, world, client):
    headers = world.phone if path == "roster" else world.organiser
    answer = client.get(f"/api/v1/{path}", query_string={"after": after}, headers=headers)
    assert answer.status_code in {200, 400}
    assert answer.json.get("code", "E_QUERY") == "E_QUERY"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "nothing", 404, "E_NOT_FOUND"),
        ("GET", "events/nothing", 404, "E_NOT_FOUND"),
        ("DELETE", "events/fest", 405, "E_METHOD"),
        ("PUT", "scans", 405, "E_METHOD"),
    ],
)
def test_what_is_not_there_is_told_as_json(method, path, status, code, world, client):
    answer = client.open(f"/api/v1/{path}", method=method)
    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_answers_are_kept_by_nobody(world, client):
    answer = client.get("/api/v1/events/fest")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert "ETag" not in answer.headers
