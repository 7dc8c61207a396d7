"""How an account stands."""

from datetime import timedelta

import pytest

from eventsys.people.administration.rules import AccountState, state_of
from tests.factories import AT

LATER = AT + timedelta(hours=1)


@pytest.mark.parametrize(
    ("is_active", "has_way_in", "until", "state"),
    [
        (True, True, None, AccountState.ACTIVE),
        (True, True, LATER, AccountState.ACTIVE),
        (True, False, LATER, AccountState.INVITED),
        (True, False, AT, AccountState.LAPSED),
        (True, False, None, AccountState.LAPSED),
        (False, True, None, AccountState.DEACTIVATED),
        (False, False, LATER, AccountState.DEACTIVATED),
    ],
)
def test_an_account_stands_as_its_facts_say(is_active, has_way_in, until, state):
    found = state_of(is_active=is_active, has_way_in=has_way_in, invited_until=until, at=AT)
    assert found is state
