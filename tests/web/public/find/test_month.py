"""The calendar of a month: what is on which day, and the ways to the months around it."""

from datetime import datetime, timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import from_local
from eventsys.core.months import Month, month_of
from eventsys.core.text import Language
from eventsys.events.requests import OccasionPlan
from tests.factories import make_venue

DANISH = Language.DANISH
NEXT = month_of(clock.now()).shifted(1)


def on(day, hours, month=NEXT):
    """Plan an occasion of so many hours from 18 o'clock on a day of next month."""
    start = from_local(datetime(month.year, month.number, day, 18))  # noqa: DTZ001 -- a local time has no zone yet
    with transaction() as session:
        venue = make_venue(session, at=clock.now())
        return OccasionPlan(
            starts_at=start, ends_at=start + timedelta(hours=hours), venue_id=venue.id
        )


def days_on(page):
    """Tell the titles that stand on each day."""
    return {
        day.find("h2/time").get("datetime"): ["".join(link.itertext()) for link in day.iter("a")]
        for day in page.all("li")
        if day.find("h2/time") is not None
    }


def months_on(page):
    (nav,) = [nav for nav in page.all("nav") if nav.get("aria-label") == "Måneder"]
    return {link.get("rel"): link.get("href") for link in nav.iter("a")}


def test_each_day_lists_what_is_on(in_app, client, publish):
    publish(titles={DANISH: "Fest"}, occasions=[on(10, 2), on(12, 2)])
    publish(titles={DANISH: "Nat"}, occasions=[on(10, 9)])
    publish(titles={DANISH: "Festival"}, occasions=[on(12, 48)])
    days = days_on(client.page(f"/da/calendar?month={NEXT}"))
    assert len(days) >= 28
    assert {day[-2:]: titles for day, titles in days.items() if titles} == {
        "10": ["Fest", "Nat"],
        "12": ["Fest", "Festival"],
        "13": ["Festival"],
        "14": ["Festival"],
    }


def test_months_lead_to_each_other_with_the_filters(in_app, client, publish):
    later = NEXT.shifted(1)
    publish(titles={DANISH: "Fest"}, occasions=[on(5, 2, later)])
    here = client.page(f"/da/calendar?month={NEXT}&kind=public&q=fest")
    assert months_on(here) == {
        "prev": f"/da/calendar?q=fest&kind=public&month={NEXT.shifted(-1)}",
        "next": f"/da/calendar?q=fest&kind=public&month={later}",
    }
    assert months_on(client.page(f"/da/calendar?month={later}")) == {
        "prev": f"/da/calendar?month={NEXT}"
    }
    assert months_on(client.page("/da/calendar")) == {"next": f"/da/calendar?month={NEXT}"}


def test_the_form_stays_in_its_month_and_the_list_leaves_it(in_app, client, publish):
    page = client.page(f"/da/calendar?month={NEXT}&kind=public")
    assert page.form("find").action == "/da/calendar"
    assert dict(page.form("find").values())["month"] == str(NEXT)
    links = {link.get("href") for link in page.all("a")}
    assert {"/da/?kind=public", f"/da/calendar?month={NEXT}"} <= links


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (f"month={NEXT}", "Der er ingen arrangementer i denne måned."),
        (f"month={NEXT}&q=cirkus", "Vi fandt ikke noget i denne måned."),
        ("month=2020-01", "Måneden er forbi."),
    ],
)
def test_an_empty_month_says_what_to_do(client, query, words):
    assert words in client.page(f"/da/calendar?{query}").text


def test_the_first_day_stands_below_its_weekday(in_app, client, publish):
    publish(occasions=[on(10, 2)])
    page = client.page(f"/ar/calendar?month={NEXT}")
    first = next(item for item in page.all("li") if "day" in item.get("class", "").split())
    weekday = Month(NEXT.year, NEXT.number).first.isoweekday()
    assert f"from-{weekday}" in first.get("class").split()
