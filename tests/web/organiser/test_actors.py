"""Organisers keep the register of organisations: found, named, merged, two again."""

from datetime import date

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.people.actors.queries import find_actor, list_names, read_merges
from eventsys.people.actors.rules import ActorLevel
from eventsys.people.rules import RoleName
from eventsys.registration.rules import ParticipantRequest
from tests.actors import make_actor
from tests.factories import make_event, make_registration
from tests.pages import Page

LIST, NEW = "/organiser/actors/", "/organiser/actors/new"


@pytest.fixture
def add(app):
    """Add actors by their names; give the addresses of their pages."""

    def added(*names):
        with app.app_context(), transaction() as session:
            return [f"{LIST}{make_actor(session, each, at=clock.now()).id}" for each in names]

    return added


@pytest.fixture
def names(in_app):
    """Tell the names of the actor at an address, with their days."""

    def listed(path):
        db.session.rollback()
        actor = find_actor(db.session(), int(path.rpartition("/")[2]))
        known = list_names(db.session(), actor)
        return [(each.name, each.kind.value, each.valid_from, each.valid_to) for each in known]

    return listed


def problems_on(answer):
    page = Page(answer.text)
    return [" ".join("".join(link.itertext()).split()) for link in page.by_id("problems").iter("a")]


def press(browser, path, form, address):
    """Press the button of a form on a page."""
    sent = dict(browser.page(path).form(form).values())
    return browser.post(address, data=sent)


def token_on(browser, path):
    return dict(browser.page(path).form("sign-out").values())


def test_an_actor_is_added_found_and_looked_at(organiser_client, names):
    typed = {"name": "Nørrebro Bibliotek", "level": "unit", "valid_from": "2009-01-01"}
    made = organiser_client.submit(NEW, typed, form="actor").location
    assert names(made) == [("Nørrebro Bibliotek", "official", date(2009, 1, 1), None)]
    for search in ("norrebro", "BIBLIO", ""):
        assert "Nørrebro Bibliotek" in organiser_client.page(f"{LIST}?q={search}").text
    assert "Ingen aktør hedder det." in organiser_client.page(f"{LIST}?q=politi").text
    page = organiser_client.page(made)
    assert page.heading == "Nørrebro Bibliotek"
    assert "1. januar 2009" in page.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Skriv navnet."),
        ({"name": "?!"}, "Skriv et navn med bogstaver på højst 120 tegn."),
        ({"name": "x" * 121}, "Højst 120 tegn."),
        ({"name": "POLITIET"}, "En anden aktør har det navn på det tidspunkt."),
        ({"level": "person"}, "Vælg en af mulighederne."),
        (
            {"valid_from": "2009-01-02", "valid_to": "2009-01-01"},
            "Den sidste dag må ikke ligge før den første.",
        ),
        ({"valid_to": "nytår"}, "Skriv dagen som dag, måned og år, for eksempel 31.12.2027."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(organiser_client, add, changes, said):
    add("Politiet")
    answer = organiser_client.submit(NEW, {"name": "Skolen"} | changes, form="actor")
    assert (answer.status_code, problems_on(answer)) == (422, [said])


def test_an_actor_that_changes_its_name_keeps_the_old_one_until_the_day_before(
    organiser_client, add, names
):
    (path,) = add("Projektrådgivningen")
    typed = {"name": "Puljer og Projekter", "kind": "official", "valid_from": "1.1.2010"}
    answer = organiser_client.submit(f"{path}/names/new", typed, form="name-form")
    assert answer.location == path
    assert names(path) == [
        ("Projektrådgivningen", "official", None, date(2009, 12, 31)),
        ("Puljer og Projekter", "official", date(2010, 1, 1), None),
    ]
    page = organiser_client.page(path)
    assert page.heading == "Puljer og Projekter"
    assert "Projektrådgivningen" in organiser_client.page(LIST).text


def test_a_name_is_changed_taken_away_and_the_last_one_stays(organiser_client, add, names):
    (path,) = add("Skollen")
    (_kept,) = names(path)
    edit = next(
        link.get("href")
        for link in organiser_client.page(path).all("a")
        if "/names/" in link.get("href") and link.get("href").endswith("/edit")
    )
    changes = {"name": "Skolen", "valid_to": "2026-06-30"}
    assert organiser_client.submit(edit, changes, form="name-form").location == path
    assert names(path) == [("Skolen", "official", None, date(2026, 6, 30))]
    refused = organiser_client.submit(edit, {"kind": "alias"}, form="name-form")
    assert problems_on(refused) == ["En aktør beholder mindst ét officielt navn."]
    remove = edit.replace("/edit", "/remove")
    press(organiser_client, edit, "remove", remove)
    assert "mindst ét officielt navn" in organiser_client.page(path).text
    alias = {"name": "Skolen på hjørnet", "kind": "alias"}
    organiser_client.submit(f"{path}/names/new", alias, form="name-form")
    again = organiser_client.submit(f"{path}/names/new", alias, form="name-form")
    assert problems_on(again) == ["Aktøren har allerede det navn."]
    added = next(
        link.get("href")
        for link in organiser_client.page(path).all("a")
        if "hjørnet" in "".join(link.itertext())
    )
    press(organiser_client, added, "remove", added.replace("/edit", "/remove"))
    assert len(names(path)) == 1


def test_like_names_are_shown_and_merged_by_nobody_but_the_organiser(organiser_client, add, in_app):
    one, other, _third = add("Klubben i Nord", "Klubben på Nord", "Politiet")
    page = organiser_client.page(LIST)
    ids = [int(each.rpartition("/")[2]) for each in (one, other)]
    assert read_merges(db.session()) == {}
    suggested = f"{other}/merge?into={ids[0]}"
    assert suggested in {link.get("href") for link in page.all("a")}
    assert dict(organiser_client.page(suggested).form("merge").values())["into"] == str(ids[0])
    assert organiser_client.submit(suggested, {}, form="merge").location == one
    db.session.rollback()
    assert read_merges(db.session()) == {ids[1]: ids[0]}
    page = organiser_client.page(LIST)
    assert [row for row in page.all("th") if "Klubben på Nord" in "".join(row.itertext())] == []
    assert "Klubben på Nord" in page.text  # among its other names
    assert "Klubben i Nord" in organiser_client.page(other).text
    undo = next(
        form.get("action")
        for form in organiser_client.page(one).all("form")
        if (form.get("action") or "").endswith("/undo")
    )
    for said in ("De er to igen.", "Sammenlægningen er allerede fortrudt."):
        organiser_client.post(undo, data=token_on(organiser_client, LIST))
        assert said in organiser_client.page(other).text
    db.session.rollback()
    assert read_merges(db.session()) == {}


def test_a_merge_without_another_and_one_twice_are_refused(organiser_client, add):
    one, other = add("Skolen", "Politiet")
    nobody = organiser_client.submit(f"{one}/merge", {}, form="merge")
    assert problems_on(nobody) == ["Vælg en af mulighederne."]
    into = {"into": other.rpartition("/")[2]}
    assert organiser_client.submit(f"{one}/merge", into, form="merge").location == other
    twice = organiser_client.submit(f"{one}/merge", into, form="merge")
    assert problems_on(twice) == [
        "En af dem er tidligere lagt sammen med en anden aktør. Fortryd det først."
    ]


def test_an_actor_in_use_is_not_deleted_and_one_added_by_mistake_is(app, organiser_client, add):
    used, unused = add("Skolen", "Fejl")
    with app.app_context(), transaction() as session:
        event = make_event(session, at=clock.now(), asks_workplace=True)
        people = [ParticipantRequest(name="Bo", workplace="skolen")] * 3
        make_registration(session, event, at=clock.now(), participants=people)
    page = organiser_client.page(used)
    assert [cell.text for cell in page.all("td") if cell.get("class") == "number"] == ["3"]
    assert {"delete"} & {form.get("id") for form in page.all("form")} == set()
    token = token_on(organiser_client, LIST)
    assert organiser_client.post(f"{used}/delete", data=token).location == used
    assert "i brug" in organiser_client.page(used).text
    assert organiser_client.post(f"{unused}/delete", data=token).location == LIST
    assert organiser_client.get(unused).status_code == 404


def test_everybody_behind_the_sign_in_reads_the_register_and_organisers_change_it(signed_in, add):
    (path,) = add("Skolen")
    viewer = signed_in(RoleName.VIEWER)
    assert viewer.page(path).heading == "Skolen"
    links = {link.get("href") for address in (LIST, path) for link in viewer.page(address).all("a")}
    changing = {NEW, f"{path}/names/new", f"{path}/merge", f"{path}/names/1/edit"}
    assert links & changing == set()
    assert {viewer.get(each).status_code for each in changing} == {403}


def test_what_is_not_there_is_not_found(organiser_client, add):
    (path,) = add("Skolen")
    wrong = (f"{LIST}999", f"{LIST}999/merge", f"{path}/names/999/edit", f"{LIST}999/names/new")
    assert {organiser_client.get(each).status_code for each in wrong} == {404}
    token = token_on(organiser_client, LIST)
    gone = organiser_client.post(f"{LIST}merges/999/undo", data=token)
    assert gone.status_code == 404


def test_the_level_is_told(organiser_client, app):
    with app.app_context(), transaction() as session:
        actor = make_actor(session, "Station Bellahøj", ActorLevel.UNIT, at=clock.now())
        path = f"{LIST}{actor.id}"
    assert "Enhed i en organisation" in organiser_client.page(path).text


def test_very_many_like_names_go_portion_by_portion(organiser_client, add):
    add(*(f"Klubben {each:02} i Nord" for each in range(6)))  # fifteen pairs
    page = organiser_client.page(LIST)

    def ways(page):
        return [each.get("href") for each in page.all("a") if "into=" in each.get("href", "")]

    [onward] = [each.get("href") for each in page.all("a") if each.get("rel") == "next"]
    rest = organiser_client.page(onward)
    assert (len(ways(page)), len(ways(rest))) == (10, 5)
    assert len({*ways(page), *ways(rest)}) == 15
    assert [each for each in rest.all("a") if each.get("rel") == "next"] == []
