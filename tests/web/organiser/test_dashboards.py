"""The dashboards: the numbers of the attendance page, each explained, and nobody told apart."""

import csv
import io
from datetime import timedelta

import pytest

from eventsys.attendance.queries import count_event
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import local_day
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.operations import cancel
from eventsys.events.queries import get_event
from eventsys.people.rules import RoleName
from tests.factories import (
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_scan,
    make_tally,
)
from tests.pages import text_of

PAGE = "/organiser/events/fest-1/dashboard"
LANGUAGES = {Language.DANISH: 12, Language.ARABIC: 7, Language.URDU: 3}


def year():
    return f"/organiser/year/{local_day(clock.now()).year}/"


def lay_in(app, *, slug="fest-1", ago=0, days=(0,), languages=LANGUAGES, **changes):
    """Make an event today for which people of several languages are registered; three come."""
    at = clock.now() - timedelta(days=ago)
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at, days=days, slug=slug, capacity=None, **changes)
        families = [
            make_family(session, event, min(10, number - start), at=at, language=language)
            for language, number in languages.items()
            for start in range(0, number, 10)
        ]
        if not families:
            return
        codes = [each.code for each in codes_of(session, families[0])][:3]
        phone = make_device(session, event, "Nord", at=at)
        scans = batch_of(*(make_scan(code, at=at) for code in codes), sent_at=at)
        record_scans(session, phone.token, scans, at=at)
        taps = batch_of(make_tally(at=at), make_tally(at=at), sent_at=at)
        record_tallies(session, phone.token, taps, at=at)


def lines_of(client, path):
    answer = client.get(path)
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in answer.data
    _, *rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";")
    return [tuple(row[:3]) for row in rows]


def test_the_numbers_are_those_that_count_an_event(app, organiser_client):
    lay_in(app)
    lines = {
        name: number
        for name, group, number in lines_of(organiser_client, f"{PAGE}.csv")
        if not group
    }
    with app.app_context(), transaction() as session:
        count = count_event(session, get_event(session, "fest-1"), at=clock.now())
    assert (count.registered, count.admitted, count.walk_ins) == (22, 3, 2)
    assert lines == {
        "Tilmeldt": "22",
        "Har plads": "22",
        "Venter": "0",
        "Har et tilbud": "0",
        "Frameldt": "0",
        "Kom ind": "5",
        "Med billet": "3",
        "Uden billet": "2",
        "Udeblev": "",
    }


def test_a_language_of_few_is_hidden_with_the_next_smallest(app, organiser_client):
    lay_in(app)
    lines = [
        each[1:]
        for each in lines_of(organiser_client, f"{PAGE}.csv")
        if each[0] == "Tilmeldt efter sprog"
    ]
    assert lines == [("dansk", "12"), ("arabisk", "skjult"), ("urdu", "skjult")]
    page = organiser_client.page(PAGE)
    assert "Tal under fem er skjult" in page.text
    assert [each for each in page.elements() if text_of(each) in {"3 tilmeldte", "7"}] == []


def test_every_number_says_what_it_counts(app, organiser_client):
    lay_in(app)
    for path in (f"{PAGE}.csv", f"{year()[:-1]}.csv"):
        text = organiser_client.get(path).data.decode("utf-8-sig")
        _, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
        assert [row for row in rows if not row[3]] == []


def test_a_year_is_the_sum_of_its_events_without_those_cancelled(app, organiser_client):
    lay_in(app)
    lay_in(app, slug="anden", languages={Language.DANISH: 6, Language.URDU: 20})
    lay_in(app, slug="aflyst", languages={Language.DANISH: 9})
    with app.app_context(), transaction() as session:
        event = get_event(session, "aflyst")
        cancel(session, event, at=clock.now(), by=SYSTEM)
    rows = lines_of(organiser_client, f"{year()[:-1]}.csv")
    lines = {name: number for name, group, number in rows if not group}
    assert {name: lines[name] for name in ("Tilmeldt", "Kom ind", "Aflyste arrangementer")} == {
        "Tilmeldt": "48",
        "Kom ind": "10",
        "Aflyste arrangementer": "1",
    }


def test_the_year_does_not_tell_what_an_event_hides(app, organiser_client):
    """Of 23 who read Urdu, 20 stand on the page of the other event: 3 would be left."""
    lay_in(app)
    lay_in(app, slug="anden", languages={Language.DANISH: 6, Language.URDU: 20})
    rows = lines_of(organiser_client, f"{year()[:-1]}.csv")
    told = {group: number for name, group, number in rows if name == "Tilmeldt efter sprog"}
    assert told == {"dansk": "18", "Andre sprog": "30"}


def test_a_year_that_tells_no_language_says_why(app, organiser_client):
    lay_in(app, languages={Language.DANISH: 3, Language.URDU: 4})
    page = organiser_client.page(year())
    assert "Der er ingen tabel over sprog for dette år." in page.text
    rows = lines_of(organiser_client, f"{year()[:-1]}.csv")
    assert [group for name, group, _ in rows if name == "Tilmeldt efter sprog"] == []


def test_a_year_without_events_is_there_where_it_is_this_one(organiser_client):
    page = organiser_client.page(year())
    assert "Der er ingen arrangementer i dette år endnu." in page.text
    assert organiser_client.get("/organiser/year/1999/").status_code == 404


def test_the_way_to_the_year_leads_to_this_one(organiser_client):
    answer = organiser_client.get("/organiser/year/")
    assert answer.headers["Location"].endswith(year())


def test_assistants_see_their_event_and_not_the_year(app, signed_in):
    lay_in(app)
    lay_in(app, slug="anden")
    assistant = signed_in(RoleName.EVENT_ASSISTANT, named_for="fest-1")
    assert assistant.get(PAGE).status_code == 200
    links = [each.get("href", "") for each in assistant.page(PAGE).all("a")]
    assert [each for each in links if "/year/" in each] == []
    assert assistant.get("/organiser/events/anden/dashboard").status_code == 404
    assert assistant.get(year()).status_code == 403


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days": (3,)}, "Arrangementet er endnu ikke begyndt"),
        ({"languages": {}}, "Ingen er tilmeldt endnu."),
        (
            {"takes_registrations": False, "languages": {}},
            "Folk kommer uden tilmelding. De tælles ved indgangen.",
        ),
    ],
)
def test_an_event_says_how_it_stands(app, organiser_client, changes, said):
    lay_in(app, **changes)
    assert said in organiser_client.page(PAGE).text


def test_nobody_stays_away_from_a_cancelled_event(app, organiser_client):
    lay_in(app, ago=3)
    lines = dict(each[::2] for each in lines_of(organiser_client, f"{PAGE}.csv") if not each[1])
    assert lines["Udeblev"] == "19"
    with app.app_context(), transaction() as session:
        cancel(session, get_event(session, "fest-1"), at=clock.now(), by=SYSTEM)
    lines = dict(each[::2] for each in lines_of(organiser_client, f"{PAGE}.csv") if not each[1])
    assert lines["Udeblev"] == ""
    assert "Arrangementet er aflyst." in organiser_client.page(PAGE).text


def test_a_drawing_says_in_words_what_it_shows(app, organiser_client):
    lay_in(app)
    drawings = [
        each for each in organiser_client.page(PAGE).elements() if each.get("role") == "img"
    ]
    labels = [each.get("aria-label") for each in drawings]
    assert [label.split(";")[0] for label in labels] == [
        "Tilmeldt efter dag: 22 i alt",
        "Kom efter tidspunkt: 5 i alt",
    ]


def test_a_year_draws_when_people_registered_and_came(app, organiser_client):
    lay_in(app)
    lay_in(app, slug="anden", languages={Language.DANISH: 6})
    page = organiser_client.page(year())
    drawings = [each for each in page.elements() if each.get("role") == "img"]
    assert [each.get("aria-label").split(";")[0] for each in drawings] == [
        "Tilmeldt efter dag: 28 i alt",
        "Kom efter tidspunkt: 10 i alt",
    ]
    rows = lines_of(organiser_client, f"{year()[:-1]}.csv")
    for name, people in (("Tilmeldt efter dag", 28), ("Kom efter tidspunkt", 10)):
        assert sum(int(number) for each, _, number in rows if each == name) == people


def test_a_year_in_which_nobody_registered_draws_nothing(app, organiser_client):
    lay_in(app, languages={})
    page = organiser_client.page(year())
    assert [each for each in page.elements() if each.get("role") == "img"] == []


def test_the_start_page_and_the_event_lead_to_the_dashboards(app, organiser_client):
    lay_in(app)
    links = {each.get("href") for each in organiser_client.page("/organiser/").all("a")}
    assert "/organiser/year/" in links
    links = {
        each.get("href") for each in organiser_client.page("/organiser/events/fest-1/").all("a")
    }
    assert PAGE in links
