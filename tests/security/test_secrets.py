"""Secrets serve one purpose each, can be exchanged, and nothing runs without good ones."""

import re

import pytest
from cryptography.fernet import InvalidToken

from eventsys.core.keys import KeyRing, Purpose
from tests.house.tree import ROOT

OLD, NEW = "an old secret that is long enough for all", "a new secret that is long enough for all"


def test_what_was_signed_before_the_secret_changed_is_good_until_the_old_one_is_forgotten():
    before, after, later = KeyRing(OLD), KeyRing(NEW, [OLD]), KeyRing(NEW)
    link = before.sign(Purpose.REGISTRATION_LINK, "7:1")
    assert after.is_signed(Purpose.REGISTRATION_LINK, "7:1", link)
    assert not later.is_signed(Purpose.REGISTRATION_LINK, "7:1", link)
    assert not before.is_signed(Purpose.REGISTRATION_LINK, "7:1", after.sign(*SIGNED))


SIGNED = (Purpose.REGISTRATION_LINK, "7:1")


def test_what_was_sealed_before_the_secret_changed_can_be_read_until_the_old_one_is_forgotten():
    sealed = KeyRing(OLD).seal(Purpose.TICKET, "a code")
    assert KeyRing(NEW, [OLD]).unseal(Purpose.TICKET, sealed) == "a code"
    with pytest.raises(InvalidToken):
        KeyRing(NEW).unseal(Purpose.TICKET, sealed)


def test_a_signature_of_one_purpose_is_worth_nothing_for_another():
    ring = KeyRing(NEW)
    link = ring.sign(Purpose.REGISTRATION_LINK, "7:1")
    good = [each for each in Purpose if ring.is_signed(each, "7:1", link)]
    assert good == [Purpose.REGISTRATION_LINK]
    assert not ring.is_signed(Purpose.REGISTRATION_LINK, "8:1", link)
    assert not ring.is_signed(Purpose.REGISTRATION_LINK, "7:1", "")
    assert not ring.is_signed(Purpose.REGISTRATION_LINK, "7:1", "ø" * 22)


def test_every_package_is_pinned_by_version_and_hash():
    locks = sorted(ROOT.glob("requirements*.lock"))
    assert len(locks) >= 2
    for lock in locks:
        entries = re.split(r"\n(?=[a-zA-Z0-9])", lock.read_text(encoding="utf-8"))[1:]
        loose = [each for each in entries if "==" not in each or "--hash=sha256:" not in each]
        assert loose == []
        assert len(entries) > 5
