"""Four independent readers agree about every entry, around both nights when the clock changes."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from eventsys.calendars.files import calendar_file
from tests.calendars.judges import JUDGES, Seen
from tests.calendars.samples import HEAD, make_entry

CHANGES = [datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)]
THREE_DAYS = 3 * 24 * 60
TITLES = (
    "Sommerfest, med mad; og \\ dans",
    "اليوم العالمي على ضفاف البحيرات والحدائق",
    "👩‍👩‍👧‍👦 Familiedag 🎈 ved søerne i København, hele dagen lang",
    "Maalin farxadeed",
)


def entries_by_chance(number, seed):
    """Make entries within three days of a change: short ones, long ones, some of several days."""
    chance = random.Random(seed)
    for index in range(number):
        starts_at = chance.choice(CHANGES) + timedelta(
            minutes=chance.randint(-THREE_DAYS, THREE_DAYS)
        )
        minutes = chance.choice((0, 15, 60, 90, 180, 24 * 60, 3 * 24 * 60))
        yield make_entry(
            uid=f"{index}@eventsys",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            title=chance.choice(TITLES),
            sequence=chance.randint(0, 9),
        )


def meant(entries):
    """Tell what a reader must see."""
    return {
        entry.uid: Seen(entry.starts_at, entry.ends_at or entry.starts_at, entry.title)
        for entry in entries
    }


@pytest.mark.parametrize("number", [150, pytest.param(2000, marks=pytest.mark.long)])
@pytest.mark.parametrize("judge", JUDGES)
def test_all_readers_see_entries_made_by_chance_as_they_were_meant(judge, number):
    entries = list(entries_by_chance(number, seed=number))
    assert JUDGES[judge](calendar_file(HEAD, entries)) == meant(entries)


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31", "2027-06-12"])
def test_a_whole_local_day_and_one_of_three_days_are_as_long_as_they_are(judge, day):
    night = datetime.fromisoformat(f"{day}T00:00:00+02:00" if "10" in day else f"{day}T00:00+01:00")
    entries = [
        make_entry(uid="one", starts_at=night, ends_at=night + timedelta(hours=23)),
        make_entry(uid="three", starts_at=night, ends_at=night + timedelta(hours=72)),
    ]
    assert JUDGES[judge](calendar_file(HEAD, entries)) == meant(entries)


def test_control_a_zone_that_is_an_hour_wrong_is_seen():
    """The one reader that starts anew is asked: in vobject it would stay for the whole process."""
    entry = make_entry()
    wrong = calendar_file(HEAD, [entry]).replace(b"TZOFFSETTO:+0200", b"TZOFFSETTO:+0300")
    assert JUDGES["ical.js"](wrong) != meant([entry])
