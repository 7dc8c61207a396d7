"""When to try again, and what stays the same."""

from datetime import UTC, datetime, timedelta

import pytest

from eventsys.messages.rules import MOST_TRIES, mail_domain, message_id_of, next_try_at

NOON = datetime(2027, 6, 12, 12, tzinfo=UTC)


def test_a_message_is_tried_six_times_over_nearly_nine_hours():
    waits = [(next_try_at(tries, NOON) or NOON) - NOON for tries in range(1, MOST_TRIES + 1)]
    assert waits == [
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=6),
        timedelta(0),
    ]


def test_after_the_last_try_a_message_is_given_up():
    assert next_try_at(MOST_TRIES, NOON) is None


def test_a_message_keeps_its_id_and_shares_it_with_no_other():
    keys = [
        (kind, subject, revision, recipient)
        for kind in ("registered", "deregistered")
        for subject in (1, 11)
        for revision in (1, 11)
        for recipient in ("a@kk.dk", "b@kk.dk")
    ]
    ids = [message_id_of(*key, "https://billet.kk.dk") for key in keys]
    assert ids == [message_id_of(*key, "https://billet.kk.dk") for key in keys]
    assert len(set(ids)) == len(keys)
    assert {each.rpartition("@")[2] for each in ids} == {"billet.kk.dk>"}


@pytest.mark.parametrize(
    ("base_url", "domain"),
    [
        ("https://billet.kk.dk", "billet.kk.dk"),
        ("https://billet.kk.dk:8443", "billet.kk.dk"),
        ("http://127.0.0.1:8000", "localhost"),
        ("http://[2001:db8::1]:8000", "localhost"),
        ("http://localhost:8000", "localhost"),
    ],
)
def test_addresses_of_numbers_are_no_domain_for_mail(base_url, domain):
    assert mail_domain(base_url) == domain
