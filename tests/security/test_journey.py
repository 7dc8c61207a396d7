"""Somebody registers, changes it, gives it up and is scanned; an organiser signs in: the log."""

import json

import pytest

from eventsys.web.common.log import JsonLines
from tests.web.account.conftest import EMAIL, PASSPHRASE
from tests.web.api.world import a_scan, now

NAMES = ("Fatima", "Yılmaz", "Şirin", "محمد")
TYPED = ("fatima@example.dk", "new@example.dk", EMAIL, PASSPHRASE, "my passphrase by mistake")


def told_in(lines, secrets):
    """Find which secrets stand in lines of the log, whatever way they are written there."""
    text = "\n".join(str(json.loads(line)) for line in lines).casefold()
    return [secret for secret in secrets if secret.casefold() in text]


@pytest.fixture
def logged(caplog):
    """Everything that is logged as `serve` logs it, and all that we say below that."""
    caplog.set_level("WARNING")
    caplog.set_level("DEBUG", "eventsys")

    def lines():
        return [JsonLines().format(each) for each in caplog.records]

    return lines


def live_as_a_citizen(client, register):
    """Register, change it, give it up; give the secrets of one's own page."""
    own = register("fest", 2, **{"participants-0-name": "Şirin"})
    changes = {"people-1-name": "محمد", "email": "new@example.dk"}
    assert client.submit(f"{own}/change", changes, form="change").status_code == 303
    assert client.get(f"{own}x").status_code == 404
    assert client.post(f"{own}/change", data={"contact_name": "Fatima"}).status_code == 400
    assert client.submit(f"{own}/deregister", {}).status_code == 303
    token = own.rpartition("/")[2]
    return [token, *token.split(".")]


def sign_in_and_out_of_luck(app, person):
    """Sign in with a passphrase and a code, and fail before; give the secrets of it."""
    office = app.test_client()
    person.enter(office, password="my passphrase by mistake")
    answers = [person.set_up(office), person.sign_in(app.test_client())]
    assert [each.status_code for each in answers] == [302, 302]
    given = [cookie for each in answers for cookie in each.headers.getlist("Set-Cookie")]
    cookies = [each.partition("=")[2].partition(";")[0] for each in given]
    assert cookies
    return [person.key, person.show_code(), person.show_code(1), *cookies]


def scan(client, world):
    """Read tickets at the gate, one of them unknown; give the codes and the phone's token."""
    codes = [each.code for each in world.codes]
    batch = {"sent_at": now(), "scans": [a_scan(codes[0]), a_scan("unknown ticket", seq=2)]}
    assert client.post("/api/v1/scans", json=batch, headers=world.phone).status_code == 200
    broken = {"data": codes[1], "content_type": "application/json", "headers": world.phone}
    assert client.post("/api/v1/scans", **broken).status_code == 400
    stolen = {"Authorization": world.phone["Authorization"] + "x"}
    assert client.post("/api/v1/scans", json=batch, headers=stolen).status_code == 401
    token = world.phone["Authorization"].partition(" ")[2]
    return [*(value for each in world.codes for value in vars(each).values()), token]


def test_the_log_of_a_journey_tells_of_nobody_and_opens_nothing(
    app, client, register, person, world, logged
):
    secrets = [
        *live_as_a_citizen(client, register),
        *sign_in_and_out_of_luck(app, person),
        *scan(client, world),
    ]
    lines = logged()
    assert told_in(lines, [*NAMES, *TYPED, *filter(None, map(str, secrets))]) == []
    routes = {json.loads(line).get("route") for line in lines}
    assert {"/<language:lang>/events/<slug>/register", "/api/v1/scans"} <= routes
    assert len(secrets) > 10


def test_control_a_line_with_a_path_or_a_name_is_noticed(app, logged):
    app.logger.warning("GET %s by %s", "/da/r/abc.def", "Yılmaz\n")
    assert told_in(logged(), ["abc.def", "yılmaz", "fatima"]) == ["abc.def", "yılmaz"]
