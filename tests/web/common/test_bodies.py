"""Bodies are read first and within bounds, however they are sent."""

import io

import pytest

MEGABYTE = 1024 * 1024


def chunked(body):
    """Send a body whose length nobody tells, as the server hands it on."""
    return {
        "input_stream": io.BytesIO(body),
        "headers": {"Transfer-Encoding": "chunked"},
        "environ_overrides": {"wsgi.input_terminated": True},
        "content_type": "application/json",
    }


@pytest.mark.parametrize("size", [MEGABYTE, 3 * MEGABYTE])
def test_a_large_body_of_unknown_length_is_refused_as_too_large(client, size):
    answer = client.post("/api/v1/devices", **chunked(b" " * size + b"{}"))
    assert (answer.status_code, answer.json["code"]) == (413, "E_TOO_LARGE")


def test_a_small_body_of_unknown_length_is_read(client):
    answer = client.post("/api/v1/devices", **chunked(b"{}"))
    assert (answer.status_code, list(answer.json["fields"])) == (422, ["pairing_code"])


def test_a_body_that_says_it_is_too_large_is_told_how_much_will_do(client):
    answer = client.post(
        "/api/v1/scans", data=b" " * (MEGABYTE + 1), content_type="application/json"
    )
    assert answer.status_code == 413
    assert (answer.json["retryable"], answer.json["max_rows"]) == (True, 200)
