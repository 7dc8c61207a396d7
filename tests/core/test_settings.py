"""What the environment may say of the site's address."""

import pytest

from eventsys.core.errors import WrongSetting
from eventsys.core.settings import check_base_url


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("https://tilmelding.example.dk", "https://tilmelding.example.dk"),
        ("https://Tilmelding.Example.DK/", "https://tilmelding.example.dk"),
        ("https://tilmelding.example.dk:443", "https://tilmelding.example.dk"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_the_base_address_is_written_as_browsers_send_it(given, taken):
    assert check_base_url(given) == taken


@pytest.mark.parametrize(
    "given",
    [
        "tilmelding.example.dk",
        "ftp://example.dk",
        "https://",
        "https://example.dk:port",
        "https://example.dk:99999",
        "http://[::1",
        "http://[::1]:8000",
        "https://anna@example.dk",
        "https://example.dk/events",
        "https://example.dk?a=b",
    ],
)
def test_a_base_address_that_cannot_be_is_refused_in_one_line(given):
    with pytest.raises(WrongSetting) as refusal:
        check_base_url(given)
    assert "\n" not in str(refusal.value)
