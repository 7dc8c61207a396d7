"""An event's numbers, as programs read them."""

import pytest

from tests.web.api.world import a_scan, a_tally, now, send

NOBODY = {"admitted": 0, "walk_ins": 0}


@pytest.fixture
def answer(world, client):
    """The numbers after one admission and one walk-in."""
    send(client, world.phone, a_scan(world.codes[0].code))
    body = {"sent_at": now(), "tallies": [a_tally(seq=2, gate="Syd")]}
    client.post("/api/v1/tallies", json=body, headers=world.phone)
    return client.get("/api/v1/events/fest/attendance", headers=world.organiser).json


def test_persons_are_counted_by_category_gate_and_quarter_hour(answer):
    assert answer.pop("as_of").endswith("Z")
    quarter = answer.pop("by_quarter_hour")
    occasions = answer.pop("occasions")
    assert sum(each["admitted"] + each["walk_ins"] for each in quarter) == 2
    assert all(each["start"].endswith("Z") for each in quarter)
    assert answer == {
        "event": "fest",
        "registered": 2,
        "confirmed": 2,
        "waiting": 0,
        "offered": 0,
        "deregistered": 0,
        "admitted": 1,
        "admissions": 1,
        "walk_ins": 1,
        "no_shows": None,
        "head_count": None,
        "by_category": {
            "child": {"admitted": 0, "walk_ins": 1},
            "adult": {"admitted": 1, "walk_ins": 0},
            "staff": NOBODY,
        },
        "by_gate": {
            "Nord": {"admitted": 1, "walk_ins": 0},
            "Syd": {"admitted": 0, "walk_ins": 1},
        },
    }
    assert [(each["no"], each["admitted"], each["walk_ins"]) for each in occasions] == [(1, 1, 1)]


def test_one_occasion_is_counted_alone(answer, world, client):
    path = "/api/v1/events/fest/attendance?occasion=1"
    one = client.get(path, headers=world.organiser).json
    assert (one["admitted"], one["walk_ins"], one["occasions"]) == (1, 1, [])


@pytest.mark.parametrize(
    ("occasion", "status", "code"),
    [("2", 404, "E_NOT_FOUND"), ("x", 400, "E_QUERY"), ("", 400, "E_QUERY"), ("١", 400, "E_QUERY")],
)
def test_an_occasion_that_is_not_there_is_told(occasion, status, code, world, client):
    answer = client.get(
        "/api/v1/events/fest/attendance",
        query_string={"occasion": occasion},
        headers=world.organiser,
    )
    assert (answer.status_code, answer.json["code"]) == (status, code)
