"""What will go of the API says so on every answer, a year ahead."""

from dataclasses import replace
from datetime import date

import pytest

from eventsys.web.api.description import Farewell

LEAVING = Farewell(since=date(2026, 7, 1), until=date(2027, 7, 1), instead="Ask GET /events.")
SOONER = Farewell(since=date(2026, 3, 1), until=date(2027, 3, 1), instead="Ask for all of them.")


@pytest.fixture
def part_with(app, monkeypatch):
    """Let a route go, or its parameters."""

    def parted(endpoint, **farewells):
        view = vars(app.view_functions[endpoint])
        written = view["description"]
        parameters = [
            replace(each, farewell=farewells.get(each.name)) for each in written.parameters
        ]
        of_route = farewells.get("route")
        new = replace(written, farewell=of_route, parameters=parameters)
        monkeypatch.setitem(view, "description", new)

    return parted


def told(answer):
    """Give what an answer says of leaving."""
    return [answer.headers.get(name) for name in ("Deprecation", "Sunset")]


def test_nothing_is_said_of_what_stays(client):
    assert told(client.get("/api/v1/events?limit=1")) == [None, None]
    assert told(client.get("/api/v1/openapi.json")) == [None, None]


def test_a_route_that_goes_says_since_when_and_until_when(client, part_with):
    part_with("api.list_events", route=LEAVING)
    answer = client.get("/api/v1/events")
    assert told(answer) == ["@1782864000", "Thu, 01 Jul 2027 00:00:00 GMT"]
    assert 'rel="deprecation"' in answer.headers["Link"]


def test_it_is_said_on_refusals_too(client, part_with):
    part_with("api.add_event", route=LEAVING)
    answer = client.post("/api/v1/events", json={})
    assert (answer.status_code, told(answer)[0]) == (401, "@1782864000")


def test_a_parameter_that_goes_is_told_to_those_who_send_it(client, part_with):
    part_with("api.list_events", limit=SOONER)
    assert told(client.get("/api/v1/events")) == [None, None]
    assert told(client.get("/api/v1/events?limit=1"))[0] == "@1772323200"


def test_of_several_the_first_to_go_is_told(client, part_with):
    part_with("api.list_events", route=LEAVING, limit=SOONER)
    assert told(client.get("/api/v1/events?limit=1"))[0] == "@1772323200"


def test_the_description_says_it_with_what_to_do_instead(client, part_with):
    part_with("api.list_events", route=LEAVING, limit=SOONER)
    described = client.get("/api/v1/openapi.json").json["paths"]["/events"]["get"]
    assert (described["deprecated"], described["description"]) == (True, LEAVING.instead)
    assert [each["name"] for each in described["parameters"] if each["deprecated"]] == ["limit"]


def test_nothing_goes_that_was_not_announced_for_a_year():
    with pytest.raises(ValueError, match="a year"):
        Farewell(since=date(2026, 7, 1), until=date(2027, 6, 30), instead="")
