"""Calendar entries for the tests."""

from dataclasses import replace
from datetime import UTC, datetime

from eventsys.calendars.entries import CalendarEntry
from eventsys.calendars.files import CalendarHead

HEAD = CalendarHead(
    name="Arrangementer, møder; og mere",
    language="da",
    source="https://billet.kk.dk/feeds/events.ics?district=noerrebro&kind=course",
)


def make_entry(**changes):
    return replace(
        CalendarEntry(
            uid="6f1d8b1e@eventsys",
            sequence=0,
            created_at=datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC),
            revised_at=datetime(2027, 2, 3, 4, 5, 6, tzinfo=UTC),
            starts_at=datetime(2027, 6, 12, 11, tzinfo=UTC),
            ends_at=datetime(2027, 6, 12, 15, tzinfo=UTC),
            title="International Dag ved søerne",
            text="Musik, mad; og dans\\leg.\n\nAlle er velkomne.",
            language="da",
            url="https://billet.kk.dk/da/events/international-dag",
            place="Søpavillonen, Gyldenløvesgade 24, 1369 København K",
            latitude=55.6845,
            longitude=12.5632,
        ),
        **changes,
    )
