"""Where an occasion is, in one line."""

from dataclasses import replace

import pytest

from eventsys.events.programme.queries import get_event_view
from tests.factories import make_event


@pytest.mark.parametrize(
    ("venue", "address", "line"),
    [
        ("Salen", "Gade 1, 2200 København N", "Salen, Gade 1, 2200 København N"),
        ("Salen", "", "Salen"),
        ("Salen", "salen, Gade 1", "salen, Gade 1"),
        ("Gade 1", "Gade 1", "Gade 1"),
    ],
)
def test_a_place_is_named_once(session, venue, address, line):
    [occasion] = get_event_view(session, make_event(session).id).occasions
    assert replace(occasion, venue=venue, address=address).place == line
