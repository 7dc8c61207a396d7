"""Organisers see who is registered, deregister people and take the list home."""

from datetime import timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import local_day
from eventsys.events.programme.queries import find_event_view
from eventsys.events.queries import get_event
from eventsys.events.rules import Attends
from eventsys.people.rules import RoleName
from eventsys.registration.queries import list_participants
from eventsys.registration.rules import Channel, Contact
from tests.factories import make_event, make_registration
from tests.pages import Page
from tests.watch import watch_statements

LIST = "/organiser/events/fest-1/registrations"
FILES = "/organiser/events/fest-1/exports"


@pytest.fixture
def register(app):
    """Register people at the one event there is: `register("Amina", "Bo")`."""
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now(), capacity=1000)

    def more(*names, **changes):
        with app.app_context(), transaction() as session:
            make_registration(
                session, get_event(session, "fest-1"), *names, at=clock.now(), **changes
            )

    return more


def test_the_list_shows_names_and_contacts(organiser_client, register):
    phone = Contact(name="Bo Yde", channel=Channel.PHONE, phone="+4512345678")
    register("Amina", "Yusuf")
    register("Bo", contact=phone)
    text = organiser_client.page(LIST).text
    for part in ("3 personer", "Amina", "Yusuf", "amina@example.org", "Bo Yde", "+4512345678"):
        assert part in text


def test_a_long_list_comes_in_pages_and_asks_as_often_as_a_short_one(organiser_client, register):
    def queries():
        with watch_statements() as statements:
            organiser_client.page(LIST)
        return len(statements)

    register("A", "B", "C")
    few = queries()
    for _ in range(6):
        register(*"ABCDEFGHIJ")
    assert queries() == few
    first = organiser_client.page(LIST)
    (following,) = [link.get("href") for link in first.all("a") if link.get("rel") == "next"]
    second = organiser_client.page(following)
    assert (len(first.all("tr")), len(second.all("tr"))) == (51, 14)
    assert not [link for link in second.all("a") if link.get("rel") == "next"]


def names_on(page):
    """List the names of a page's rows."""
    rows = [row for row in page.all("th") if row.get("scope") == "row"]
    return ["".join(row[0].itertext()) for row in rows]


def test_a_search_is_kept_on_every_page_of_the_list(organiser_client, register):
    for _ in range(6):
        register(*(f"Søren {letter}" for letter in "ABCDEFGHIJ"))
    register("Amina")
    page = organiser_client.page(f"{LIST}?q=søren")
    assert "60 personer fundet" in page.text
    (following,) = [link.get("href") for link in page.all("a") if link.get("rel") == "next"]
    second = organiser_client.page(following)
    assert len(names_on(page)) + len(names_on(second)) == 60
    assert second.by_id("q").get("value") == "søren"
    ways = [link.get("href") for link in second.all("a") if link.text in {"Første", "Vis alle"}]
    assert ways == [LIST, f"{LIST}?q=s%C3%B8ren"]


def test_a_search_asks_as_often_for_many_as_for_none(organiser_client, register):
    def queries(text):
        with watch_statements() as statements:
            organiser_client.page(f"{LIST}?q={text}")
        return len(statements)

    register(*"ABCDEFGHIJ")
    assert queries("nobody") == queries("a")


def test_a_search_that_finds_nobody_says_so_and_shows_a_way_back(organiser_client, register):
    register("Amina")
    page = organiser_client.page(f"{LIST}?q=%3Cb%3E")
    assert "Ingen passer til det, du skrev." in page.text
    assert page.by_id("q").get("value") == "<b>"
    assert [link.get("href") for link in page.all("a") if link.text == "Vis alle"] == [LIST]


@pytest.mark.parametrize("text", ["%07", "%ED%A0%80", "%20", "x" * 3000, "%E2%80%AE", "&q=b"])
def test_an_odd_search_is_no_fault(organiser_client, register, both_databases, text):
    register("Amina")
    assert organiser_client.get(f"{LIST}?q={text}").status_code == 200


@pytest.mark.parametrize("after", ["x", "-1", "99999999999999999999", ""])
def test_an_odd_place_in_the_list_is_no_fault(organiser_client, register, after):
    register("A")
    assert organiser_client.get(f"{LIST}?after={after}").status_code == 200


def test_a_person_is_deregistered_after_asking(app, organiser_client, register):
    register("Amina", "Bo")
    page = organiser_client.page(LIST)
    asked = [link.get("href") for link in page.all("a") if "deregister" in link.get("href", "")]
    assert "Amina" in organiser_client.page(asked[0]).text
    answer = organiser_client.submit(asked[0], {}, form="act")
    assert answer.location == LIST
    assert "Pladsen er givet tilbage." in organiser_client.page(LIST).text
    with app.app_context(), transaction() as session:
        statuses = [row.status for row in list_participants(session, get_event(session, "fest-1"))]
        assert statuses == ["deregistered", "confirmed"]
        assert find_event_view(session, "fest-1").taken == 1


def test_a_person_of_another_event_is_not_found(app, organiser_client, register):
    register("Amina")
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now())
    statuses = [
        organiser_client.get(f"/organiser/events/fest-2/registrations/{no}/deregister").status_code
        for no in (1, 10**30)
    ]
    assert statuses == [404, 404]


def test_the_list_leads_to_the_files_that_are_noted(organiser_client, register):
    register("Amina")
    links = {each.get("href") for each in organiser_client.page(LIST).all("a")}
    assert f"{FILES}?of=participants" in links


def test_the_list_is_for_the_desk(signed_in, register):
    assert signed_in(RoleName.SERVICE_DESK).get(LIST).status_code == 200
    assert signed_in(RoleName.EVALUATOR).get(LIST).status_code == 403


def test_a_course_shows_which_date_a_person_chose(app, organiser_client):
    with app.app_context(), transaction() as session:
        event = make_event(session, at=clock.now(), days=(7, 14), attends=Attends.ONE)
        make_registration(session, event, "Amina", at=clock.now(), occasion_no=2)
    day = local_day(clock.now() + timedelta(days=14)).day
    assert f"{day}. " in Page(organiser_client.get(LIST).text).text
