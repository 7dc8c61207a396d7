import json
from datetime import timedelta

from sqlalchemy import select

from eventsys.checkin.scans.operations import record_scans
from eventsys.core.principal import SYSTEM
from eventsys.privacy.queries import stored_about
from eventsys.registration.changes.operations import deregister_all
from eventsys.registration.models import Ticket
from eventsys.registration.tickets.operations import block
from tests.factories import (
    AT,
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_registration,
    make_scan,
)


def world(session):
    """A registration that something happened to, and another one beside it."""
    event = make_event(session)
    mine = make_registration(session, event, "Amina", "Bo")
    make_registration(session, event, "Somebody else")
    codes = codes_of(session, mine)
    device = make_device(session, event, "Nord")
    record_scans(session, device.token, batch_of(make_scan(codes[0].code)), at=START)
    deregister_all(session, mine, at=START + timedelta(hours=1), by=SYSTEM)
    return mine


def test_all_that_is_stored_about_a_registration_is_told_and_nothing_of_others(session):
    mine = world(session)
    stored = stored_about(session, mine)
    assert {name: len(rows) for name, rows in stored.items()} == {
        "registration": 1,
        "participant": 2,
        "ticket": 2,
        "scan": 1,
        "ticket_state": 1,
        "notice": 3,
    }
    assert [person["name"] for person in stored["participant"]] == ["Amina", "Bo"]
    assert stored["registration"][0]["contact_email"] == "amina@example.org"
    assert stored["registration"][0]["created_at"] == "2026-05-04T10:00:00Z"


def test_no_code_hash_or_key_leaves_the_house(session):
    text = json.dumps(stored_about(session, world(session)))
    for secret in ("sealed", "hash", "digest", "_key", "roster"):
        assert secret not in text


def test_what_an_account_did_to_a_ticket_is_told(session):
    mine = make_registration(session, make_event(session), "Amina")
    ticket = session.scalars(select(Ticket)).one()
    block(session, ticket, "lost", at=AT, by=SYSTEM)
    session.flush()
    entries = stored_about(session, mine)["audit_entry"]
    assert [(entry["verb"], entry["object_kind"]) for entry in entries] == [("block", "ticket")]
