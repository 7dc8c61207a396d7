"""Where news may go, how they are signed, and when they are tried again."""

from datetime import timedelta

import pytest

from eventsys.exchange.webhooks.rules import (
    LONGEST_REST,
    LONGEST_URL,
    MOST_TRIES,
    OFF_AFTER,
    WAITS,
    UrlFault,
    fault_of,
    is_dead,
    is_public,
    new_secret,
    next_try_at,
    rest_until,
    sign,
)
from tests.factories import AT

NOWHERE = ".".join("0000")
GOOD = (
    "https://example.org",
    "https://example.org/",
    "HTTPS://News.Example.ORG/eventsys?team=7&x=%20",
    "https://example.org:8443/a",
    "https://xn--bibliotek-92a.dk/nyt",
)
BAD = (
    ("http://example.org/", UrlFault.NOT_HTTPS),
    ("ftp://example.org/", UrlFault.NOT_HTTPS),
    ("file:///etc/passwd", UrlFault.NOT_HTTPS),
    ("gopher://example.org/", UrlFault.NOT_HTTPS),
    ("//example.org/", UrlFault.NOT_HTTPS),
    ("", UrlFault.NOT_HTTPS),
    ("https://", UrlFault.NO_HOST),
    ("https:///a", UrlFault.NO_HOST),
    ("https://example", UrlFault.NO_HOST),
    ("https://-a.org/", UrlFault.NO_HOST),
    ("https://a_b.org/", UrlFault.NO_HOST),
    ("https://example.org./", UrlFault.NO_HOST),
    ("https://bücher.example/", UrlFault.NO_HOST),
    ("https://example.org/a b", UrlFault.NO_HOST),
    ("https://example.org/\r\nHost: x", UrlFault.NO_HOST),
    ("https://example.org\\@127.0.0.1/", UrlFault.NO_HOST),
    ("https://example.org:99999/", UrlFault.NO_HOST),
    ("https://[::1/", UrlFault.NO_HOST),
    ("https://example.org:22/", UrlFault.PORT),
    ("https://example.org:80/", UrlFault.PORT),
    ("https://user:word@example.org/", UrlFault.EXTRA),
    ("https://example.org@evil.example.org/", UrlFault.EXTRA),
    ("https://example.org/#part", UrlFault.EXTRA),
    ("https://example.org/" + "a" * LONGEST_URL, UrlFault.LONG),
    ("https://localhost/", UrlFault.PRIVATE),
    ("https://printer.local/", UrlFault.PRIVATE),
    ("https://db.internal/", UrlFault.PRIVATE),
    ("https://127.0.0.1/", UrlFault.PRIVATE),
    ("https://8.8.8.8/", UrlFault.PRIVATE),
    ("https://2130706433/", UrlFault.PRIVATE),
    ("https://0x7f.1/", UrlFault.PRIVATE),
    ("https://0x7f000001/", UrlFault.PRIVATE),
    ("https://017700000001/", UrlFault.PRIVATE),
    ("https://127.1/", UrlFault.PRIVATE),
    ("https://[::1]/", UrlFault.PRIVATE),
    ("https://[::ffff:127.0.0.1]/", UrlFault.PRIVATE),
    ("https://[2a00:1450:400f::8]/", UrlFault.PRIVATE),
)
NOT_PUBLIC = (
    *("127.0.0.1", "127.9.9.9", NOWHERE, "10.0.0.1", "172.16.0.1", "172.31.255.255"),
    *("192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1"),
    *("203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("192.88.99.1",),
    *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1"),
    *("64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "100::1"),
    *("", "localhost", "127.1", "2130706433", "0x7f.1", "example.org"),
)
PUBLIC = ("8.8.8.8", "130.226.237.173", "2a00:1450:400f:80c::200e", "::ffff:8.8.8.8")


@pytest.mark.parametrize("url", GOOD)
def test_the_address_of_a_server_with_a_name_is_taken(url):
    assert fault_of(url) is None


@pytest.mark.parametrize(("url", "fault"), BAD)
def test_what_cannot_be_an_address_says_why(url, fault):
    assert fault_of(url) is fault


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_no_address_of_a_closed_network_is_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_open_internet_is_public(address):
    assert is_public(address)


def test_news_are_signed_as_standard_webhooks_has_it():
    """The vector that the specification's libraries are tested with."""
    secret, message_id = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    signature = sign(secret, message_id, 1614265330, b'{"test": 2432232314}')
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_signature_is_of_the_id_the_moment_and_the_body():
    secret = new_secret()
    known = sign(secret, "msg_1", 1, b"{}")
    others = [
        sign(secret, "msg_2", 1, b"{}"),
        sign(secret, "msg_1", 2, b"{}"),
        sign(secret, "msg_1", 1, b"{ }"),
        sign(new_secret(), "msg_1", 1, b"{}"),
    ]
    assert known == sign(secret, "msg_1", 1, b"{}")
    assert known not in others


def test_a_delivery_is_tried_eight_times_within_two_days():
    tried = [next_try_at(tries, AT) for tries in range(1, MOST_TRIES)]
    assert tried == [AT + wait for wait in WAITS]
    assert next_try_at(MOST_TRIES, AT) is None
    assert sum(WAITS, timedelta()) < timedelta(days=2)


def test_a_receiver_rests_longer_each_time_and_never_long():
    rests = [rest_until(failures, AT) - AT for failures in (1, 2, 3, 5, 6, 1000)]
    assert [rest.total_seconds() for rest in rests] == [30, 60, 120, 480, 600, 600]
    assert max(rests) == LONGEST_REST


def test_a_receiver_is_dead_after_days_and_not_before():
    assert not is_dead(None, AT)
    assert not is_dead(AT - OFF_AFTER + timedelta(seconds=1), AT)
    assert is_dead(AT - OFF_AFTER, AT)
