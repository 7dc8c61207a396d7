"""Who may sign in, on both databases."""

import pytest

from eventsys.people.errors import AccountExists
from tests.factories import make_account


def test_an_address_has_one_account_however_it_is_written(session):
    make_account(session, "consultant@example.org")
    with pytest.raises(AccountExists) as refusal:
        make_account(session, " Consultant@Example.org ")
    assert refusal.value.email == "consultant@example.org"
