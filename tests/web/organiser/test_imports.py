"""An organiser reads in a list, sees what each row comes to, saves it and takes it back."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventsys.core import clock
from eventsys.core.audit import AuditEntry
from eventsys.core.db import db, transaction
from eventsys.core.outbox import Notice
from eventsys.events.models import PlacePool
from eventsys.events.queries import get_event
from eventsys.events.rules import AgeRule, EventStatus
from eventsys.exchange.files.rules import Sheet
from eventsys.exchange.files.workbook import write_workbook
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.tables.rules import FROM_ORGANISERS
from eventsys.people.rules import RoleName
from eventsys.registration.models import Participant
from eventsys.registration.rules import ParticipantStatus
from tests.factories import make_device, make_event

PAGE = "/organiser/events/fest-1/imports"
LIST = "Navn;E-mail;Telefon;Hold\r\nAmina Khan;amina@example.org;;4.b\r\nBo Yde;;12345678;4.b\r\n"


@pytest.fixture
def make(app):
    """Make the one event there is: `make(capacity=3)`."""

    def event(**changes):
        with app.app_context(), transaction() as session:
            return make_event(session, at=clock.now(), **changes).id

    return event


@pytest.fixture
def people(app):
    """List who is registered: name and status."""

    def found():
        with app.app_context():
            rows = db.session().execute(
                select(Participant.name, Participant.status).order_by(Participant.id)
            )
            return [(row.name, row.status.value) for row in rows]

    return found


def send(client, content=LIST, name="liste.csv", **changes):
    content = content.encode() if isinstance(content, str) else content
    sheet = client.page(PAGE).form("read")
    data = dict(sheet.filled(changes)) | {"file": (io.BytesIO(content), name)}
    return client.post(PAGE, data=data, content_type="multipart/form-data")


def save(client, page, **changes):
    return client.submit(page, {"save": "1", **changes}, form="save")


def count(app, model):
    with app.app_context():
        return db.session().scalars(select(func.count()).select_from(model)).one()


def test_a_list_is_looked_at_before_anything_is_saved(app, organiser_client, make, people):
    make()
    answer = send(organiser_client)
    assert answer.status_code == 303
    text = organiser_client.page(answer.location).text
    for part in ("Amina Khan", "amina@example.org", "Bo Yde", "+4512345678", "4.b", "Klar"):
        assert part in text
    assert people() == []
    assert save(organiser_client, answer.location).status_code == 303
    assert people() == [("Amina Khan", "confirmed"), ("Bo Yde", "confirmed")]
    assert "2 personer" in organiser_client.page(answer.location).text
    assert count(app, Notice) == 0
    with app.app_context():
        run = db.session().scalars(select(ImportRun)).one()
        assert (run.rows, run.taken) == (None, 2)


def test_they_are_told_where_that_was_asked(app, organiser_client, make):
    make()
    save(organiser_client, send(organiser_client).location, tells="y")
    assert count(app, Notice) == 2


def test_rows_with_a_fault_are_named_and_left_out_on_demand(organiser_client, make, people):
    make()
    rows = ("Navn;E-mail", "Amina;a@example.org", ";", "Bo;bo(at)example", ";x@y.dk")
    page = send(organiser_client, "\r\n".join(rows)).location
    text = organiser_client.page(page).text
    assert "E-mail: Skriv hele e-mailen, for eksempel navn@eksempel.dk." in text
    refused = save(organiser_client, page)
    assert refused.status_code == 422
    assert people() == []
    assert save(organiser_client, page, rows="good").status_code == 303
    assert people() == [("Amina", "confirmed")]


def test_what_a_column_holds_can_be_said(organiser_client, make, people):
    make()
    page = send(organiser_client, "Hvem;Hvor;Etnicitet\r\nAmina;Valby;x\r\n").location
    text = organiser_client.page(page).text
    assert "Det tager vi aldrig ind" in text
    columns = [e.get("name") for e in organiser_client.page(page).all("select")]
    assert columns == ["columns-0", "columns-1"]
    organiser_client.submit(page, {"columns-0": "name"}, form="save")
    save(organiser_client, page)
    assert people() == [("Amina", "confirmed")]


@pytest.mark.parametrize(
    ("if_full", "came"),
    [
        ("waitlist", [("A", "confirmed"), ("B", "confirmed"), ("C", "waiting")]),
        ("part", [("A", "confirmed"), ("B", "confirmed")]),
        ("refuse", []),
    ],
)
def test_more_people_than_places_are_told_before(organiser_client, make, people, if_full, came):
    make(capacity=2)
    page = send(organiser_client, "Navn;Hold\r\nA;\r\nB;\r\nC;\r\n").location
    assert "Der er færre pladser end personer" in organiser_client.page(page).text
    answer = save(organiser_client, page, if_full=if_full)
    assert (answer.status_code, people()) == (303 if came else 422, came)


def test_a_list_is_taken_back_with_its_places(app, organiser_client, make, people):
    make(capacity=2)
    page = send(organiser_client).location
    save(organiser_client, page)
    organiser_client.submit(page, {}, form="undo")
    assert people() == []
    assert "taget tilbage" in organiser_client.page(page).text
    with app.app_context():
        assert db.session().scalars(select(PlacePool.taken)).one() == 0
        verbs = [e.verb for e in db.session().scalars(select(AuditEntry))]
    assert verbs[-2:] == ["import", "undo-import"]


@pytest.mark.parametrize("use", ["left", "phone"])
def test_a_list_in_use_is_not_taken_back(app, organiser_client, make, people, use):
    make()
    page = send(organiser_client).location
    save(organiser_client, page)
    with app.app_context(), transaction() as session:
        if use == "phone":
            make_device(session, get_event(session, "fest-1"), at=clock.now())
        else:
            person = session.scalars(select(Participant).limit(1)).one()
            person.status = ParticipantStatus.DEREGISTERED
    organiser_client.submit(page, {}, form="undo")
    assert len(people()) == 2
    assert "er i brug" in organiser_client.page(page).text


def test_a_list_can_be_taken_back_for_three_days(app, organiser_client, make, people):
    make()
    page = send(organiser_client).location
    save(organiser_client, page)
    form = organiser_client.page(page).form("undo")
    with app.app_context(), transaction() as session:
        run = session.scalars(select(ImportRun)).one()
        run.saved_at = clock.now() - timedelta(days=3)
    assert "undo" not in {e.get("id") for e in organiser_client.page(page).all("form")}
    organiser_client.post(f"{page}/undo", data=dict(form.filled({})))
    assert len(people()) == 2


def test_the_same_file_twice_is_noticed_and_registers_nobody_twice(organiser_client, make, people):
    make()
    save(organiser_client, send(organiser_client).location)
    page = send(organiser_client).location
    text = organiser_client.page(page).text
    assert "Præcis den samme fil" in text
    assert "Er tilmeldt i forvejen" in text
    assert save(organiser_client, page).status_code == 422
    assert len(people()) == 2
    longer = send(organiser_client, f"{LIST}Cem;;\r\n").location
    assert save(organiser_client, longer).status_code == 303
    assert [name for name, _ in people()] == ["Amina Khan", "Bo Yde", "Cem"]


def test_a_draft_is_kept_for_a_day_and_can_be_forgotten_before(app, organiser_client, make):
    make()
    page, other = send(organiser_client).location, send(organiser_client).location
    assert organiser_client.page(PAGE).text.count("Ikke gemt endnu") == 2
    organiser_client.submit(page, {}, form="forget")
    assert organiser_client.get(page).status_code == 404
    with app.app_context(), transaction() as session:
        run = session.scalars(select(ImportRun)).one()
        run.created_at = clock.now() - timedelta(hours=24)
    assert organiser_client.get(other).status_code == 404
    assert "Ikke gemt endnu" not in organiser_client.page(PAGE).text


def test_a_draft_that_was_saved_in_another_window_is_not_saved_again(
    organiser_client, make, people
):
    make()
    page = send(organiser_client).location
    sheet = organiser_client.page(page).form("save")
    sent = dict(sheet.filled({"save": "1"}))
    assert organiser_client.post(page, data=sent).status_code == 303
    organiser_client.post(page, data=sent)
    assert len(people()) == 2


def test_nobody_is_registered_for_a_draft_of_an_event(app, organiser_client, make, people):
    make()
    page = send(organiser_client).location
    with app.app_context(), transaction() as session:
        get_event(session, "fest-1").status = EventStatus.DRAFT
    assert save(organiser_client, page).status_code == 422
    assert people() == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Filen har ingen rækker"),
        (b"Navn;E-mail\r\n", "Filen har ingen rækker"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 100, "låst med en adgangskode"),
        (b"%PDF-1.7", "ikke et regneark"),
        (b'Navn;Hold\r\nAmina;"4.b\r\nBo;4.c\r\n', "linje 2"),
        (b"Navn;Hold\r\n" + b"A;1\r\n" * (FROM_ORGANISERS.rows + 1), "mere end 10000 rækker"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(app, organiser_client, make, content, words):
    make()
    answer = send(organiser_client, content)
    assert answer.status_code == 422
    assert words in answer.text.replace("10.000", "10000")
    assert count(app, ImportRun) == 0


def test_a_file_that_is_far_too_large_is_not_read(organiser_client, make):
    make()
    kind = "multipart/form-data; boundary=x"
    answer = organiser_client.post(PAGE, data=b"x" * (9 * 1024 * 1024), content_type=kind)
    assert answer.status_code == 413


def test_no_file_is_asked_for(organiser_client, make):
    make()
    sheet = organiser_client.page(PAGE).form("read")
    data = dict(sheet.filled({})) | {"file": (io.BytesIO(b""), "")}
    answer = organiser_client.post(PAGE, data=data, content_type="multipart/form-data")
    assert (answer.status_code, "Vælg en fil" in answer.text) == (422, True)


def test_words_in_the_place_of_a_file_are_no_file(organiser_client, make):
    make()
    answer = organiser_client.submit(PAGE, {"file": "liste.csv"}, form="read")
    assert (answer.status_code, "Vælg en fil." in answer.text) == (422, True)


def test_another_sheet_is_read_by_its_name(organiser_client, make, people):
    make()
    book = workbook(Forside=[["Velkommen"], ["x"]], Børn=[["Navn"], ["Amina"]])
    text = organiser_client.page(send(organiser_client, book, "b.xlsx").location).text
    assert "Forside, Børn" in text
    save(organiser_client, send(organiser_client, book, "b.xlsx", sheet="børn").location)
    assert people() == [("Amina", "confirmed")]
    assert send(organiser_client, book, "b.xlsx", sheet="Voksne").status_code == 422


def workbook(**sheets):
    file = io.BytesIO()
    write_workbook(
        file,
        *(
            Sheet(name=name, keys=rows[0], heads=rows[0], rows=rows[1:])
            for name, rows in sheets.items()
        ),
    )
    return file.getvalue()


def test_years_are_held_against_the_events_rule(organiser_client, make):
    make(age_rule=AgeRule(2010, 2015))
    rows = "Navn;Født\r\nA;2012\r\nB;1999\r\nC;\r\nD;01-02-2013\r\n"
    page = send(organiser_client, rows).location
    text = organiser_client.page(page).text
    assert "Arrangementet er for dem, der er født 2010–2015." in text
    assert "med fire cifre" in text


@pytest.mark.parametrize("role", set(RoleName) - {RoleName.ORGANISER, RoleName.ADMINISTRATOR})
def test_only_organisers_read_in_lists(signed_in, make, role):
    make()
    assert signed_in(role).get(PAGE).status_code in {403, 404}
