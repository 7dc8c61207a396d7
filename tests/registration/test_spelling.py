"""Mistyped domains are recognised, and those that exist are left alone."""

import pytest

from eventsys.registration.spelling import COMMON, distance, suggest_email

MISTYPED = [
    ("gmial.com", "gmail.com"),
    ("gmal.com", "gmail.com"),
    ("gmail.co", "gmail.com"),
    ("gmail.con", "gmail.com"),
    ("gmaill.cm", "gmail.com"),
    ("hotmial.com", "hotmail.com"),
    ("hotmal.dk", "hotmail.dk"),
    ("hotmail.d", "hotmail.dk"),
    ("outlok.dk", "outlook.dk"),
    ("oulook.com", "outlook.com"),
    ("yaho.com", "yahoo.com"),
    ("iclod.com", "icloud.com"),
]
FINE = [
    *COMMON,
    "mail.com",
    "ymail.com",
    "hotmail.se",
    "hotmail.co.uk",
    "outlook.de",
    "yahoo.no",
    "live.nl",
    "live.dk",
    "liv.dk",
    "gmx.de",
    "kk.dk",
    "lise.dk",
    "example.org",
    "integration.kk.dk",
    "xn--sknhed-bya.dk",
    "",
]


@pytest.mark.parametrize(("typed", "meant"), MISTYPED)
def test_a_mistyped_domain_has_a_suggestion(typed, meant):
    assert suggest_email(f"a.b+c@{typed}") == f"a.b+c@{meant}"
    assert suggest_email(f"a.b+c@{meant}") is None


@pytest.mark.parametrize("domain", FINE)
def test_a_domain_that_exists_is_left_alone(domain):
    assert suggest_email(f"a@{domain}") is None


@pytest.mark.parametrize(
    ("typed", "meant", "slips"),
    [("", "abc", 3), ("abc", "abc", 0), ("acb", "abc", 1), ("abcd", "bcd", 1), ("xbx", "abc", 2)],
)
def test_slips_are_counted(typed, meant, slips):
    assert distance(typed, meant) == slips
    assert distance(meant, typed) == slips
