"""Only beforehand, only for a place that one has, only for what is held."""

import pytest

from eventsys.attendance.apologies.rules import Hindrance, Meeting, hindrance_of


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"has_begun": True}, Hindrance.BEGUN),
        ({"has_place": False}, Hindrance.NO_PLACE),
        ({"is_held": False}, Hindrance.NOT_HELD),
        ({"is_held": False, "has_place": False, "has_begun": True}, Hindrance.NOT_HELD),
    ],
)
def test_what_can_be_said_and_what_not(changes, expected):
    meeting = {"has_place": True, "is_held": True, "has_begun": False} | changes
    assert hindrance_of(Meeting(**meeting)) is expected
