"""An organiser writes one date of a course and lets the others follow week after week."""

import re
from datetime import date, timedelta

import pytest
from werkzeug.datastructures import MultiDict

from eventsys.core.db import transaction
from eventsys.core.localtime import to_local
from eventsys.events.queries import find_event, plan_of
from tests.pages import Page
from tests.web.organiser.test_events import NEW, SHOW, SLUG, problems_on

WEEK = timedelta(weeks=1)
ADD = {"add_weekly": "1"}


def values_of(page, part):
    """Give what stands in one part of each date, in the order of the dates."""
    names = re.compile(rf"occasions-\d+-{part}")
    found = (each for each in page.all("input") if names.fullmatch(each.get("name", "")))
    return [each.get("value") for each in found]


def ask_for(client, typed, **changes):
    """Press the button that adds dates, and give the page."""
    weekly = {f"weekly-{name}": value for name, value in changes.items()}
    answer = client.submit(NEW, typed | weekly | ADD, form="event")
    return answer, Page(answer.text)


def first_of(typed):
    return date.fromisoformat(str(typed["occasions-0-day"]))


def test_a_course_gets_its_dates_with_one_press(organiser_client, typed, app):
    answer, page = ask_for(organiser_client, typed, times="5")
    assert answer.status_code == 200
    days = [(first_of(typed) + number * WEEK).isoformat() for number in range(6)]
    assert values_of(page, "day") == days
    assert values_of(page, "start") == ["12:00"] * 6
    assert "5 datoer er føjet til" in page.text
    saved = organiser_client.post(NEW, data=MultiDict(page.form("event").filled({})))
    assert saved.location == SHOW
    with app.app_context(), transaction() as session:
        made = plan_of(session, find_event(session, SLUG)).occasions
    assert [to_local(each.starts_at).date().isoformat() for each in made] == days
    assert {to_local(each.ends_at).strftime("%H.%M") for each in made} == {"15.30"}
    assert len({each.venue_id for each in made}) == 1


def test_holidays_are_left_out_and_the_row_goes_on(organiser_client, typed):
    first = first_of(typed)
    holidays = f"{first + WEEK}\n{(first + 3 * WEEK):%d.%m.%Y}"
    _, page = ask_for(organiser_client, typed, times="2", never_on=holidays)
    expected = [first, first + 2 * WEEK, first + 4 * WEEK]
    assert values_of(page, "day") == [day.isoformat() for day in expected]


def test_a_night_stays_a_night_in_every_second_week(organiser_client, typed):
    first = first_of(typed)
    night = {
        "occasions-0-start": "20.00",
        "occasions-0-end": "02.00",
        "occasions-0-last_day": (first + timedelta(days=1)).isoformat(),
    }
    _, page = ask_for(organiser_client, typed | night, times="1", weeks="2")
    later = first + 2 * WEEK
    assert values_of(page, "day") == [first.isoformat(), later.isoformat()]
    assert values_of(page, "last_day")[1] == (later + timedelta(days=1)).isoformat()


def test_more_dates_follow_the_last_of_those_that_are_there(organiser_client, typed):
    _, page = ask_for(organiser_client, typed, times="2")
    data = page.form("event").filled({"weekly-times": "1"})
    longer = Page(organiser_client.post(NEW, data=MultiDict([*data, ("add_weekly", "1")])).text)
    assert values_of(longer, "day")[-1] == (first_of(typed) + 3 * WEEK).isoformat()


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        ("2027-03-21", "Uret stilles frem den nat: kl. 02.30 findes ikke."),
        (
            "2027-10-24",
            "Uret stilles tilbage den nat: er det første eller anden gang, klokken er 02.30?",
        ),
    ],
)
def test_a_night_when_the_clocks_are_changed_is_told_at_once(organiser_client, typed, day, problem):
    night = {"occasions-0-day": day, "occasions-0-start": "02:30", "occasions-0-end": "05:00"}
    answer, page = ask_for(organiser_client, typed | night, times="2")
    assert answer.status_code == 422
    assert problems_on(answer) == [problem]
    assert page.by_id("occasions-1-start").get("aria-invalid") == "true"
    assert page.by_id("occasions-2-start").get("aria-invalid") is None


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"weekly-times": ""}, "Skriv, hvor mange datoer der skal til, for eksempel 5."),
        ({"weekly-times": "0"}, "Skriv, hvor mange datoer der skal til, for eksempel 5."),
        ({"weekly-times": "60"}, "Der er plads til 59 datoer mere."),
        ({"weekly-weeks": "9"}, "Vælg en af mulighederne."),
        ({"weekly-never_on": "juleaften"}, "Skriv én dag på hver linje, for eksempel 31.12.2027."),
        (
            {"occasions-0-day": ""},
            "Skriv dagen som dag, måned og år, for eksempel 31.12.2027.",
        ),
        ({"occasions-0-end": "11:00"}, "Slut skal være efter start."),
    ],
)
def test_what_is_missing_is_said_and_no_date_is_added(organiser_client, typed, changes, problem):
    answer = organiser_client.submit(
        NEW, typed | {"weekly-times": "2"} | changes | ADD, form="event"
    )
    assert problems_on(answer) == [problem]
    assert len(values_of(Page(answer.text), "day")) == 1


def test_an_event_takes_sixty_dates_and_no_more(organiser_client, typed):
    _, page = ask_for(organiser_client, typed, times="59")
    assert len(values_of(page, "day")) == 60
    data = page.form("event").filled({"weekly-times": "1"})
    full = organiser_client.post(NEW, data=MultiDict([*data, ("add_weekly", "1")]))
    assert problems_on(full) == ["Et arrangement kan have 60 datoer, og dem har det."]
