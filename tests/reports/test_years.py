"""How a year adds up: months and districts of last dates, and nobody stays away before the end."""

from datetime import UTC, datetime, timedelta

from eventsys.attendance.together.rules import CameIn, EventSpan, Registered, sums_of
from eventsys.core.text import Language
from eventsys.reports.years.rules import CountedEvent, Held, YearEvent, figures_of, held_of

END = datetime(2026, 5, 1, 12, tzinfo=UTC)
AFTER = END + timedelta(days=1)


def make(number, *, month=5, district="Nørrebro", is_cancelled=False, ends_at=END):
    span = EventSpan(id=number, is_cancelled=is_cancelled, held_until={number: ends_at})
    return YearEvent(span=span, year=2026, month=month, district=district)


def counted(event, confirmed, admitted=0, *, at=AFTER, **languages):
    return CountedEvent(
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
