"""How a year adds up: months and districts of last dates, and nobody stays away before the end."""

from datetime import UTC, datetime, timedelta

from eventsys.attendance.rules import Came
from eventsys.attendance.together.rules import CameIn, EventSpan, Registered, sums_of
from eventsys.core.text import Language
from eventsys.reports.years.rules import CountedEvent, Held, YearEvent, figures_of, held_of

END = datetime(2026, 5, 1, 12, tzinfo=UTC)
AFTER = END + timedelta(days=1)
REGISTERED = END - timedelta(days=20)
ZONE = "Europe/Copenhagen"


def make(number, *, month=5, district="Nørrebro", is_cancelled=False, ends_at=END):
    span = EventSpan(id=number, is_cancelled=is_cancelled, held_until={number: ends_at})
    return YearEvent(
        span=span,
        year=2026,
        month=month,
        district=district,
        zone=ZONE,
        first_start=ends_at - timedelta(hours=4),
    )


def counted(event, confirmed, admitted=0, *, at=AFTER, **languages):
    return CountedEvent(
        registered={REGISTERED: confirmed + 1},
        came={END - timedelta(hours=4): Came(admitted=admitted, walk_ins=2)},
        event=event,
        sums=sums_of(
            event.span,
            Registered(confirmed=confirmed, deregistered=1),
            CameIn(admitted=admitted, without_place=min(admitted, 1), walk_ins=2),
            at=at,
        ),
        by_language={Language(name): people for name, people in languages.items()},
    )


def test_events_are_over_to_come_or_cancelled():
    later = make(2, ends_at=AFTER + timedelta(days=1))
    events = [make(1), later, make(3, is_cancelled=True)]
    assert held_of(events, at=AFTER) == Held(over=1, to_come=1, cancelled=1)


def test_who_came_without_a_place_is_not_taken_from_those_who_stayed_away():
    (sums,) = [counted(make(1), 10, 4).sums]
    assert (sums.registered, sums.came, sums.no_shows) == (11, 6, 7)


def test_a_year_adds_its_events_up_and_hides_small_months_and_districts():
    events = [
        counted(make(1), 10, 4, da=11),
        counted(make(2, month=6, district="Valby"), 3, da=4),
        counted(make(3, month=7, district="Vanløse"), 20, da=21),
    ]
    figures = figures_of(Held(over=3, to_come=0, cancelled=0), events)
    assert (figures.whole.registered, figures.whole.came, figures.whole.no_shows) == (36, 10, 30)
    told = {month: number for month, number in figures.by_month.registered.items() if number != 0}
    assert told == {5: None, 6: None, 7: 21}
    assert figures.by_district.registered == {"Nørrebro": None, "Valby": None, "Vanløse": 21}


def test_before_any_event_is_over_nobody_has_stayed_away():
    figures = figures_of(
        Held(over=0, to_come=1, cancelled=0), [counted(make(1), 10, at=END - timedelta(days=1))]
    )
    assert figures.whole.no_shows is None


def test_when_people_registered_and_came_adds_up_to_all_of_them():
    events = [counted(make(number), 10 + number, number) for number in range(8)]
    figures = figures_of(Held(over=8, to_come=0, cancelled=0), events)
    assert [(each.first, each.people) for each in figures.registered] == [
        (REGISTERED.date(), figures.whole.registered)
    ]
    assert [(each.start.hour, each.people) for each in figures.arrived] == [
        (10, figures.whole.came)
    ]
