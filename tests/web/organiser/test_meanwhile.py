"""Two organisers with one form: who saves second overwrites nothing unseen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.events.queries import find_event, plan_of
from eventsys.events.requests import OccasionPlan
from eventsys.places.queries import find_venue
from eventsys.registration.questions.queries import list_questions
from eventsys.web.organiser.events import saving
from tests.factories import make_event
from tests.pages import Page, text_of
from tests.questions import make_question

EDIT = "/organiser/events/fest-1/edit"
SHOW = "/organiser/events/fest-1/"


@pytest.fixture
def fest(app, venue_id):
    """An event at noon of its day, and a look at it as its plan: `fest()`."""
    at = clock.now()
    noon = (at + timedelta(days=7)).replace(hour=10, minute=0, second=0, microsecond=0)
    held = OccasionPlan(starts_at=noon, ends_at=noon + timedelta(hours=3), venue_id=venue_id)
    with app.app_context(), transaction() as session:
        make_event(session, at=at, capacity=50, occasions=[held])

    def look():
        with app.app_context(), transaction() as session:
            return plan_of(session, find_event(session, "fest-1"))

    return look


@pytest.fixture
def opened(organiser_client):
    """Let a form be opened now and sent later: what is given sends it, with changes."""

    def form(path, name="event"):
        sheet = organiser_client.page(path).form(name)

        def send(changes):
            return organiser_client.post(path, data=fields_of(sheet, changes))

        return send

    return form


def test_what_was_typed_for_a_question_removed_meanwhile_can_be_saved_as_new(
    app, opened, fest, organiser_client
):
    with app.app_context(), transaction() as session:
        number = make_question(session, find_event(session, "fest-1"), "Spiser du?").id
    questions = "/organiser/events/fest-1/questions"
    second = opened(f"{questions}/{number}/edit", "question")
    organiser_client.submit(f"{questions}/{number}/retire", {}, form="act")
    answer = second({"text_da-label": "Spiser du kød?"})
    page = Page(answer.text)
    assert (answer.status_code, page.form("question").action) == (409, f"{questions}/new")
    organiser_client.post(f"{questions}/new", data=fields_of(page.form("question"), {}))
    with app.app_context(), transaction() as session:
        [stored] = list_questions(session, find_event(session, "fest-1").id)
    assert stored.worded(Language.DANISH).label == "Spiser du kød?"


def fields_of(sheet, changes):
    data = {}
    for name, value in sheet.filled(changes):
        data.setdefault(name, []).append(value)
    return data


def versions_in(answer):
    """Read the table of both versions."""
    rows = Page(answer.text).all("tbody")[0].iter("tr")
    return [[text_of(cell) for cell in row if cell.tag in {"th", "td"}] for row in rows]


def test_a_stale_save_stores_nothing_and_shows_both_versions(opened, fest):
    first, second = opened(EDIT), opened(EDIT)
    assert first({"text_da-title": "Sommerfest", "capacity": "60"}).location == SHOW
    answer = second({"text_da-title": "Høstfest", "gates": "Port 7"})
    assert answer.status_code == 409
    assert (fest().titles[Language.DANISH], fest().capacity) == ("Sommerfest", 60)
    assert versions_in(answer) == [
        ["Dansk: Titel", "Sommerfest", "Høstfest", "Dit"],
        ["Antal pladser", "60", "50", "Gemt nu"],
        ["Indgange", "Nord Syd", "Port 7", "Dit"],
    ]
    told = {text_of(each): each.get("lang") for each in Page(answer.text).all("bdi")}
    assert (told["Sommerfest"], told["Høstfest"], told["Port 7"]) == ("da", "da", None)


def test_what_both_changed_is_in_the_form_and_is_saved_the_second_time(
    organiser_client, opened, fest
):
    first, second = opened(EDIT), opened(EDIT)
    first({"capacity": "60", "occasions-0-start": "09:00"})
    answer = second({"text_da-title": "Høstfest", "visibility": "link"})
    page = Page(answer.text)
    assert page.by_id("text_da-title").get("value") == "Høstfest"
    assert page.by_id("capacity").get("value") == "60"
    again = organiser_client.post(EDIT, data=fields_of(page.form("event"), {"told": "1"}))
    assert again.location == SHOW
    after = fest()
    assert (after.titles[Language.DANISH], after.capacity) == ("Høstfest", 60)
    assert after.visibility.value == "link"
    assert after.occasions[0].starts_at.minute == 0


def test_a_date_that_somebody_added_meanwhile_is_not_taken_away(organiser_client, opened, fest):
    second = opened(EDIT)
    longer = opened(EDIT)({"add_occasion": "1"})
    assert longer.status_code == 200
    later = {"occasions-1-day": "2031-05-01", "occasions-1-start": "10", "occasions-1-end": "12"}
    sheet = Page(longer.text).form("event")
    assert organiser_client.post(EDIT, data=fields_of(sheet, later)).location == SHOW
    answer = second({"capacity": "70"})
    assert answer.status_code == 409
    assert [row[0] for row in versions_in(answer)] == ["Hvornår og hvor", "Antal pladser"]
    assert Page(answer.text).by_id("occasions-1-day").get("value") == "2031-05-01"


def test_a_form_that_says_not_what_it_showed_stores_nothing(opened, fest):
    answer = opened(EDIT)({"seen": None, "capacity": "60"})
    assert answer.status_code == 409
    assert fest().capacity == 50
    assert versions_in(answer) == [["Antal pladser", "50", "60", "Dit"]]


def test_a_save_after_ones_own_save_is_no_conflict(opened, fest):
    assert opened(EDIT)({"capacity": "60"}).location == SHOW
    assert opened(EDIT)({"capacity": "61"}).location == SHOW
    assert fest().capacity == 61


def test_a_mistake_keeps_what_the_form_showed_at_first(organiser_client, opened, fest):
    first, second = opened(EDIT), opened(EDIT)
    wrong = Page(second({"capacity": "-1"}).text).form("event")
    first({"gates": "Port 7"})
    answer = organiser_client.post(EDIT, data=fields_of(wrong, {"capacity": "70"}))
    assert answer.status_code == 409
    assert fest().capacity == 50


def saved_at_once(app, venue_id, opened):
    """Send two forms in the same moment and tell how they were answered."""
    sends = [opened(EDIT), opened(EDIT)]
    barrier = Barrier(len(sends))

    def run(number):
        barrier.wait(20)
        return sends[number]({"capacity": str(60 + number)}).status_code

    with ThreadPoolExecutor(len(sends)) as pool:
        return sorted(pool.map(run, range(len(sends))))


@pytest.mark.usefixtures("both_databases", "fest")
def test_of_two_saves_in_one_moment_the_later_is_shown_both(app, venue_id, opened):
    assert saved_at_once(app, venue_id, opened) == [302, 409]


@pytest.mark.usefixtures("fest")
def test_control_without_the_check_the_later_save_wins(app, venue_id, opened, monkeypatch):
    """The same race without the check: it must show that the test above can fail."""
    monkeypatch.setattr(saving, "check_unchanged", lambda *_forms: None)
    assert saved_at_once(app, venue_id, opened) == [302, 302]


def test_a_place_changed_meanwhile_is_not_overwritten(app, opened, venue_id):
    edit = f"/organiser/places/{venue_id}/edit"
    first, second = opened(edit, "place"), opened(edit, "place")
    first({"access-toilet": "yes"})
    answer = second({"address": "Parken 2"})
    assert answer.status_code == 409
    assert versions_in(answer) == [
        ["Adresse", "intet", "Parken 2", "Dit"],
        ["Handicaptoilet", "Ja", "Vides ikke", "Gemt nu"],
    ]
    with app.app_context(), transaction() as session:
        stored = find_venue(session, venue_id)
        assert (stored.address, stored.access.toilet) == ("", True)


def test_a_question_changed_meanwhile_is_not_overwritten(app, opened, fest, organiser_client):
    with app.app_context(), transaction() as session:
        event = find_event(session, "fest-1")
        number = make_question(session, event, "Spiser du?", "Ja", "Nej").id
    edit = f"/organiser/events/fest-1/questions/{number}/edit"
    first, second = opened(edit, "question"), opened(edit, "question")
    first({"options-1-da": "Nej tak", "deletion_days": "30"})
    answer = second({"text_da-label": "Hvad spiser du?", "deletion_days": "20"})
    assert answer.status_code == 409
    assert versions_in(answer) == [
        ["Dansk: Spørgsmål", "Spiser du?", "Hvad spiser du?", "Dit"],
        ["Valgmuligheder", "Ja Nej tak", "Ja Nej", "Gemt nu"],
        ["Dage efter arrangementet, til svarene slettes", "30", "20", "Dit"],
    ]
    sheet = Page(answer.text).form("question")
    assert organiser_client.post(edit, data=fields_of(sheet, {})).status_code == 302
    with app.app_context(), transaction() as session:
        [stored] = list_questions(session, find_event(session, "fest-1").id)
    danish = stored.words[Language.DANISH]
    assert (danish.label, [*danish.options.values()]) == ("Hvad spiser du?", ["Ja", "Nej tak"])
    assert stored.deletion_days == 20


def test_a_moment_that_comes_twice_in_one_version_alone_is_no_fault(organiser_client, opened, fest):
    night = {"opens-day": "2025-10-26", "opens-clock": "02:30", "opens-which": "second"}
    first, second = opened(EDIT), opened(EDIT)
    first({"capacity": "60"})
    answer = second(night)
    assert answer.status_code == 409
    assert ["intet", "Anden gang", "Dit"] in [row[1:] for row in versions_in(answer)]
    sheet = Page(answer.text).form("event")
    assert organiser_client.post(EDIT, data=fields_of(sheet, {})).location == SHOW
    first, second = opened(EDIT), opened(EDIT)
    first({"opens-day": "2025-10-27"})
    answer = second({"capacity": "70"})
    assert answer.status_code == 409
    assert Page(answer.text).by_id("opens-day").get("value") == "2025-10-27"
