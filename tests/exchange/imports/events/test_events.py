"""Another calendar's events become drafts, where their times exist and can be told."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventsys.core.principal import SYSTEM
from eventsys.events.models import Event, EventText, Occasion
from eventsys.events.operations import publish
from eventsys.events.rules import EventStatus
from eventsys.exchange.imports.errors import CannotBeUndone, PlaceMissing
from eventsys.exchange.imports.events.calendar import is_calendar, read_calendar
from eventsys.exchange.imports.events.operations import (
    EventsRequest,
    judge_event_draft,
    save_events,
    undo_events,
)
from eventsys.exchange.imports.events.rules import free_slug, read_moment
from eventsys.exchange.imports.operations import SaveRequest, keep_draft
from eventsys.exchange.imports.reading import read_import
from eventsys.exchange.imports.rules import ImportKind, ImportState
from eventsys.exchange.tables.rules import Reason, UnreadableTable
from eventsys.places.models import Venue
from tests.factories import AT, make_event

DAY = timedelta(days=1)
TIMES = "DTSTART:20270501T080000Z\r\nDTEND:20270501T100000Z"
NEW_YORK = "DTSTART;TZID=America/New_York:{}\r\nDTEND;TZID=America/New_York:20270315T120000"
COPENHAGEN = "DTSTART;TZID=Europe/Copenhagen:{}\r\nDTEND;TZID=Europe/Copenhagen:{}"


def ics(*events):
    body = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\n{each}\r\nEND:VEVENT\r\n" for n, each in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}END:VCALENDAR\r\n".encode()


def draft(session, content):
    file = (
        read_calendar("k.ics", content) if is_calendar(content) else read_import("k.csv", content)
    )
    return keep_draft(session, ImportKind.EVENTS, None, file, at=AT, by=SYSTEM)


def judged(session, *events):
    return judge_event_draft(session, draft(session, ics(*events)))


def fault(session, event):
    [found] = judged(session, event)
    return found.outcome.fault, found.outcome.column


def save(session, run, venue_id=None, **changes):
    request = EventsRequest(rows=SaveRequest(**changes), venue_id=venue_id)
    return save_events(session, run, request, at=AT, by=SYSTEM)


@pytest.fixture
def venue(session):
    """The one place there is."""
    event = make_event(session)
    venue_id = select(Occasion.venue_id).where(Occasion.event_id == event.id)
    return session.get_one(Venue, session.scalars(venue_id).first())


@pytest.mark.parametrize(
    ("times", "starts"),
    [
        (TIMES, "2027-05-01T08:00"),
        (COPENHAGEN.format("20270501T100000", "20270501T120000"), "2027-05-01T08:00"),
        ("DTSTART:20270501T100000\r\nDURATION:PT2H", "2027-05-01T08:00"),
        (NEW_YORK.format("20270315T090000"), "2027-03-15T13:00"),
        ("DTSTART:20270501T080000Z\r\nDURATION:PT2H", "2027-05-01T08:00"),
    ],
)
def test_a_time_counts_in_its_own_zone(session, times, starts):
    [event] = judged(session, f"SUMMARY:Fest\r\n{times}")
    assert event.outcome.fault == ""
    assert event.starts_at == datetime.fromisoformat(starts).replace(tzinfo=UTC)
    assert event.ends_at > event.starts_at


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (f"SUMMARY:Fest\r\n{TIMES}\r\nRRULE:FREQ=WEEKLY;COUNT=3", ("repeats", "repeats")),
        ("SUMMARY:Fest\r\nDTSTART;VALUE=DATE:20270501", ("all-day", "start")),
        (
            "SUMMARY:Fest\r\n" + COPENHAGEN.format("20270328T023000", "20270328T050000"),
            ("no-such-time", "start"),
        ),
        (
            "SUMMARY:Fest\r\n" + COPENHAGEN.format("20271031T023000", "20271031T050000"),
            ("twice-that-night", "start"),
        ),
        ("SUMMARY:Fest\r\n" + NEW_YORK.format("20270314T023000"), ("start", "start")),
        (
            "SUMMARY:Fest\r\nDTSTART;TZID=Mars/Base:20270501T100000\r\nDURATION:PT1H",
            ("start", "start"),
        ),
        ("SUMMARY:Fest", ("start", "start")),
        ("SUMMARY:Fest\r\nDTSTART:20270501T080000Z", ("end", "end")),
        ("SUMMARY:Fest\r\nDTSTART:20270501T080000Z\r\nDTEND:20270501T080000Z", ("order", "end")),
        ("SUMMARY:Fest\r\nDTSTART:19010501T080000Z\r\nDTEND:19010501T090000Z", ("far", "start")),
        (
            "SUMMARY:Fest\r\nDTSTART:00010101T000000Z\r\nDTEND:99991231T235959Z",
            ("far", "start"),
        ),
        (TIMES, ("no-title", "title")),
        (f"SUMMARY:Fe\x01st\r\n{TIMES}", ("unreadable", "title")),
    ],
)
def test_a_row_says_what_is_wrong_with_it(session, lines, found):
    assert fault(session, lines) == found


def test_drafts_are_made_of_a_calendar_and_taken_back(session, venue):
    lines = f"SUMMARY:Åben=dag\r\nDESCRIPTION:Kom\\nog vær med\r\n{TIMES}"
    content = ics(f"{lines}\r\nLOCATION:{venue.name}\\, Kbh", f"SUMMARY:يوم\r\n{TIMES}")
    run = draft(session, content)
    with session.begin_nested() as nested:
        with pytest.raises(PlaceMissing):
            save(session, run)
        nested.rollback()
        session.expire_all()
    save(session, run, venue.id)
    made = session.scalars(select(Event).where(Event.id.in_(run.made)).order_by(Event.id)).all()
    assert [(each.slug, each.status) for each in made] == [
        ("aaben-dag-2027-05-01", EventStatus.DRAFT),
        ("event-2027-05-01", EventStatus.DRAFT),
    ]
    text = session.scalars(select(EventText).filter_by(event_id=made[0].id)).one()
    assert (text.title, text.body) == ("Åben=dag", "Kom\nog vær med")
    again = judge_event_draft(session, draft(session, content))
    assert [each.outcome.fault for each in again] == ["known", "known"]
    undo_events(session, run, at=AT + DAY, by=SYSTEM)
    assert (run.state, session.get(Event, made[0].id)) == (ImportState.UNDONE, None)


def test_what_was_published_is_not_taken_back(session, venue):
    run = save(
        session, draft(session, ics(f"SUMMARY:A\r\n{TIMES}", f"SUMMARY:B\r\n{TIMES}")), venue.id
    )
    session.delete(session.get(Event, run.made[0]))
    publish(session, session.get(Event, run.made[1]), at=AT, by=SYSTEM)
    with pytest.raises(CannotBeUndone) as refusal:
        undo_events(session, run, at=AT, by=SYSTEM)
    assert not refusal.value.is_late


def test_of_a_property_that_stands_twice_the_first_counts(session):
    [event] = judged(session, f"SUMMARY:A\r\nSUMMARY:B\r\n{TIMES}\r\n{TIMES}")
    assert (event.title, event.outcome.fault) == ("A", "")


def test_the_same_event_twice_is_told(session):
    found = judged(session, f"SUMMARY:A\r\n{TIMES}", f"SUMMARY:a\r\n{TIMES}")
    assert [each.outcome.fault for each in found] == ["", "twice"]


def test_a_list_of_events_goes_the_same_way(session):
    text = "Titel;Start;Slut;Sted\r\nFest;01-05-2027 10:00;1. maj 2027 kl. 12.30;Her\r\n"
    [event] = judge_event_draft(session, draft(session, text.encode()))
    assert (event.outcome.fault, event.venue, event.venue_id) == ("", "Her", None)
    assert event.ends_at - event.starts_at == timedelta(hours=2, minutes=30)


@pytest.mark.parametrize("text", ["25:00", "01-05-2027 25:00", "01-05-2027 10:75", "x", ""])
def test_a_time_that_is_none_is_not_read(text):
    assert read_moment(text).moment is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", Reason.EMPTY),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x", Reason.EMPTY),
        (b"BEGIN:VCALENDAR\r\nnonsense\r\nEND:VCALENDAR\r\n", Reason.DAMAGED_CALENDAR),
        ("BEGIN:VCALENDAR\r\nX-A:æ\r\nEND:VCALENDAR".encode("cp1252"), Reason.OTHER_ALPHABET),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 9000, Reason.EMPTY),
        (
            b"BEGIN:VCALENDAR\r\n"
            + b"BEGIN:A\r\n" * 9000
            + b"END:A\r\n" * 9000
            + b"END:VCALENDAR\r\n",
            Reason.EMPTY,
        ),
        (b"BEGIN:VCALENDAR" + b" " * (9 * 1024 * 1024), Reason.TOO_LARGE),
        (ics(*["SUMMARY:x"] * 10_001), Reason.TOO_MANY_ROWS),
    ],
)
def test_a_calendar_that_cannot_be_read_says_why(content, reason):
    assert is_calendar(content)
    with pytest.raises(UnreadableTable) as refusal:
        read_calendar("k.ics", content)
    assert refusal.value.reason is reason


def test_an_address_is_free_and_can_be_one():
    taken = frozenset({"fest-2027-05-01", "fest-2027-05-01-2"})
    assert free_slug("Fest", "2027-05-01", taken) == "fest-2027-05-01-3"
    assert free_slug("名" * 300, "2027-05-01", frozenset()) == "event-2027-05-01"
    assert len(free_slug("x" * 300, "2027-05-01", frozenset())) <= 80
