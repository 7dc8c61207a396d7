"""How many are inside, as phones that count are told."""

from eventsys.checkin.devices.operations import revoke_device
from eventsys.checkin.models import Device
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from tests.web.api.world import a_scan, a_tally, send


def inside(client, phone):
    """Ask, and leave the time of the answer out."""
    answer = client.get("/api/v1/inside", headers=phone)
    assert answer.status_code == 200, answer.text
    return {name: answer.json[name] for name in ("inside", "capacity")}


def test_those_with_a_ticket_and_those_without_are_inside_until_they_leave(world, client):
    assert inside(client, world.phone) == {"inside": 0, "capacity": 10}
    codes = [each.code for each in world.codes]
    send(client, world.phone, *(a_scan(code) for code in codes))
    body = {"tallies": [a_tally(seq=3)]}
    client.post("/api/v1/tallies", json=body, headers=world.phone)
    assert inside(client, world.phone) == {"inside": 3, "capacity": 10}
    send(client, world.phone, a_scan(codes[0], seq=4, direction="out"))
    assert inside(client, world.phone) == {"inside": 2, "capacity": 10}


def test_a_revoked_phone_and_a_stranger_are_told_nothing(app, world, client):
    stranger = client.get("/api/v1/inside", headers={"Authorization": "Bearer x"})
    assert (stranger.status_code, stranger.json["code"]) == (401, "E_DEVICE")
    with app.app_context(), transaction() as session:
        revoke_device(session, session.query(Device).one(), at=clock.now(), by=SYSTEM)
    answer = client.get("/api/v1/inside", headers=world.phone)
    assert (answer.status_code, answer.json["code"]) == (403, "E_REVOKED")
