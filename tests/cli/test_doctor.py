"""The doctor tries each part."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from eventsys.checkin.arrivals.operations import begin_proof, end_proof
from eventsys.cli.installation import made
from eventsys.core import clock
from eventsys.core.audit import AuditEntry
from eventsys.core.audit_anchor import write_anchor
from eventsys.core.audit_chain import find_tip, seal_entries
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.messages.operations import beat
from eventsys.people.operations import add_account
from eventsys.people.rules import RoleName
from tests.exchange.webhooks.conftest import make_receiver
from tests.factories import make_account
from tests.web.account.lying_provider import LyingProvider


def levels(ended):
    """Read the level of each part."""
    lines = [line.split("  ", 1) for line in ended.output.splitlines()]
    return {rest.strip()[:14].strip(): level.strip() for level, rest in lines}


def test_a_sound_installation_passes(installation, in_app, eventsys):
    with transaction() as session:
        beat(session, at=clock.now())
    ended = eventsys("doctor")
    assert (ended.status, set(levels(ended).values())) == (0, {"OK"})
    assert list(levels(ended)) == [
        "settings",
        "address",
        "time",
        "disk",
        "database",
        "audit log",
        "accounts",
        "worker",
        "outbox",
        "webhooks",
        "arrivals",
        "mail",
        "translations",
        "typesetter",
        "provider",
    ]


def test_an_installation_at_rest_is_doubtful_but_sound(installation, eventsys):
    ended = eventsys("doctor")
    assert (ended.status, levels(ended)["worker"]) == (0, "WARN")


def test_a_database_without_tables_fails(instance, eventsys):
    ended = eventsys("doctor")
    assert (ended.status, levels(ended)["database"]) == (1, "FAIL")


def test_a_wrong_setting_fails(installation, eventsys, monkeypatch):
    monkeypatch.setenv("EVENTSYS_SECRET_KEY", "short")
    ended = eventsys("doctor")
    assert (ended.status, levels(ended)) == (1, {"settings": "FAIL"})


def test_a_mail_server_that_does_not_answer_fails(installation, eventsys, monkeypatch):
    monkeypatch.setenv("EVENTSYS_SMTP_URL", "smtp://127.0.0.1:1")
    ended = eventsys("doctor")
    assert (ended.status, levels(ended)["mail"]) == (1, "FAIL")


def test_the_demonstrations_account_must_not_face_the_world(
    installation, in_app, eventsys, monkeypatch
):
    with transaction() as session:
        make_account(session, at=clock.now()).is_demonstration = True
    here = eventsys("doctor")
    monkeypatch.setenv("EVENTSYS_BASE_URL", "https://events.example.org")
    there = eventsys("doctor")
    assert (here.status, levels(here)["accounts"]) == (0, "WARN")
    assert (there.status, levels(there)["accounts"]) == (1, "FAIL")


def test_phones_need_https_outside_this_machine(installation, eventsys, monkeypatch):
    monkeypatch.setenv("EVENTSYS_BASE_URL", "http://events.example.org")
    assert levels(eventsys("doctor"))["address"] == "WARN"


def test_a_receiver_that_was_switched_off_is_doubtful(installation, in_app, eventsys):
    with transaction() as session:
        make_receiver(session, at=clock.now()).receiver.switched_off_at = clock.now()
    ended = eventsys("doctor")
    assert (ended.status, levels(ended)["webhooks"]) == (0, "WARN")


@pytest.mark.parametrize(
    ("days", "wrong", "level"), [(0, 0, "OK"), (3, 0, "WARN"), (0, 7, "FAIL"), (None, 0, "WARN")]
)
def test_it_tells_what_the_nightly_comparison_of_arrivals_found(
    installation, in_app, eventsys, days, wrong, level
):
    at = clock.now()
    with transaction() as session:
        proof_id = begin_proof(session, at=at)
        if days is not None:
            end_proof(session, proof_id, 1, wrong, at=at - timedelta(days=days))
    assert levels(eventsys("doctor"))["arrivals"] == level


@pytest.fixture
def provider(monkeypatch):
    provider = LyingProvider()
    said = {"ISSUER": provider.issuer, "CLIENT_ID": "x", "CLIENT_SECRET": "x", "ROLES": "a=viewer"}
    for name, value in said.items():
        monkeypatch.setenv(f"EVENTSYS_OIDC_{name}", value)
    yield provider
    provider.close()


def test_the_provider_is_tried_and_must_not_be_the_only_way_in(
    installation, in_app, eventsys, provider
):
    alone = levels(eventsys("doctor"))["provider"]
    with transaction() as session:
        roles = [RoleName.ADMINISTRATOR]
        add_account(session, "ida@kk.dk", "hashed", roles, at=clock.now(), by=SYSTEM)
    answers = levels(eventsys("doctor"))["provider"]
    provider.metadata = {"jwks_uri": None}
    halting = levels(eventsys("doctor"))["provider"]
    provider.metadata = {"issuer": "https://evil.example"}
    lying = levels(eventsys("doctor"))["provider"]
    assert (alone, answers, halting, lying) == ("WARN", "OK", "FAIL", "FAIL")


def test_a_provider_that_is_silent_fails(installation, eventsys, provider, monkeypatch):
    monkeypatch.setenv("EVENTSYS_OIDC_ISSUER", "http://127.0.0.1:1")
    assert levels(eventsys("doctor"))["provider"] == "FAIL"


def test_a_role_that_there_is_not_is_a_wrong_setting(installation, eventsys, provider, monkeypatch):
    monkeypatch.setenv("EVENTSYS_OIDC_ROLES", "a=king")
    ended = eventsys("doctor")
    assert (ended.status, levels(ended)) == (1, {"settings": "FAIL"})


def test_a_row_of_the_log_that_was_edited_fails(installation, in_app, eventsys):
    with transaction() as session:
        make_account(session, at=clock.now())
        session.flush()
        seal_entries(session)
    before = levels(eventsys("doctor"))["audit log"]
    with transaction() as session:
        session.execute(update(AuditEntry).values(principal="account:1"))
    ended = eventsys("doctor")
    assert (before, ended.status, levels(ended)["audit log"]) == ("OK", 1, "FAIL")


def seal_one_more():
    """Write down a change and seal it; give the newest link."""
    with transaction() as session:
        make_account(session, f"one{session.query(AuditEntry).count()}@example.org", at=clock.now())
        session.flush()
        seal_entries(session)
        session.flush()
        return find_tip(session)


def test_a_log_that_lost_its_newest_rows_fails(installation, in_app, eventsys):
    seal_one_more()
    tip = seal_one_more()
    write_anchor(installation.instance, tip)
    before = levels(eventsys("doctor"))["audit log"]
    with transaction() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.chain_no == tip.number))
    ended = eventsys("doctor")
    assert (before, ended.status, levels(ended)["audit log"]) == ("OK", 1, "FAIL")
    assert f"link {tip.number} is not what audit-anchor says" in ended.output


def test_an_anchor_that_cannot_be_read_fails(installation, in_app, eventsys):
    seal_one_more()
    (installation.instance / "audit-anchor").write_text("rubbish")
    assert levels(eventsys("doctor"))["audit log"] == "FAIL"


def test_a_key_of_the_log_that_is_missing_is_named(installation, in_app, eventsys, monkeypatch):
    monkeypatch.setenv("EVENTSYS_AUDIT_KEYS", "a key of the log that is long enough")
    with made(None):
        seal_one_more()
    before = levels(eventsys("doctor"))["audit log"]
    monkeypatch.delenv("EVENTSYS_AUDIT_KEYS")
    ended = eventsys("doctor")
    assert (before, ended.status, levels(ended)["audit log"]) == ("OK", 1, "FAIL")
    assert "is missing: put it back into EVENTSYS_AUDIT_KEYS" in ended.output
