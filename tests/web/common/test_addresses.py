"""Requests that no browser of good will sends are refused, and never reach the database."""

import pytest


@pytest.mark.parametrize(
    "path",
    [
        "/da/events/%00",
        "/da/events/a%00b/register",
        "/da/registrations/%00.x",
        "/T/%00",
        "/feeds/events/%00.ics",
        "/api/v1/events/%00",
    ],
)
def test_a_path_with_a_nul_leads_nowhere(both_databases, client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/da/?q=%00", "/feeds/events.ics?district=%00"])
def test_a_parameter_with_a_nul_is_refused(both_databases, client, path):
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Long": "a" * 8193},
        {"Cookie": "; ".join(f"c{number}=1" for number in range(200))},
        {"Cookie": f"session={'a' * 5000}"},
    ],
)
def test_headers_and_cookies_beyond_measure_are_refused(app, headers):
    client = app.test_client(use_cookies=False)
    headers = {**headers, "Host": "127.0.0.1:8000"}
    page = client.get("/da/", headers=headers)
    assert (page.status_code, "Det kunne vi ikke læse" in page.text) == (431, True)
    answer = client.get("/api/v1/events", headers=headers)
    assert (answer.status_code, answer.json["code"]) == (431, "E_REQUEST")


def test_headers_as_browsers_send_them_are_read(app):
    cookies = "; ".join(f"c{number}={'a' * 60}" for number in range(100))
    headers = {"Host": "127.0.0.1:8000", "Cookie": cookies, "X-Long": "a" * 8000}
    assert app.test_client(use_cookies=False).get("/da/", headers=headers).status_code == 200
