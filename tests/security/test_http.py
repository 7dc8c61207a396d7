"""What the site says to those who knock at doors that are not there, or under another's name."""

import pytest
from flask.testing import FlaskClient

from eventsys import create_app
from eventsys.web.account.forms import is_local
from eventsys.web.common.headers import STRICT
from eventsys.web.common.limits import limiter
from tests.permissions import address_of, routes_of
from tests.settings import BASE_URL, make_settings

FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "for=203.0.113.7;host=evil.example",
}


@pytest.mark.parametrize(
    "path",
    [
        *("/console", "/.git/HEAD", "/.env", "/eventsys.env", "/instance/eventsys.env", "/admin"),
        *("/server-status", "/static/../eventsys/app.py", "/static/%2e%2e/eventsys/app.py"),
        *("/scan/../../pyproject.toml", "/debug", "/metrics", "/phpinfo.php"),
    ],
)
def test_nothing_of_the_inside_lies_about(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "SECRET" not in answer.text


def test_no_answer_names_the_program_and_its_version(client):
    headers = client.get("/da/").headers
    assert {"Server", "X-Powered-By", "Via"} & set(headers.keys()) == set()


def fail():
    raise RuntimeError


def answers_of_all_kinds(app):
    """Ask for one answer of each kind: pages and parts, refusals and faults."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["health.alive"] = fail
    client = FlaskClient(app, app.response_class)
    away, base = {"REMOTE_ADDR": "127.0.9.1"}, {"base_url": BASE_URL}
    for number in range(21):
        last = client.get(f"/T/{number:024}", environ_overrides=away, **base)
    version = app.static_url_path
    return [
        client.get("/da/", **base),
        client.get(f"{version}/css/app.css", **base),
        client.get("/", **base),
        client.post("/account/sign-in", data={}, **base),
        client.get("/organiser/", **base),
        client.get("/api/v1/events/fest/participants", **base),
        client.get("/nowhere", **base),
        client.put("/da/", **base),
        client.post("/da/find", data=b"a=" + b"a" * (51 * 1024 * 1024), **base),
        last,
        client.get("/healthz", **base),
        client.get("/da/", base_url="http://evil.example"),
    ]


KINDS = [200, 200, 302, 400, 302, 401, 404, 405, 413, 429, 500, 400]


def test_strict_headers_are_on_answers_of_every_kind(app):
    answers = answers_of_all_kinds(app)
    for each in answers:
        each.close()
    assert [each.status_code for each in answers] == KINDS
    for name in ("X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"):
        assert {each.headers.get(name) for each in answers} == {STRICT[name]}
    policies = [each.headers.get("Content-Security-Policy", "") for each in answers]
    assert [each for each in policies if "default-src 'none'" not in each] == []
    assert [each for each in policies if "frame-ancestors 'none'" not in each] == []


def test_over_tls_browsers_are_told_to_stay_there_also_by_errors(database_url, tmp_path):
    site = "https://events.example.org"
    app = create_app(make_settings(tmp_path / "tls", database_url, base_url=site))
    client = app.test_client()
    for path in ("/da/", "/nowhere", "/organiser/"):
        headers = client.get(path, base_url=site).headers
        assert "max-age=63072000" in headers["Strict-Transport-Security"]


def test_a_forged_host_reaches_no_link(client):
    answer = client.get("/", headers=FORGED)
    assert "evil" not in answer.location
    page = client.get("/da/", headers=FORGED)
    assert "evil" not in page.text


def test_a_forged_address_gets_no_new_tries(client):
    answers = [
        client.get(f"/T/{number:024}", headers={"X-Forwarded-For": f"203.0.113.{number}"})
        for number in range(21)
    ]
    assert [answer.status_code for answer in answers] == [404] * 20 + [429]


def test_behind_a_proxy_only_what_the_proxy_says_counts(database_url, tmp_path):
    app = create_app(make_settings(tmp_path / "proxied", database_url, trusted_proxies=1))
    client = app.test_client()

    def look(number):
        written_by_both = f"203.0.113.{number}, 198.51.100.1"
        headers = {"X-Forwarded-For": written_by_both}
        return client.get(f"/T/{number:024}", base_url=BASE_URL, headers=headers).status_code

    assert [look(number) for number in range(21)] == [404] * 20 + [429]


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT"])
def test_methods_that_no_page_takes_change_and_tell_nothing(client, method):
    answer = client.open("/da/", method=method)
    assert answer.status_code == 405


def test_a_fault_in_whatever_view_tells_a_reference_and_nothing_else(app):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    secret = "postgresql://eventsys:kvaksalvox@db/eventsys"

    def fail(**_arguments):
        raise RuntimeError(secret)

    routes = routes_of(app)
    for route in routes:
        app.view_functions[route.rule.endpoint] = fail
    client = FlaskClient(app, app.response_class)
    told = {}
    for route in routes:
        if "GET" in route.methods:
            path = address_of(app, route, "fest")
            answer = client.get(path, base_url=BASE_URL)
            leaks = [
                word for word in ("kvaksalvox", "RuntimeError", "Traceback") if word in answer.text
            ]
            told[route.title] = (answer.status_code, leaks)
    assert {title: found for title, found in told.items() if found != (500, [])} == {}


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example"),
        *("https://evil.example", "/\t/evil.example", "\t//evil.example", "/\n/evil.example"),
        *("javascript:alert(1)", "evil.example", "", " //evil.example", "///evil.example"),
    ],
)
def test_no_address_that_could_lead_elsewhere_counts_as_ours(elsewhere):
    assert not is_local(elsewhere)


@pytest.mark.parametrize("path", ["/organiser/", "/organiser/?when=past", "/account/#codes"])
def test_pages_of_ours_count_as_ours(path):
    assert is_local(path)


@pytest.mark.parametrize("path", ["/account/sign-in", "/da/find", "/api/v1/scans", "/organiser/"])
def test_a_body_that_is_too_large_is_refused_before_it_is_looked_at(client, path):
    large = b"a=" + b"a" * (51 * 1024 * 1024)
    answer = client.post(path, data=large, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413


def test_an_address_registers_600_times_a_minute_and_a_school_behind_it_passes(client, publish):
    path = f"/da/events/{publish()}/register"
    school = [client.post(path, data={}).status_code for _ in range(25)]
    assert set(school) == {400}
    [count] = [each for key, each in limiter.storage.counts.items() if "/registrations/" in key]
    assert count.number == 25
    count.number = 599  # as if all the minute had been used
    assert client.post(path, data={}).status_code == 400
    surplus = client.post(path, data={})
    assert (surplus.status_code, surplus.headers["Retry-After"]) == (429, "60")
    assert "Vent et minut" in surplus.text
