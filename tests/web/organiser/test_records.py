"""Plans, publications, deliverables, staff-years and numbers of others are written down."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from eventsys.casework.models import Plan, PlanActivity, Publication, StaffAllocation
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import local_day
from eventsys.people.rules import RoleName
from tests.facts import add_activity, add_plan, add_publication
from tests.pages import Page

ROOT = "/organiser/casework"
PLAN = {"kind": "comprehensive-plan", "title": "Tingbjerg", "place": "Brønshøj"}
STAFF = {"programme_year": "2010", "code": "1.a", "title": "Bydele", "staff_years": "1½"}
WORK = {"held_on": "4.5.2009", "role": "Sparring"}
BOOK = {
    "title": "Forældre på banen",
    "kind": "handbook",
    "state": "published",
    "first_published_on": "2009-05-04",
    "language": "da",
    "edition_of_id": "",
}
STUDY = {"title": "Barrierer", "kind": "study", "status": "delivered", "year": "2009", "place": ""}
POINT = {
    "title": "Indflydelse",
    "value": "-4,0",
    "unit": "point",
    "year": "2009",
    "period": "forår 2009",
    "source": "Integrationsbarometer",
}


@pytest.fixture
def made(app):
    """Write rows down: `made(add_plan, …)` gives the id."""

    def make(add, *given, **changes):
        with app.app_context(), transaction() as session:
            return add(session, *given, **changes).id

    return make


@pytest.fixture
def stored(app):
    """Give the rows of a table."""

    def look(model):
        with app.app_context(), transaction() as session:
            found = session.query(model).order_by(model.id).all()
            session.expunge_all()
            return found

    return look


def add(client, kind, changes):
    return client.submit(f"{ROOT}/{kind}/new", changes, form="fact")


def problems_on(answer):
    page = Page(answer.text)
    return [" ".join("".join(link.itertext()).split()) for link in page.by_id("problems").iter("a")]


def cells_on(page):
    """List the cells of the list, row by row."""
    rows = [each for each in page.all("tr") if next(each.iter("td"), None) is not None]
    return [["".join(cell.itertext()).strip() for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("kind", "typed", "year", "cells"),
    [
        (
            "plans",
            PLAN | {"ended_on": "31.12.2009"},
            "",
            ["Tingbjerg", "Helhedsplan", "Brønshøj", "31. december 2009"],
        ),
        (
            "publications",
            BOOK,
            "?year=2009",
            ["Forældre på banen", "Håndbog", "Offentliggjort", "4. maj 2009", "Dansk", ""],
        ),
        ("deliverables", STUDY, "?year=2009", ["Barrierer", "Undersøgelse", "Leveret", ""]),
        ("staff", STAFF, "?year=2010", ["1.a", "Bydele", "1½"]),
        ("consultants", {"year": "2010", "consultants": "5"}, "?year=2010", ["2010", "5"]),
        (
            "indicators",
            POINT,
            "?year=2009",
            ["Indflydelse", "-4.0", "point", "forår 2009", "Integrationsbarometer"],
        ),
    ],
)
def test_each_kind_is_written_down_and_stands_in_the_list_of_its_year(
    organiser_client, kind, typed, year, cells
):
    answer = add(organiser_client, kind, typed)
    assert answer.location == f"{ROOT}/{kind}/{year}"
    assert cells_on(organiser_client.page(answer.location)) == [cells]
    elsewhere = organiser_client.page(f"{ROOT}/{kind}/?year=2001")
    assert cells_on(elsewhere) == ([cells] if kind == "plans" else [])


def test_work_is_written_down_for_a_plan_and_not_after_its_end(organiser_client, made, stored):
    plan = made(add_plan, ended_on=date(2009, 12, 31))
    answer = add(organiser_client, "activities", WORK | {"plan_id": str(plan)})
    assert answer.location == f"{ROOT}/activities/?year=2009"
    listed = cells_on(organiser_client.page(answer.location))
    assert listed == [["Tingbjerg", "4. maj 2009", "Sparring"]]
    late = {"plan_id": str(plan), "held_on": "1.1.2010", "role": "Besøg"}
    refused = add(organiser_client, "activities", late)
    assert (refused.status_code, len(stored(PlanActivity))) == (409, 1)
    assert "Planen var slut før den dag." in refused.text
    assert dict(Page(refused.text).form("fact").values())["role"] == "Besøg"


@pytest.mark.parametrize("typed", ["1½", "1,5", "1.5"])
def test_staff_years_are_typed_in_each_way_and_kept_as_halves(organiser_client, stored, typed):
    add(organiser_client, "staff", STAFF | {"staff_years": typed})
    (row,) = stored(StaffAllocation)
    assert row.half_years == 3
    edit = organiser_client.page(f"{ROOT}/staff/{row.id}/edit")
    assert dict(edit.form("fact").values())["staff_years"] == "1½"


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("plans", PLAN | {"title": ""}, "Skriv navnet."),
        (
            "plans",
            PLAN | {"ended_on": "snart"},
            "Skriv dagen som dag, måned og år, for eksempel 31.12.2027.",
        ),
        (
            "plans",
            PLAN | {"place": "hos 010203-1234"},
            "Det ligner et CPR-nummer. Skriv intet, der fortæller om en borger.",
        ),
        ("activities", WORK, "Vælg en af mulighederne."),
        (
            "publications",
            BOOK | {"first_published_on": ""},
            "Skriv dagen som dag, måned og år, for eksempel 31.12.2027.",
        ),
        ("publications", BOOK | {"edition_of_id": "99"}, "Vælg en af mulighederne."),
        ("deliverables", STUDY | {"year": "9"}, "Skriv året med fire cifre."),
        (
            "staff",
            STAFF | {"staff_years": "1,25"},
            "Skriv hele eller halve årsværk, for eksempel 1½.",
        ),
        ("staff", STAFF | {"code": "x"}, "Skriv nummeret som 1.a eller 2."),
        ("consultants", {"year": "2010", "consultants": "-1"}, "Skriv et helt tal."),
        ("indicators", POINT | {"value": "fire"}, "Skriv et tal, for eksempel 4 eller -0,5."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(organiser_client, kind, typed, said):
    answer = add(organiser_client, kind, typed)
    assert (answer.status_code, problems_on(answer)) == (422, [said])


def test_a_publication_of_the_year_needs_a_day_for_its_work(organiser_client, made):
    made(add_plan)
    answer = add(organiser_client, "activities", WORK | {"plan_id": "1", "held_on": ""})
    assert problems_on(answer) == ["Skriv dagen som dag, måned og år, for eksempel 31.12.2027."]


def test_the_same_code_stands_once_in_a_year(organiser_client, stored):
    add(organiser_client, "staff", STAFF)
    refused = add(organiser_client, "staff", STAFF | {"title": "Andet"})
    assert (refused.status_code, len(stored(StaffAllocation))) == (409, 1)
    assert "Det har året allerede. Ret det, der står der." in refused.text


def test_the_same_form_sent_twice_writes_one_row(organiser_client, stored):
    sent = organiser_client.page(f"{ROOT}/plans/new").form("fact").filled(PLAN)
    for _each in "12":
        assert organiser_client.post(f"{ROOT}/plans/new", data=MultiDict(sent)).status_code == 303
    assert len(stored(Plan)) == 1


def test_a_translation_is_told_of_its_first_edition(organiser_client, made, stored):
    book = made(add_publication)
    add(organiser_client, "publications", BOOK | {"edition_of_id": str(book), "language": ""})
    reprint = stored(Publication)[1]
    assert (reprint.edition_of_id, reprint.language) == (book, None)
    listed = cells_on(organiser_client.page(f"{ROOT}/publications/?year=2009"))
    assert [each[4:] for each in listed] == [
        ["Et andet sprog", ""],
        ["Et andet sprog", "Forældre på banen"],
    ]


def test_of_two_who_save_the_second_sees_both(organiser_client, made, stored):
    edit = f"{ROOT}/plans/{made(add_plan)}/edit"
    stale = organiser_client.page(edit).form("fact").filled({"place": "Min"})
    assert organiser_client.submit(edit, {"place": "Deres"}, form="fact").status_code == 303
    answer = organiser_client.post(edit, data=MultiDict(stale))
    assert (answer.status_code, stored(Plan)[0].place) == (409, "Deres")
    again = Page(answer.text).form("fact").filled({})
    assert organiser_client.post(edit, data=MultiDict(again)).status_code == 303
    assert stored(Plan)[0].place == "Min"


def test_a_change_that_is_refused_keeps_what_was_typed(organiser_client, stored):
    add(organiser_client, "staff", STAFF)
    add(organiser_client, "staff", STAFF | {"code": "1.b"})
    second = stored(StaffAllocation)[1].id
    refused = organiser_client.submit(f"{ROOT}/staff/{second}/edit", {"code": "1.a"}, form="fact")
    assert refused.status_code == 409
    assert dict(Page(refused.text).form("fact").values())["code"] == "1.a"
    assert stored(StaffAllocation)[1].code == "1.b"


def test_only_what_nothing_is_told_of_is_deleted(organiser_client, app, stored):
    with app.app_context(), transaction() as session:
        plan = add_plan(session)
        plan_id, activity_id = plan.id, add_activity(session, plan).id
    edit = f"{ROOT}/plans/{plan_id}/edit"
    refused = organiser_client.submit(edit, {}, form="delete")
    assert "Der er skrevet andet om den." in organiser_client.page(refused.location).text
    organiser_client.submit(f"{ROOT}/activities/{activity_id}/edit", {}, form="delete")
    organiser_client.submit(edit, {}, form="delete")
    assert (stored(Plan), stored(PlanActivity)) == ([], [])


def test_what_is_not_there_is_not_found(organiser_client, made):
    delete = organiser_client.page(f"{ROOT}/plans/{made(add_plan)}/edit").form("delete").filled({})
    paths = ("gossip/", "gossip/new", "gossip/1/edit", "plans/99/edit")
    assert [organiser_client.get(f"{ROOT}/{path}").status_code for path in paths] == [404] * 4
    answer = organiser_client.post(f"{ROOT}/plans/99/delete", data=MultiDict(delete))
    assert answer.status_code == 404


def test_the_list_begins_with_this_year(organiser_client, made):
    made(add_publication, local_day(clock.now()))
    assert len(cells_on(organiser_client.page(f"{ROOT}/publications/"))) == 1


def test_viewers_read_and_only_organisers_write(signed_in, made):
    plan = made(add_plan)
    viewer = signed_in(RoleName.EVALUATOR)
    page = viewer.page(f"{ROOT}/plans/")
    assert cells_on(page)[0][0] == "Tingbjerg"
    links = {link.get("href") for link in page.all("a")}
    paths = [f"{ROOT}/plans/new", f"{ROOT}/plans/{plan}/edit"]
    assert links & set(paths) == set()
    assert [viewer.get(path).status_code for path in paths] == [403, 403]
