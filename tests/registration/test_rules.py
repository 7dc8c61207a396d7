"""What is a phone number and what an e-mail address."""

import pytest

from eventsys.registration.rules import read_email, read_phone


@pytest.mark.parametrize(
    "typed", ["12 34 56 78", "+45 12 34 56 78", "004512345678", "١٢٣٤٥٦٧٨", "12-34-56-78"]
)
def test_eight_digits_are_a_danish_number_however_they_are_written(typed):
    assert read_phone(typed) == "+4512345678"


@pytest.mark.parametrize("typed", ["1234567", "abc", "", "+0012345678", "1" * 17])
def test_what_is_no_phone_number_is_refused(typed):
    assert read_phone(typed) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" Fatima.O'Neill+fest@Example.DK ", "Fatima.O'Neill+fest@example.dk"),
        ("a@bücher.dk", "a@xn--bcher-kva.dk"),
        (f"{'a' * 64}@example.dk", f"{'a' * 64}@example.dk"),
    ],
)
def test_an_address_is_read_with_its_domain_as_mail_takes_it(typed, read):
    assert read_email(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "a\0b@example.dk",
        "a\x01b@example.dk",
        "a..b@example.dk",
        ".a@example.dk",
        "a.@example.dk",
        "søren@example.dk",
        f"{'a' * 65}@example.dk",
        "a@example",
        "a@b@example.dk",
        "a@example..dk",
        "a@a" * 20_000,
    ],
)
def test_what_mail_cannot_be_sent_to_is_refused(typed):
    assert read_email(typed) is None


def test_a_domain_that_mail_cannot_carry_is_no_address():
    assert read_email(f"a@{'ü' * 63}.dk") is None
