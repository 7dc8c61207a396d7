"""More people than can be served: they are told so, and lose nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.datastructures import MultiDict

from eventsys.web.common.crowds import ROOM, Room
from tests.pages import Page
from tests.web.public.conftest import filled


@pytest.fixture
def crowded(app):
    """Fill the room until told otherwise."""
    app.extensions[ROOM] = Room(places=0, line=0)
    yield lambda: app.extensions.update({ROOM: Room()})
    app.extensions[ROOM] = Room()


def test_so_many_have_room_and_so_many_wait():
    room = Room(places=2, line=1)
    assert [room.enter(), room.enter()] == [True, True]
    with ThreadPoolExecutor(1) as pool:
        in_line = pool.submit(room.enter)
        while room.line.acquire(blocking=False):  # until the other thread stands there
            room.line.release()
        assert room.enter() is False
        room.leave()
        assert in_line.result() is True


def test_who_waited_for_long_is_told_to_come_again():
    room = Room(places=1, line=1)
    assert [room.enter(), room.enter()] == [True, False]
    room.leave()
    assert room.enter() is True


def test_a_page_in_the_rush_says_when_to_come_again(client, crowded):
    answer = client.get("/da/?district=norrebro&kind=course&kind=public")
    page = Page(answer.text)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert page.heading == "Der er kø lige nu"
    form = page.form("again")
    assert form.element.get("method") == "get"
    assert form.values() == [("district", "norrebro"), ("kind", "course"), ("kind", "public")]


def test_a_form_sent_in_the_rush_is_kept_and_can_be_sent_again(client, publish, crowded, url):
    path = url("public.register", lang="da", slug=publish())
    crowded()
    typed = MultiDict(filled(client, path, 2, {"contact_name": '<b>"Fatima" & Søn</b>'}))
    client.application.extensions[ROOM] = Room(places=0, line=0)
    refused = client.post(path, data=typed)
    again = Page(refused.text).form("again")
    assert (refused.status_code, again.element.get("method")) == (503, "post")
    assert sorted(again.values()) == sorted(typed.items(multi=True))
    crowded()
    assert client.post(again.action, data=MultiDict(again.values())).status_code == 303


def test_gates_and_organisers_are_served_while_citizens_wait(client, crowded):
    assert client.get("/healthz").status_code == 200
    assert client.get("/account/sign-in").status_code == 200
    assert client.get("/scan/").status_code == 200


@pytest.mark.parametrize("path", ["/da/", "/da/events/none", "/da/nothing"])
def test_each_place_is_given_back(app, client, path):
    app.extensions[ROOM] = Room(places=1, line=0)
    assert {client.get(path).status_code for _ in range(3)} in ({200}, {404})


def test_many_threads_never_exceed_the_room():
    room, counting = Room(places=3, line=100), threading.Lock()
    present, most = 0, 0

    def come_and_go(_):
        nonlocal present, most
        if not room.enter():
            return False
        with counting:
            present += 1
            most = max(most, present)
        with counting:
            present -= 1
        room.leave()
        return True

    with ThreadPoolExecutor(20) as pool:
        assert all(pool.map(come_and_go, range(200)))
    assert most <= 3
