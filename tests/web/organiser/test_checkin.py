"""Organisers pair phones, follow them and take them off."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventsys.checkin.devices.operations import pair_device, revoke_device
from eventsys.checkin.devices.queries import list_devices
from eventsys.checkin.models import Device
from eventsys.checkin.scans.operations import record_scans
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import to_local
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.documents.qr import qr_path
from eventsys.events.queries import get_event
from eventsys.web.common.dates import say_clock
from tests.factories import batch_of, make_device, make_event, make_scan
from tests.pages import Page
from tests.settings import BASE_URL

DEVICES = "/organiser/events/fest-1/devices"


@pytest.fixture
def event(app):
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now())


def pair(client, **fields):
    return Page(client.submit(DEVICES, fields, form="pair").text)


def code_on(page):
    return "".join(page.by_id("code").itertext())


def test_the_page_shows_a_code_that_pairs_one_phone(app, organiser_client, event):
    page = pair(organiser_client, role="count", gate="Nord")
    code = code_on(page)
    (drawn,) = [each for each in page.elements() if each.get("class") == "qr"]
    address = f"{BASE_URL}/count/#{code.replace('-', '')}"
    assert next(iter(drawn)).get("d") == qr_path(address).path
    with app.app_context(), transaction() as session:
        device = pair_device(session, code, "a phone", at=clock.now()).device
        assert (device.gate, device.role.value, device.label) == ("Nord", "count", "Nord 1")
    text = organiser_client.page(DEVICES).text
    assert "Nord 1" in text
    assert "Tilsluttet" in text


def test_each_showing_makes_a_code_of_its_own(organiser_client, event):
    assert code_on(pair(organiser_client)) != code_on(pair(organiser_client))


@pytest.mark.parametrize("fields", [{"gate": "Vest"}, {"role": "spy"}])
def test_what_is_not_on_offer_is_refused(organiser_client, event, fields):
    answer = organiser_client.submit(DEVICES, fields, form="pair")
    assert answer.status_code == 422
    assert "Vælg en af mulighederne." in Page(answer.text).text


def test_a_phone_is_taken_off(app, organiser_client, event):
    with app.app_context(), transaction() as session:
        public_id = make_device(
            session, get_event(session, "fest-1"), "Syd", at=clock.now()
        ).device.public_id
    answer = organiser_client.submit(DEVICES, {}, form=f"act-{public_id}")
    assert answer.location == DEVICES
    text = organiser_client.page(DEVICES).text
    assert "Telefonen er frakoblet." in text
    with app.app_context(), transaction() as session:
        (device,) = list_devices(session, get_event(session, "fest-1"))
        assert device.revoked_at is not None


def test_a_silent_phone_is_shown(app, organiser_client, event):
    with app.app_context(), transaction() as session:
        make_device(session, get_event(session, "fest-1"), at=clock.now())
        session.query(Device).one().last_seen_at = clock.now() - timedelta(minutes=7)
    text = organiser_client.page(DEVICES).text
    assert "for 7 minutter siden" in text
    assert "Stille" in text


def test_a_phone_that_made_more_than_came_in_says_what_is_missing(app, organiser_client, event):
    at = clock.now()
    with app.app_context(), transaction() as session:
        paired = make_device(session, get_event(session, "fest-1"), "Syd", at=at)
        rows = [make_scan("x", at, seq=seq) for seq in range(1, 199)]
        told = replace(batch_of(*rows, sent_at=at), last_seq=212, unsent=9)
        record_scans(session, paired.token, told, at=at)
    page = organiser_client.page(DEVICES)
    clock_now = say_clock(to_local(at, "Europe/Copenhagen"), Language.DANISH)
    sentence = f"Sidst hørt fra {clock_now}. Lavet 212, modtaget 198: 14 mangler."
    assert sentence in page.text
    numbers = [
        (each.get("data-name"), each.text) for each in page.elements() if each.get("data-name")
    ]
    assert numbers == [("Modtaget", "198"), ("Ikke nået frem", "14"), ("Venter på telefonen", "9")]


@pytest.mark.parametrize(
    ("fields", "gates"),
    [
        ({"gate": "Nord", "is_free": None}, ["Nord"]),
        ({"gate": "Nord"}, ["Nord", "Syd"]),
        ({"gate": "", "is_free": None}, ["Nord", "Syd"]),
    ],
    ids=["pinned", "free", "pinned to none"],
)
def test_a_phone_may_be_bound_to_its_gate(organiser_client, client, event, fields, gates):
    page = pair(organiser_client, **fields)
    body = {"pairing_code": code_on(page), "install_id": "a phone"}
    paired = client.post("/api/v1/devices", json=body).json
    assert paired["gates"] == gates
    told = [
        "Den bliver ved denne indgang." in text for text in (page.text, phones(organiser_client))
    ]
    assert told == [gates == ["Nord"]] * 2


def phones(client):
    return client.page(DEVICES).text


def test_the_page_says_what_a_phone_handed_in_after_it_was_taken_off(app, organiser_client, event):
    at = clock.now()
    revoked_at = at - timedelta(minutes=5)
    with app.app_context(), transaction() as session:
        paired = make_device(session, get_event(session, "fest-1"), "Syd", at=at)
        revoke_device(session, paired.device, at=revoked_at, by=SYSTEM)
        times = [revoked_at - timedelta(minutes=1), revoked_at + timedelta(minutes=1), at]
        rows = [make_scan("x", each, seq=seq) for seq, each in enumerate(times, start=1)]
        record_scans(session, paired.token, batch_of(*rows, sent_at=at), at=at)
    text = phones(organiser_client)
    assert "Den har afleveret 3 rækker, efter at den blev frakoblet." in text
    assert "2 rækker tæller ingen steder, da de er lavet efter det." in text


def test_another_events_phone_is_not_found(app, organiser_client, event):
    with app.app_context(), transaction() as session:
        other = make_event(session, at=clock.now())
        public_id = make_device(session, other, at=clock.now()).device.public_id
    token = organiser_client.page(DEVICES).form("pair").values()[0][1]
    answer = organiser_client.post(f"{DEVICES}/{public_id}/revoke", data={"csrf_token": token})
    assert answer.status_code == 404
