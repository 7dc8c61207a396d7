"""An organiser reads in a list of actors, and what goes out comes in again the same."""

import io
from datetime import date

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.people.actors.operations import NameRequest, add_name, delete_actor, merge
from eventsys.people.actors.queries import find_actor, read_register
from eventsys.people.actors.rules import NameKind
from eventsys.people.rules import RoleName
from tests.actors import make_actor

PAGE = "/organiser/imports/actors"
LIST = "Navn\r\nKøbenhavns Politi\r\nKlub & Fritid\r\n"


def send(client, content=LIST, name="aktører.csv", **changes):
    content = content.encode() if isinstance(content, str) else content
    data = dict(client.page(PAGE).form("read").filled(changes))
    data["file"] = (io.BytesIO(content), name)
    return client.post(PAGE, data=data, content_type="multipart/form-data")


def save(client, page, **changes):
    return client.submit(page, {"save": "1", **changes}, form="save")


def names(app):
    with app.app_context():
        register = read_register(db.session())
        found = [
            (each.name, each.kind.value, each.valid_from, each.valid_to) for each in register.names
        ]
        return sorted(found, key=str)


def test_a_list_is_looked_at_saved_and_taken_back(app, organiser_client):
    page = send(organiser_client).location
    text = organiser_client.page(page).text
    assert "Klub & Fritid" in text
    assert names(app) == []
    save(organiser_client, page)
    assert len(names(app)) == 2
    assert "2 aktører" in organiser_client.page(page).text
    assert "Gemt" in organiser_client.page(PAGE).text
    organiser_client.submit(page, {}, form="undo")
    assert names(app) == []
    assert "taget tilbage" in organiser_client.page(page).text
    sent = {"csrf_token": dict(organiser_client.page(PAGE).form("read").filled({}))["csrf_token"]}
    organiser_client.post(f"{page}/undo", data=sent)
    assert "i tre dage" in organiser_client.page(page).text


def test_a_list_in_use_is_not_taken_back(app, organiser_client):
    page = send(organiser_client).location
    save(organiser_client, page)
    with app.app_context(), transaction() as session:
        ids = list(read_register(session).levels)
        first, second = (find_actor(session, each) for each in ids)
        merge(session, first, second, at=clock.now(), by=SYSTEM)
    organiser_client.submit(page, {}, form="undo")
    assert len(names(app)) == 2
    assert "i brug" in organiser_client.page(page).text


def test_rows_that_may_be_known_are_left_to_the_organiser(app, organiser_client):
    with app.app_context(), transaction() as session:
        make_actor(session, "Koebenhavns Politi")
    page = send(organiser_client).location
    assert "Er måske den samme som Koebenhavns Politi" in organiser_client.page(page).text
    assert save(organiser_client, page).status_code == 422
    assert len(names(app)) == 1
    save(organiser_client, page, rows="good")
    assert len(names(app)) == 2


@pytest.mark.parametrize("file", ["csv", "xlsx"])
def test_what_goes_out_comes_in_again_the_same(app, organiser_client, file):
    with app.app_context(), transaction() as session:
        for name in ("=Klubben", "نادي النور", "Ældresagen & co", "-Minus"):
            actor = make_actor(session, name, valid_from=date(2001, 2, 3))
            alias = NameRequest(name=f"{name} 2", kind=NameKind.ALIAS, valid_to=date(2020, 1, 1))
            add_name(session, actor, alias, at=clock.now(), by=SYSTEM)
    there = names(app)
    exported = organiser_client.submit(
        "/organiser/exports?of=actors", {"file": file}, form="export"
    ).data
    with app.app_context(), transaction() as session:
        for actor_id in read_register(session).levels:
            delete_actor(session, find_actor(session, actor_id), at=clock.now(), by=SYSTEM)
    assert names(app) == []
    save(organiser_client, send(organiser_client, exported, f"aktører.{file}").location)
    assert names(app) == there


def test_a_draft_can_be_forgotten_and_its_columns_said(app, organiser_client):
    page = send(organiser_client, "Hvem\r\nA\r\n").location
    organiser_client.submit(page, {"columns-0": "name"}, form="save")
    assert "Klar" in organiser_client.page(page).text
    organiser_client.submit(page, {}, form="forget")
    assert organiser_client.get(page).status_code == 404


def test_a_file_that_cannot_be_read_says_why(organiser_client):
    answer = send(organiser_client, b"%PDF-1.7")
    assert (answer.status_code, "ikke et regneark" in answer.text) == (422, True)


@pytest.mark.parametrize("role", set(RoleName) - {RoleName.ORGANISER, RoleName.ADMINISTRATOR})
def test_only_organisers_read_in_actors(signed_in, role):
    assert signed_in(role).get(PAGE).status_code == 403
