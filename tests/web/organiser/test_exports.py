"""Organisers choose columns and a kind of file; who took what is written down."""

import csv
import io
import json
import logging
import zipfile

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.audit import AuditEntry
from eventsys.core.db import db, transaction
from eventsys.events.care.rules import Care, NeedKind
from eventsys.people.rules import RoleName
from eventsys.registration.needs.rules import NeedRequest
from eventsys.registration.rules import Category, ParticipantRequest
from tests.actors import make_actor
from tests.factories import make_event, make_registration
from tests.questions import make_question

PAGE = "/organiser/events/fest-1/exports"
ALL = "/organiser/exports"
NUT = NeedRequest(kind=NeedKind.ALLERGY, text="nødder")
RIDE = NeedRequest(kind=NeedKind.ACCESS)


@pytest.fixture
def event(app):
    """An event that asks a question and for needs; a child, a grown-up, and a family of nobody."""
    with app.app_context(), transaction() as session:
        at = clock.now()
        event = make_event(session, at=at, care=Care(needs=frozenset({NUT.kind, RIDE.kind})))
        question = make_question(session, event, "Hvor fra?")
        given = {question.code: "Nørrebro"}
        people = [
            ParticipantRequest(name="=1+1", category=Category.CHILD, needs=[NUT], answers=given),
            ParticipantRequest(name="محمد"),
        ]
        make_registration(session, event, participants=people, needs=[RIDE], at=at)
        return event.id


def take(client, path=PAGE, **changes):
    return client.submit(path, changes, form="export")


def lines_in(answer):
    text = answer.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def noted(app):
    with app.app_context():
        entries = db.session().scalars(select(AuditEntry).filter_by(verb="export")).all()
        return [(each.object_kind, json.loads(each.details or "{}")) for each in entries]


def test_the_table_has_the_columns_that_were_chosen_and_it_is_noted(app, organiser_client, event):
    answer = take(organiser_client, columns=["name", "category", "email"], file="csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=fest-1-Deltagere.csv"
    assert lines_in(answer) == [
        {"Navn": "'=1+1", "Deltagertype": "Barn", "E-mail": "amina@example.org"},
        {"Navn": "محمد", "Deltagertype": "Voksen", "E-mail": "amina@example.org"},
    ]
    columns = ["name", "category", "email"]
    assert noted(app) == [("event", {"table": "participants", "columns": columns, "format": "csv"})]


@pytest.mark.parametrize("file", ["xlsx", "ods", "csv", "json"])
def test_every_kind_of_file_says_what_it_is(organiser_client, event, file):
    answer = take(organiser_client, columns=["name"], file=file)
    assert answer.headers["Content-Disposition"] == (
        f"attachment; filename=fest-1-Deltagere.{file}"
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(answer.data) > len("=1+1")


def test_answers_and_needs_stand_with_each_person(organiser_client, event):
    answer = take(organiser_client, columns=["question_hvor_fra", "needs"], file="csv")
    assert lines_in(answer) == [
        {"Hvor fra?": "Nørrebro", "Behov": "Allergi: nødder; Adgang"},
        {"Hvor fra?": "", "Behov": "Adgang"},
    ]


def test_programs_get_codes_and_moments_with_their_distance_from_utc(organiser_client, event):
    columns = ["category", "status", "source", "language", "question_hvor_fra"]
    found = json.loads(take(organiser_client, columns=columns, file="json").data)
    assert found[0] == {
        "category": "child",
        "status": "confirmed",
        "source": "web",
        "language": "da",
        "question_hvor_fra": "Nørrebro",
    }
    [first, _second] = json.loads(
        take(organiser_client, columns=["registered_at"], file="json").data
    )
    assert first["registered_at"][-6:] in {"+01:00", "+02:00"}


def test_answers_come_one_to_a_line(organiser_client, event):
    answer = take(organiser_client, f"{PAGE}?of=answers", file="csv")
    [line] = lines_in(answer)
    assert {key: line[key] for key in ("Nr.", "Navn", "Spørgsmål", "Svar")} == {
        "Nr.": "1",
        "Navn": "'=1+1",
        "Spørgsmål": "Hvor fra?",
        "Svar": "Nørrebro",
    }


def test_the_numbers_have_a_chart_where_its_columns_were_chosen(organiser_client, event):
    def charts(**changes):
        content = take(organiser_client, f"{PAGE}?of=attendance", file="xlsx", **changes).data
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        return sum(name.startswith("xl/charts/chart") for name in names)

    assert (charts(), charts(columns=["gate", "admitted"])) == (1, 0)


def test_the_attendance_list_has_a_column_for_each_date(organiser_client, event):
    answer = take(organiser_client, f"{PAGE}?of=list", columns=["name", "date_1"], file="csv")
    lines = lines_in(answer)
    assert [line["Navn"] for line in lines] == ["'=1+1", "محمد"]
    assert [len(line) for line in lines] == [2, 2]


def test_an_event_without_anybody_gives_a_file_with_its_head_alone(app, organiser_client):
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now())
    answer = take(organiser_client, columns=["name", "phone"], file="csv")
    assert answer.data.decode("utf-8-sig") == "Navn;Telefon\r\n"


def test_the_desk_may_have_names_and_no_more_and_asking_for_more_is_logged(
    app, signed_in, event, caplog
):
    client = signed_in(RoleName.SERVICE_DESK)
    page = client.page(PAGE)
    form = page.form("export")
    offered = {each.get("value") for each in page.all("input")}
    assert {"name", "status"} <= offered
    assert not {"email", "needs", "birth_year", "question_hvor_fra"} & offered
    sent = dict(form.filled({"file": "csv"}))
    with caplog.at_level(logging.WARNING):
        answer = client.post(PAGE, data={**sent, "columns": ["name", "needs"]})
    assert answer.status_code == 403
    assert "columns refused: ['needs'] of participants" in caplog.text
    assert noted(app) == []
    assert take(client, columns=["name"], file="csv").status_code == 200


@pytest.mark.parametrize(
    ("role", "of"),
    [
        (RoleName.VIEWER, {"attendance"}),
        (RoleName.EVALUATOR, {"attendance"}),
        (RoleName.EVENT_ASSISTANT, {"participants", "attendance"}),
        (RoleName.ORGANISER, {"participants", "list", "attendance", "answers"}),
    ],
)
def test_each_role_is_offered_the_tables_that_it_may_have(signed_in, event, role, of):
    client = signed_in(role, named_for="fest-1" if role is RoleName.EVENT_ASSISTANT else "")
    offered = {
        table
        for table in ("participants", "list", "attendance", "answers", "events")
        if client.get(f"{PAGE}?of={table}").status_code == 200
    }
    assert offered == of


def test_what_is_no_column_or_no_kind_of_file_is_refused_with_a_word(app, organiser_client, event):
    def problem(**changes):
        sent = dict(organiser_client.page(PAGE).form("export").filled({}))
        answer = organiser_client.post(PAGE, data={**sent, "columns": ["name"], **changes})
        return answer.status_code, "Der er et problem" in answer.text

    assert problem(columns=["name", "cpr"])[0] == 422
    assert problem(columns=[])[0] == 422
    assert problem(file="exe")[0] == 422
    assert noted(app) == []


def test_all_events_and_all_actors_can_be_taken_home(app, organiser_client, event):
    with app.app_context(), transaction() as session:
        make_actor(session, "=Klubben")
    events = lines_in(take(organiser_client, ALL, columns=["slug", "title", "taken"], file="csv"))
    assert events == [{"Adresse": "fest-1", "Titel": "Fest 1", "Optagne pladser": "2"}]
    content = take(organiser_client, f"{ALL}?of=actors", columns=["name", "from"], file="xlsx").data
    cell = load_workbook(io.BytesIO(content)).active["A2"]
    assert (cell.value, cell.data_type) == ("=Klubben", "s")
    assert [kind for kind, _ in noted(app)] == ["account", "account"]


def test_the_list_of_events_leads_to_its_file(organiser_client, event):
    links = [each.get("href") for each in organiser_client.page("/organiser/").all("a")]
    assert ALL in links


def test_an_assistant_may_not_have_all_events(signed_in, event):
    assert signed_in(RoleName.EVENT_ASSISTANT).get(ALL).status_code == 403


def test_all_of_an_event_comes_in_one_archive(app, organiser_client, event):
    answer = organiser_client.submit(PAGE, {}, form="archive")
    assert answer.headers["Content-Disposition"] == "attachment; filename=fest-1.zip"
    packed = zipfile.ZipFile(io.BytesIO(answer.data))
    tables = ("participants", "list", "attendance", "answers")
    assert packed.namelist() == [
        "event.json",
        "fest-1.xlsx",
        *(f"{form}/{table}.{form}" for table in tables for form in ("csv", "json")),
    ]
    assert json.loads(packed.read("event.json"))["title"]["da"] == "Fest 1"
    book = load_workbook(io.BytesIO(packed.read("fest-1.xlsx")))
    assert book.sheetnames == ["Deltagere", "Fremmødeliste", "Fremmøde", "Svar"]
    [first, _second] = json.loads(packed.read("json/participants.json"))
    assert (first["name"], first["category"], first["needs"]) == (
        "=1+1",
        "child",
        "Allergi: nødder; Adgang",
    )
    assert noted(app) == [("event", {"table": "archive", "columns": [*tables], "format": "zip"})]


def test_needs_are_not_ticked_beforehand(organiser_client, event):
    page = organiser_client.page(PAGE)
    ticked = {each.get("value"): each.get("checked") for each in page.all("input")}
    assert (ticked["needs"], ticked["name"]) == (None, "")


@pytest.mark.parametrize("role", [RoleName.SERVICE_DESK, RoleName.VIEWER])
def test_the_archive_is_for_organisers_alone(signed_in, event, role):
    client = signed_in(role)
    token = dict(client.page(PAGE).form("export").filled({}))["csrf_token"]
    assert client.post(f"{PAGE}/archive", data={"csrf_token": token}).status_code == 403
    assert "archive" not in {each.get("id") for each in client.page(PAGE).all("form")}


def test_the_file_of_those_who_were_looked_for_holds_them_alone(organiser_client, event):
    page = organiser_client.page("/organiser/events/fest-1/registrations?category=child")
    [link] = [
        each.get("href")
        for each in page.all("a")
        if "exports" in (each.get("href") or "") and "of=participants" in each.get("href")
    ]
    assert "category=child" in link
    assert "Kun de personer, du søgte frem" in organiser_client.page(link).text
    found = lines_in(take(organiser_client, link, file="csv", columns=["name"]))
    assert [each["Navn"] for each in found] == ["'=1+1"]
    everybody = lines_in(take(organiser_client, file="csv", columns=["name"]))
    assert len(everybody) > 1
