"""A group that has registered sends its names, once or twice."""

import io

import pytest
from sqlalchemy import select

from eventsys.core.db import db
from eventsys.events.groups.rules import GroupPlan
from eventsys.registration.models import Participant
from tests.pages import Page
from tests.web.public.groups.test_registering import problems_on, rows_on, send

LIST = "Navn;Barn eller voksen\r\nAmina;barn\r\nBo;barn\r\n;barn\r\nCarl;barn\r\n"


def names():
    db.session.rollback()
    return db.session.scalars(select(Participant.name).order_by(Participant.position)).all()


def upload(client, own, content=LIST, **changes):
    data = dict(client.page(f"{own}/group").form("group").filled(changes))
    data["people-sheet"] = (io.BytesIO(content.encode()), "navne.csv")
    return client.post(f"{own}/group", data=data, content_type="multipart/form-data")


def confirm(client, own, answer):
    data = dict(Page(answer.text).form("group").filled({}))
    return client.post(f"{own}/group", data=data, content_type="multipart/form-data")


@pytest.fixture
def own(client, publish):
    """A group of two children without names."""
    return send(client, publish(capacity=3), {"children": "2"}).location


def test_a_list_sent_twice_is_recognised_and_registers_nobody_twice(client, own):
    assert "/group" in client.get(own).text
    shown = upload(client, own)
    assert [row[-1] for row in rows_on(shown)] == [
        "Klar",
        "Klar",
        "Navn: Der mangler et navn. Skriv det, eller slet rækken.",
        "En plads mere",
    ]
    assert names() == ["", ""]
    assert confirm(client, own, shown).status_code == 303
    assert names() == ["Amina", "Bo", "Carl"]
    again = upload(client, own)
    assert [row[-1] for row in rows_on(again)][:2] == ["Allerede tilmeldt"] * 2
    assert confirm(client, own, again).status_code == 303
    assert names() == ["Amina", "Bo", "Carl"]
    own_page = client.page(own)
    assert [h.text for h in own_page.all("h2")][:3] == [f"Billet {n} af 3" for n in (1, 2, 3)]


def test_names_may_be_typed(client, own):
    answer = client.submit(f"{own}/group", {"names": "Amina\n\nBo 010115-1234"}, form="group")
    assert answer.status_code == 303
    assert names() == ["Amina", "Bo"]


def test_words_in_the_place_of_a_list_are_no_list(client, own):
    typed = {"names": "Amina\n\nBo", "people-sheet": "navne.csv"}
    assert client.submit(f"{own}/group", typed, form="group").status_code == 303
    assert names() == ["Amina", "Bo"]


def test_too_few_places_change_nothing_and_say_so(client, own):
    shown = upload(client, own, f"{LIST}Dan;barn\r\n")
    refused = confirm(client, own, shown)
    assert refused.status_code == 409
    words = "Der er kun 1 plads tilbage. Intet er ændret: send færre navne."
    assert problems_on(refused) == [("#people-sheet", words)]
    assert rows_on(refused) == rows_on(shown)
    assert names() == ["", ""]


def test_a_group_cannot_grow_past_what_the_event_takes(client, publish):
    own = send(client, publish(groups=GroupPlan(largest=2)), {"children": "2"}).location
    refused = confirm(client, own, upload(client, own))
    assert problems_on(refused)[0][1] == "En gruppe kan højst få 2 pladser her."


def test_a_group_of_which_some_wait_cannot_grow(client, publish):
    own = send(client, publish(capacity=1), {"children": "2", "if_full": "part"}).location
    refused = confirm(client, own, upload(client, own))
    assert problems_on(refused)[0][1].startswith("Der kan ikke komme flere med i gruppen nu.")


@pytest.mark.parametrize("changes", [{"names": "x" * 81}, {"names": "a\x00b"}])
def test_a_name_that_cannot_be_kept_is_refused(client, own, changes):
    answer = client.submit(f"{own}/group", changes, form="group")
    assert answer.status_code == 422
    assert [field for field, _ in problems_on(answer)] == ["#names"]


def test_a_file_that_cannot_be_read_says_why(client, own):
    answer = upload(client, own, "%PDF-1.7")
    assert answer.status_code == 422
    assert [field for field, _ in problems_on(answer)] == ["#people-sheet"]


def test_a_list_can_be_dropped_again(client, own):
    data = dict(Page(upload(client, own).text).form("group").filled({"drop": "1"}))
    answer = client.post(f"{own}/group", data=data, content_type="multipart/form-data")
    assert (answer.status_code, "Amina" in answer.text) == (200, False)


def test_a_family_has_no_such_page(client, publish, register):
    own = register(publish())
    client.page(f"{own}/group", status=404)
    assert f"{own}/group" not in client.get(own).text
