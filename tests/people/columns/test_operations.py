"""Each account has its own columns in each list, and the last choice counts."""

from eventsys.people.columns.operations import choose_columns
from eventsys.people.columns.queries import find_columns
from tests.factories import make_account


def test_the_last_choice_is_remembered_for_one_list_of_one_account(session):
    mine, other = make_account(session), make_account(session, "other@example.org")
    assert find_columns(session, mine.id, "people") is None
    choose_columns(session, mine, "people", ["contact", "came"])
    choose_columns(session, mine, "people", [])
    choose_columns(session, other, "people", ["came"])
    assert find_columns(session, mine.id, "people") == []
    assert find_columns(session, other.id, "people") == ["came"]
    assert find_columns(session, other.id, "events") is None
