"""Phones: paired, and told of the tickets."""

import gzip
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.checkin.devices.operations import invite_device, revoke_device
from eventsys.checkin.models import Device
from eventsys.checkin.rules import DeviceRole
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import get_event
from eventsys.registration.tickets.rules import roster_hash, roster_short
from tests.factories import make_family
from tests.web.api.world import bearer


def invite(app, *, at=None, role=DeviceRole.SCAN, gate="Syd"):
    """Make a pairing code for `fest`."""
    with app.app_context(), transaction() as session:
        event = get_event(session, "fest")
        return invite_device(session, event, gate, role, at=at or clock.now(), by=SYSTEM)


def pair(client, code, install_id="an installation"):
    """Pair a phone."""
    return client.post("/api/v1/devices", json={"pairing_code": code, "install_id": install_id})


@pytest.mark.usefixtures("both_databases")
def test_a_code_pairs_one_phone_once(app, world, client):
    code = invite(app)
    answer = pair(client, f" {code[:4]}-{code[4:].lower()} ")
    assert answer.status_code == 201
    paired = answer.json
    assert (paired.pop("valid_until")[-1], paired.pop("server_time")[-1]) == ("Z", "Z")
    token, identity = paired.pop("token"), paired["device"].pop("id")
    assert len(identity) == 16
    assert paired == {
        "device": {"label": "Syd 1", "role": "scan", "gate": "Syd"},
        "event": {"slug": "fest", "title": {"da": "Fest 1", "en": "Party 1"}},
        "gates": ["Nord", "Syd"],
    }
    assert client.get("/api/v1/roster", headers=bearer(token)).status_code == 200
    again = pair(client, code)
    assert (again.status_code, again.json["code"]) == (404, "E_PAIRING")


def test_a_phone_for_no_gate_is_told_none(app, world, client):
    paired = pair(client, invite(app, gate=None)).json
    assert "gate" not in paired["device"]


def test_an_old_or_unknown_code_pairs_nothing(app, world, client):
    old = invite(app, at=clock.now() - timedelta(minutes=11))
    answers = [pair(client, code) for code in (old, "AAAAAAAA", "\ud800", "x" * 40)]
    assert [(each.status_code, each.json["code"]) for each in answers] == [(404, "E_PAIRING")] * 4


def test_guessing_codes_is_slowed_down(world, client):
    answers = [pair(client, "AAAAAAAA").status_code for _ in range(21)]
    assert answers == [404] * 20 + [429]


@pytest.mark.parametrize("install_id", ["", "a\0b", 5, "x" * 101])
def test_an_installation_has_a_usable_id(install_id, app, world, client):
    answer = pair(client, invite(app), install_id)
    assert (answer.status_code, list(answer.json["fields"])) == (422, ["install_id"])


@pytest.mark.usefixtures("both_databases")
def test_the_roster_holds_hashes_and_states_and_nothing_else(world, client):
    roster = client.get("/api/v1/roster", headers=world.phone).json
    salt = roster.pop("salt")
    occasion = roster["occasions"][0]
    assert [sorted(each) for each in roster["occasions"]] == [["ends_at", "no", "starts_at"]]
    assert occasion["no"] == 1
    tickets = sorted(roster.pop("tickets"), key=lambda ticket: ticket["hash"])
    assert tickets == sorted(
        (
            {
                "hash": roster_hash(salt, codes.code),
                "short": roster_short(salt, codes.short_code),
                "category": "adult",
                "state": "valid",
                "in": [],
                "flags": 0,
            }
            for codes in world.codes
        ),
        key=lambda ticket: ticket["hash"],
    )
    assert sorted(roster) == ["cursor", "more", "occasions", "reentry", "unknown"]
    assert (roster["more"], roster["reentry"], roster["unknown"]) == (False, True, "amber")


def test_a_phone_that_has_the_roster_is_told_so(world, client):
    first = client.get("/api/v1/roster", headers=world.phone)
    known = world.phone | {"If-None-Match": first.headers["ETag"]}
    again = client.get("/api/v1/roster", headers=known)
    assert (again.status_code, again.data) == (304, b"")


def test_the_roster_goes_out_compressed(app, world, client):
    with app.app_context(), transaction() as session:
        make_family(session, get_event(session, "fest"), 8, at=clock.now())
    headers = world.phone | {"Accept-Encoding": "gzip"}
    answer = client.get("/api/v1/roster", headers=headers)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b'"tickets"' in gzip.decompress(answer.data)


def test_a_revoked_phone_gets_no_roster(app, world, client):
    with app.app_context(), transaction() as session:
        device = session.scalars(select(Device)).one()
        revoke_device(session, device, at=clock.now(), by=SYSTEM)
    answer = client.get("/api/v1/roster", headers=world.phone)
    assert (answer.status_code, answer.json["code"]) == (403, "E_REVOKED")


def test_without_a_token_there_is_no_roster(world, client):
    answer = client.get("/api/v1/roster")
    assert (answer.status_code, answer.json["code"]) == (401, "E_DEVICE")
