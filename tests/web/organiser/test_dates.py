"""An organiser calls one date of a course off, moves another, and takes it back."""

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.models import Occasion
from eventsys.events.operations import cancel
from eventsys.events.queries import find_event
from eventsys.events.rules import Attends, EventKind
from eventsys.people.rules import RoleName
from tests.factories import HOURS, make_event, make_family
from tests.pages import text_of
from tests.watch import watch_statements

SHOW = "/organiser/events/fest-1/"


def path(no, verb="cancel"):
    return f"{SHOW}dates/{no}/{verb}"


@pytest.fixture
def course(app):
    """A course of three dates with a family of two."""

    def made(**changes):
        with app.app_context(), transaction() as session:
            values = {"kind": EventKind.COURSE, "days": (7, 14, 21)} | changes
            event = make_event(session, at=clock.now(), **values)
            chosen = {"occasion_no": 1} if event.attends is Attends.ONE else {}
            make_family(session, event, 2, at=clock.now(), **chosen)
            return event.slug

    return made


def press(client, address):
    """Press the one button of a page that asks, and give the page that follows."""
    answer = client.submit(address, {}, form="date")
    assert answer.status_code == 302, answer.text
    return client.page(answer.location)


def rows_of(page):
    return [text_of(row) for body in page.all("tbody") for row in body.iter("tr")]


def test_a_date_is_called_off_after_it_is_said_who_will_be_told(organiser_client, course):
    course()
    asked = organiser_client.page(path(2))
    assert "1 person får besked." in asked.text
    assert "Bliver ikke til noget:" in asked.text
    page = press(organiser_client, path(2))
    assert "Datoen er aflyst." in page.text
    rows = rows_of(page)
    assert len(rows) == 3
    assert "Denne dato er aflyst" in rows[1]
    assert "Hold den alligevel" in rows[1]
    assert "Aflys denne dato" in rows[0]


def test_it_is_held_after_all(organiser_client, course):
    course()
    press(organiser_client, path(2))
    page = press(organiser_client, path(2, "restore"))
    assert "Datoen bliver holdt alligevel." in page.text
    assert all("aflyst" not in row for row in rows_of(page))


def test_the_way_to_move_a_date_leads_to_it_in_the_form(organiser_client, course):
    course()
    press(organiser_client, path(1))
    page = organiser_client.page(SHOW)
    links = [each.get("href") for each in page.all("a") if text_of(each).startswith("Flyt")]
    assert links == [f"{SHOW}edit#occasions-0", f"{SHOW}edit#occasions-1"]
    form = organiser_client.page(f"{SHOW}edit")
    assert form.by_id("occasions-0-no").get("value") == "2"


def test_the_last_date_is_not_called_off(organiser_client, course):
    course(days=(7,))
    assert "Aflys denne dato" not in organiser_client.page(SHOW).text
    page = press(organiser_client, path(1))
    assert "Det er den eneste dato, der er tilbage." in page.text


def test_what_people_chose_is_not_called_off(organiser_client, course):
    course(attends=Attends.ONE)
    page = press(organiser_client, path(1))
    assert "2 personer har valgt denne dato." in page.text
    assert "Ingen får besked." in organiser_client.page(path(2)).text


def test_the_dates_of_an_event_that_is_off_stay(organiser_client, course, app):
    slug = course()
    with app.app_context(), transaction() as session:
        cancel(session, find_event(session, slug), at=clock.now(), by=SYSTEM)
    assert "Aflys denne dato" not in organiser_client.page(SHOW).text
    page = press(organiser_client, path(1))
    assert "Det kan ikke lade sig gøre" in page.text


def test_of_a_date_that_is_over_nobody_is_told(organiser_client, course, app):
    course()
    with app.app_context(), transaction() as session:
        first = session.get_one(Occasion, 1)
        first.starts_at, first.ends_at = first.created_at - HOURS, first.created_at
    assert "Ingen får besked." in organiser_client.page(path(1)).text


@pytest.mark.parametrize("address", [path(9), path(9, "restore"), path(1, "restore")])
def test_a_date_that_is_not_there_is_not_found(organiser_client, course, address):
    course()
    assert organiser_client.get(address).status_code == 404


def test_nobody_but_an_organiser_changes_dates(signed_in, course):
    course()
    client = signed_in(RoleName.SERVICE_DESK)
    assert client.get(path(1)).status_code == 403
    assert "Aflys denne dato" not in client.page(SHOW).text


def test_the_pages_of_a_date_ask_no_more_for_many_people(organiser_client, course, app):
    slug, counted = course(), []
    for number in (1, 20):
        with app.app_context(), transaction() as session:
            for _ in range(number):
                make_family(session, find_event(session, slug), 2, at=clock.now())
        for address in (SHOW, path(2)):
            with watch_statements() as statements:
                organiser_client.page(address)
            counted.append(len(statements))
    assert counted[:2] == counted[2:]
    assert max(counted) <= 20
