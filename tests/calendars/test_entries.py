"""One entry: stable bytes, and the hour that comes twice."""

from datetime import UTC, datetime, timedelta

import pytest

from eventsys.calendars.entries import EndsBeforeStart, fragment_of, unmistakable
from tests.calendars.samples import make_entry

MIDNIGHT_IN_UTC = datetime(2027, 10, 31, tzinfo=UTC)


def test_the_same_facts_give_the_same_bytes():
    kept = fragment_of(make_entry())
    fragment_of.cache_clear()
    assert fragment_of(make_entry()) == kept


def test_a_change_of_any_word_gives_another_fragment():
    assert fragment_of(make_entry()) != fragment_of(make_entry(place="Blågårds Plads"))


@pytest.mark.parametrize(
    ("minutes", "name"),
    [(-1, "Europe/Copenhagen"), (0, "UTC"), (119, "UTC"), (120, "Europe/Copenhagen")],
)
def test_only_the_hour_that_comes_twice_is_written_in_utc(minutes, name):
    moment = MIDNIGHT_IN_UTC + timedelta(minutes=minutes)
    [written] = unmistakable(moment)
    assert (written, str(written.tzinfo)) == (moment, name)


def test_start_and_end_are_written_alike():
    ends_at = MIDNIGHT_IN_UTC + timedelta(minutes=30)
    written = unmistakable(ends_at - timedelta(days=1), ends_at)
    assert [str(each.tzinfo) for each in written] == ["UTC", "UTC"]


def test_spring_needs_no_utc_as_no_hour_comes_twice():
    spring = datetime(2027, 3, 28, tzinfo=UTC)
    zones = {str(unmistakable(spring + timedelta(minutes=m))[0].tzinfo) for m in range(180)}
    assert zones == {"Europe/Copenhagen"}


def test_an_impossible_entry_is_refused():
    early = make_entry().starts_at - timedelta(seconds=1)
    with pytest.raises(EndsBeforeStart):
        fragment_of(make_entry(ends_at=early))
