"""What the list shows is kept under a name, for oneself or for all."""

import pytest

from eventsys.people.rules import RoleName
from tests.pages import text_of

OFFICE = "/organiser/"
COURSES = f"{OFFICE}?kind=course&q=fest"


def views_on(client, query=""):
    page = client.page(OFFICE + query)
    lists = [each for each in page.all("ul") if each.get("id") == "views"]
    return {text_of(link): link.get("href") for each in lists for link in each.iter("a")}


def form_ids(client, query):
    return {form.get("id") for form in client.page(OFFICE + query).all("form")}


@pytest.fixture
def other(signed_in):
    return signed_in(RoleName.VIEWER)


def test_a_view_is_kept_and_shows_the_same_again(organiser_client, other):
    organiser_client.submit(COURSES, {"name": "Kurser"}, form="keep")
    [(name, way)] = views_on(organiser_client).items()
    assert (name, way) == ("Kurser", f"{OFFICE}?q=fest&kind=course")
    form = dict(organiser_client.page(way).form("filter").values())
    assert (form["q"], form["kind"]) == ("fest", "course")
    assert "keep" not in form_ids(organiser_client, "?q=fest&kind=course")
    assert views_on(other) == {}


def test_a_shared_view_is_everybodys_and_its_owners_to_take_away(organiser_client, other):
    organiser_client.submit(COURSES, {"name": "Alles kurser", "shared": "y"}, form="keep")
    assert list(views_on(other)) == ["Alles kurser"]
    token = dict(other.page(OFFICE).form("sign-out").values())["csrf_token"]
    assert other.post("/organiser/views/1/drop", data={"csrf_token": token}).status_code == 404
    token = dict(organiser_client.page(OFFICE).form("sign-out").values())["csrf_token"]
    organiser_client.post("/organiser/views/1/drop", data={"csrf_token": token})
    assert [views_on(each) for each in (other, organiser_client)] == [{}, {}]


def test_ones_own_events_are_those_of_whoever_looks(organiser_client, other):
    organiser_client.submit(f"{OFFICE}?mine=1", {"name": "Mine", "shared": "y"}, form="keep")
    assert views_on(other) == {"Mine": f"{OFFICE}?mine=1"}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "", "query": "q=x"}, "Giv visningen et navn"),
        ({"name": "Kurser", "query": "q=x"}, "Du har en visning med det navn."),
        ({"name": "Ny", "query": "evil=//x&q=%F0&kind=<b>" + "&a=b" * 900}, "Visningen er gemt."),
    ],
)
def test_what_cannot_be_kept_is_said(organiser_client, sent, said):
    organiser_client.submit(COURSES, {"name": "Kurser"}, form="keep")
    token = dict(organiser_client.page(OFFICE).form("sign-out").values())["csrf_token"]
    answer = organiser_client.post("/organiser/views", data={**sent, "csrf_token": token})
    assert said in organiser_client.page(answer.location).text
    assert "evil" not in answer.location


def test_the_whole_list_needs_no_name(organiser_client):
    assert "keep" not in form_ids(organiser_client, "")


def test_one_keeps_thirty_views(organiser_client):
    token = dict(organiser_client.page(OFFICE).form("sign-out").values())["csrf_token"]
    for number in range(31):
        sent = {"name": f"Visning {number}", "query": "q=x", "csrf_token": token}
        answer = organiser_client.post("/organiser/views", data=sent)
    assert "Du har allerede 30 visninger." in organiser_client.page(answer.location).text
