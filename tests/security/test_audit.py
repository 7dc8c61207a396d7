"""What matters for security is written down once, and nobody changes it unseen."""

import json
import tracemalloc

import pytest
from sqlalchemy import delete, select, update

from eventsys.checkin.devices.operations import invite_device, pair_device, revoke_device
from eventsys.checkin.rules import DeviceRole
from eventsys.core.audit import AuditEntry, record
from eventsys.core.audit_chain import (
    GENESIS,
    SEALED_PARTS,
    examine,
    find_tip,
    holds,
    link,
    seal_entries,
)
from eventsys.core.keys import KeyRing, keys, use_keys
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
    assert examine(sealed).broken is None


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
    assert examine(sealed).broken == number


def test_a_row_that_was_taken_out_breaks_the_chain(sealed):
    third = sealed.query(AuditEntry).filter_by(verb="test").order_by(AuditEntry.id)[2]
    number = third.chain_no
    sealed.execute(delete(AuditEntry).where(AuditEntry.id == third.id))
    sealed.expire_all()
    assert examine(sealed).broken == number


def test_details_that_erasure_empties_leave_the_chain_whole(sealed):
    sealed.execute(update(AuditEntry).values(details=None))
    sealed.expire_all()
    assert examine(sealed).broken is None


OLD, NEW, OWN = (f"the {word} secret, long enough for all" for word in ("old", "new", "own"))


@pytest.fixture
def use():
    """Put other keys in place; afterwards those of the tests are back."""
    before = keys()
    yield lambda *given, **others: use_keys(KeyRing(*given, **others))
    use_keys(before)


def write_more(session, count):
    """Write down some changes, and seal them."""
    event = make_event(session)
    for number in range(count):
        record(session, "more", event, {"number": number}, at=AT, by=ORGANISER)
    session.flush()
    while seal_entries(session):
        session.flush()


def test_the_chain_is_whole_when_the_key_was_changed_and_the_old_one_is_kept(session, use):
    use(OLD)
    write_more(session, 3)
    use(NEW, [OLD])
    write_more(session, 3)
    use(NEW, audit_keys=[OWN, OLD])
    write_more(session, 3)
    names = session.scalars(select(AuditEntry.chain_key).distinct()).all()
    assert (examine(session).broken, len(names)) == (None, 3)
    use("a fourth secret, long enough for all", audit_keys=[OWN, NEW, OLD])
    assert examine(session).broken is None


def test_a_key_that_was_thrown_away_is_named_and_is_no_forgery(session, use):
    use(OLD)
    write_more(session, 3)
    thrown_away = next(iter(keys().audit_keys))
    use(NEW)
    found = examine(session)
    assert (found.broken, found.lost_key) == (1, thrown_away)


def test_rows_sealed_before_keys_had_names_still_hold(session, use):
    use(OLD)
    event = make_event(session)
    record(session, "test", event, {}, at=AT, by=ORGANISER)
    session.flush()
    previous = GENESIS
    key = keys().audit_keys[next(iter(keys().audit_keys))]
    for number, entry in enumerate(session.query(AuditEntry).order_by(AuditEntry.id), start=1):
        parts = [getattr(entry, column.key) for column in SEALED_PARTS]
        previous = link(previous, number, parts, None, key)
        entry.chain_no, entry.chain_hash = number, previous
    session.flush()
    use(NEW, [OLD])
    write_more(session, 2)
    assert examine(session).broken is None


def test_who_has_the_database_alone_cannot_make_a_chain_that_fits(sealed, use):
    third = sealed.query(AuditEntry).filter_by(verb="test").order_by(AuditEntry.id)[2]
    number, before = third.chain_no, keys()
    use("what a thief would guess, long enough")
    sealed.execute(update(AuditEntry).where(AuditEntry.id == third.id).values(verb="other"))
    sealed.execute(update(AuditEntry).where(AuditEntry.chain_no >= number).values(chain_no=None))
    sealed.expire_all()
    seal_entries(sealed)
    sealed.flush()
    sealed.expire_all()
    use_keys(before)
    assert examine(sealed).broken == number


def test_a_chain_that_was_taken_apart_and_sealed_anew_lacks_its_anchor(sealed):
    tip = find_tip(sealed)
    assert holds(sealed, tip)
    last = sealed.query(AuditEntry).filter_by(chain_no=tip.number).one()
    sealed.execute(
        update(AuditEntry)
        .where(AuditEntry.id == last.id)
        .values(verb="other", chain_no=None, chain_hash=None)
    )
    sealed.expire_all()
    seal_entries(sealed)
    sealed.flush()
    control = examine(sealed).broken  # the links fit: our own worker made them
    assert (control, holds(sealed, tip)) == (None, False)


def test_looking_at_a_long_log_needs_no_more_memory_than_at_a_short_one(session):
    write_more(session, 2_000)
    session.expire_all()
    session.expunge_all()
    examine(session)
    short = peak(session)
    write_more(session, 8_000)
    session.expire_all()
    session.expunge_all()
    assert peak(session) < short * 1.5 + 200_000


def peak(session):
    """Measure the bytes that looking at the chain takes at most."""
    tracemalloc.start()
    assert examine(session).broken is None
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return taken


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
