"""Calendar files, read by ical.js and looked at byte by byte."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st
from icalendar import Calendar

from eventsys.calendars.files import VTIMEZONE, calendar_file
from tests.calendars.reader import read_calendar
from tests.calendars.samples import HEAD, make_entry

SPRING = datetime(2027, 3, 28, 1, tzinfo=UTC)
AUTUMN = datetime(2027, 10, 31, 1, tzinfo=UTC)
FOUR_HOURS = timedelta(hours=4)


def test_an_independent_reader_finds_what_was_put_in():
    entry = make_entry(sequence=2, related_to="course@eventsys")
    assert read_calendar(calendar_file(HEAD, [entry])) == [
        {
            "uid": "6f1d8b1e@eventsys",
            "title": "International Dag ved søerne",
            "text": "Musik, mad; og dans\\leg.\n\nAlle er velkomne.",
            "place": "Søpavillonen, Gyldenløvesgade 24, 1369 København K",
            "sequence": 2,
            "starts_at": "2027-06-12T11:00:00Z",
            "ends_at": "2027-06-12T15:00:00Z",
            "stamp": "2027-02-03T04:05:06Z",
            "status": "CONFIRMED",
            "transparency": "OPAQUE",
            "url": "https://billet.kk.dk/da/events/international-dag",
            "geo": [55.6845, 12.5632],
            "related_to": "course@eventsys",
            "alarms": 0,
        }
    ]


def test_a_feed_says_its_name_its_source_and_how_often_to_come_back():
    lines = unfolded(calendar_file(HEAD, []))
    assert lines[: lines.index("BEGIN:VTIMEZONE")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//eventsys//Events and occasions//EN",
        "NAME;LANGUAGE=da:Arrangementer\\, møder\\; og mere",
        "X-WR-CALNAME:Arrangementer\\, møder\\; og mere",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "SOURCE;VALUE=URI:https://billet.kk.dk/feeds/events.ics?district=noerrebro&kind=course",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-TIMEZONE:Europe/Copenhagen",
    ]


def unfolded(calendar: bytes) -> list[str]:
    return calendar.replace(b"\r\n ", b"").decode().splitlines()


def test_an_empty_feed_is_a_valid_calendar():
    assert read_calendar(calendar_file(HEAD, [])) == []


def test_a_cancelled_entry_says_so_in_title_state_and_transparency():
    cancelled = make_entry(cancelled_word="AFLYST", sequence=1)
    [entry] = read_calendar(calendar_file(HEAD, [cancelled]))
    assert (entry["title"], entry["status"], entry["transparency"], entry["sequence"]) == (
        "AFLYST: International Dag ved søerne",
        "CANCELLED",
        "TRANSPARENT",
        1,
    )


def test_entries_stand_in_the_order_of_time_however_they_come():
    entries = [
        make_entry(uid=f"{number}@eventsys", starts_at=SPRING + timedelta(days=day), ends_at=None)
        for number, day in ((1, 3), (3, 1), (2, 1))
    ]
    assert calendar_file(HEAD, entries) == calendar_file(HEAD, entries[::-1])
    read = read_calendar(calendar_file(HEAD, entries))
    assert [entry["uid"] for entry in read] == ["2@eventsys", "3@eventsys", "1@eventsys"]


def test_times_are_local_with_the_zone_and_not_floating():
    lines = unfolded(calendar_file(HEAD, [make_entry()]))
    assert [line for line in lines if line.startswith(("DTSTART;", "DTEND;"))] == [
        "DTSTART;TZID=Europe/Copenhagen:20270612T130000",
        "DTEND;TZID=Europe/Copenhagen:20270612T170000",
    ]


@pytest.mark.parametrize("minutes", [0, None])
def test_an_entry_without_length_has_no_end(minutes):
    start = make_entry().starts_at
    entry = make_entry(ends_at=None if minutes is None else start + timedelta(minutes=minutes))
    assert read_calendar(calendar_file(HEAD, [entry]))[0]["ends_at"] is None


def test_an_entry_that_ends_before_it_starts_is_left_out_and_logged(caplog):
    broken = make_entry(uid="broken@eventsys", ends_at=make_entry().starts_at - timedelta(hours=1))
    calendar = calendar_file(HEAD, [broken, make_entry()])
    assert [entry["uid"] for entry in read_calendar(calendar)] == ["6f1d8b1e@eventsys"]
    assert caplog.record_tuples == [
        (
            "eventsys.calendars.files",
            logging.ERROR,
            "a calendar entry is left out",
        )
    ]


moments = st.sampled_from([SPRING, AUTUMN, SPRING.replace(year=2031, day=30)]).flatmap(
    lambda change: st.builds(
        lambda minutes: change + timedelta(minutes=minutes), st.integers(-3 * 1440, 3 * 1440)
    )
)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(moments, st.integers(0, 600)), min_size=100, max_size=100))
def test_readers_agree_about_every_time_near_the_clock_changes(times):
    entries = [
        make_entry(uid=f"{n}@eventsys", starts_at=start, ends_at=start + timedelta(minutes=minutes))
        for n, (start, minutes) in enumerate(times)
    ]
    calendar = calendar_file(HEAD, entries)
    expected = {
        entry.uid: (entry.starts_at, None if entry.ends_at == entry.starts_at else entry.ends_at)
        for entry in entries
    }
    assert times_by_ical_js(calendar) == expected
    assert times_by_icalendar(calendar) == expected


def times_by_ical_js(calendar):
    return {
        entry["uid"]: (
            datetime.fromisoformat(entry["starts_at"]),
            datetime.fromisoformat(entry["ends_at"]) if entry["ends_at"] else None,
        )
        for entry in read_calendar(calendar)
    }


def times_by_icalendar(calendar):
    return {
        str(event["UID"]): (
            event.decoded("DTSTART").astimezone(UTC),
            event.decoded("DTEND").astimezone(UTC) if "DTEND" in event else None,
        )
        for event in Calendar.from_ical(calendar).walk("VEVENT")
    }


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_every_minute_around_a_clock_change_is_read_as_it_was_meant(change):
    entries = [
        make_entry(
            uid=f"{minute}@eventsys",
            starts_at=change + timedelta(minutes=minute),
            ends_at=change + timedelta(minutes=minute) + FOUR_HOURS,
        )
        for minute in range(-180, 180)
    ]
    assert times_by_ical_js(calendar_file(HEAD, entries)) == {
        entry.uid: (entry.starts_at, entry.ends_at) for entry in entries
    }


def test_the_zone_is_written_once_and_word_for_word():
    assert calendar_file(HEAD, [make_entry(), make_entry(uid="b@eventsys")]).count(VTIMEZONE) == 1


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.text(max_size=400), st.text(max_size=100))
def test_no_text_breaks_the_lines(title, text, place):
    calendar = calendar_file(HEAD, [make_entry(title=title, text=text, place=place)])
    lines = calendar.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in calendar.replace(b"\r\n", b"")
    assert lines.pop() == b""
    assert b"" not in lines
    for line in lines:
        line.decode()
    assert len(read_calendar(calendar)) == 1


def test_hostile_text_stays_text():
    title = "Fest\r\nEND:VEVENT\r\nBEGIN:VALARM, <b>x</b>;\u2028\x00\\n"
    [entry] = read_calendar(calendar_file(HEAD, [make_entry(title=title)]))
    assert entry["title"] == "Fest\nEND:VEVENT\nBEGIN:VALARM, <b>x</b>;\n\\n"
    assert entry["alarms"] == 0


def test_arabic_text_is_folded_between_characters():
    text = "اليوم العالمي على ضفاف البحيرات " * 8
    [entry] = read_calendar(calendar_file(HEAD, [make_entry(title=text, language="ar")]))
    assert entry["title"] == text
