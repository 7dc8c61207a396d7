"""What matters for security is written down once, and nobody changes it unseen."""

import json

import pytest
from sqlalchemy import delete, update

from eventsys.checkin.devices.operations import invite_device, pair_device, revoke_device
from eventsys.checkin.rules import DeviceRole
from eventsys.core.audit import AuditEntry, first_broken_link, record, seal_entries
from eventsys.core.principal import SYSTEM, Principal, PrincipalKind
from eventsys.events.assistants.operations import dismiss_assistant, name_assistant
from eventsys.people.operations import issue_api_token
from eventsys.people.rules import RoleName
from tests.factories import AT, make_account, make_event

ORGANISER = Principal(PrincipalKind.ACCOUNT, 7)


@pytest.fixture
def sealed(session):
    """A chain of five changes."""
    event = make_event(session)
    for number in range(5):
        record(session, "test", event, {"number": number}, at=AT, by=ORGANISER)
    session.flush()
    seal_entries(session)
    session.flush()
    return session


def entries_of(session, *verbs):
    """List what was written down under some verbs, in its order."""
    rows = session.query(AuditEntry).filter(AuditEntry.verb.in_(verbs)).order_by(AuditEntry.id)
    return [(row.verb, row.object_kind, row.principal) for row in rows]


def test_a_chain_that_nobody_touched_is_whole(sealed):
    assert first_broken_link(sealed) is None


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "other"},
        {"principal": "account:8"},
        {"object_id": 99},
        {"object_kind": "account"},
        {"digest": "0" * 64},
        {"chain_hash": "0" * 64},
    ],
)
def test_a_row_that_was_changed_breaks_the_chain(sealed, change):
    third = sealed.query(AuditEntry).filter_by(verb="test").order_by(AuditEntry.id)[2]
    number = third.chain_no
    sealed.execute(update(AuditEntry).where(AuditEntry.id == third.id).values(**change))
    sealed.expire_all()
    assert first_broken_link(sealed) == number


def test_a_row_that_was_taken_out_breaks_the_chain(sealed):
    third = sealed.query(AuditEntry).filter_by(verb="test").order_by(AuditEntry.id)[2]
    number = third.chain_no
    sealed.execute(delete(AuditEntry).where(AuditEntry.id == third.id))
    sealed.expire_all()
    assert first_broken_link(sealed) == number


def test_details_that_erasure_empties_leave_the_chain_whole(sealed):
    sealed.execute(update(AuditEntry).values(details=None))
    sealed.expire_all()
    assert first_broken_link(sealed) is None


def test_pairing_and_revoking_a_phone_are_one_row_each(session):
    event = make_event(session)
    before = session.query(AuditEntry).count()
    code = invite_device(session, event, None, DeviceRole.SCAN, at=AT, by=ORGANISER)
    device = pair_device(session, code, "the phone of a test", at=AT).device
    revoke_device(session, device, at=AT, by=ORGANISER)
    session.flush()
    rows = session.query(AuditEntry).order_by(AuditEntry.id).all()[before:]
    assert [row.verb for row in rows] == ["invite", "pair", "revoke"]


def test_naming_an_assistant_and_a_token_are_one_row_each(session):
    event = make_event(session)
    account = make_account(session, "amal@example.org", RoleName.EVENT_ASSISTANT)
    name_assistant(session, event, account.id, at=AT, by=ORGANISER)
    dismiss_assistant(session, event, account.id, at=AT, by=ORGANISER)
    token = issue_api_token(session, account, at=AT, by=SYSTEM)
    session.flush()
    assert entries_of(session, "name-assistant", "dismiss-assistant", "issue-token") == [
        ("name-assistant", "event", str(ORGANISER)),
        ("dismiss-assistant", "event", str(ORGANISER)),
        ("issue-token", "account", str(SYSTEM)),
    ]
    details = [json.loads(row.details) for row in session.query(AuditEntry).all()]
    assert token not in json.dumps(details)
