"""Who is to be called when an event has fewer places than people hold."""

from hypothesis import given, strategies as st

from eventsys.registration.overbooked.rules import Party, to_be_called

PARTIES = [Party(1, 3), Party(2, 1), Party(3, 4)]


def test_those_who_came_last_are_called_and_of_the_last_party_as_many_as_needed():
    assert list(to_be_called(PARTIES, 5)) == [Party(3, 4), Party(2, 1)]
    assert list(to_be_called(PARTIES, 6)) == [Party(3, 4), Party(2, 1), Party(1, 1)]


def test_nobody_is_called_where_there_is_room():
    assert list(to_be_called(PARTIES, 0)) == []
    assert list(to_be_called(PARTIES, -2)) == []


@given(st.lists(st.integers(1, 9), max_size=9), st.integers(0, 90))
def test_as_many_are_called_as_there_are_too_many(sizes, excess):
    parties = [Party(number, size) for number, size in enumerate(sizes)]
    called = sum(party.people for party in to_be_called(parties, excess))
    assert called == min(excess, sum(sizes))
