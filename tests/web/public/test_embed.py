"""Other sites may show the list in a frame; nothing else of ours may be framed."""

import pytest

from eventsys.core.text import Language
from eventsys.events.rules import EventKind
from eventsys.web.public.embed import MOST_EVENTS

pytestmark = pytest.mark.usefixtures("early_in_a_minute")

DANISH = Language.DANISH


def test_only_the_list_made_for_it_may_be_framed(client, publish):
    publish(slug="fest")
    framed = client.get("/da/embed")
    assert "frame-ancestors 'self' https:" in framed.headers["Content-Security-Policy"]
    assert "form-action 'none'" in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    for path in ("/da/", "/da/events/fest", "/da/calendar", "/da/nope", "/da/embed?kind=x"):
        headers = client.get(path).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


def test_a_page_that_is_unchanged_may_still_be_framed(client):
    first = client.get("/da/embed")
    for known in (first.headers["ETag"], f'"other", {first.headers["ETag"]}'):
        answer = client.get("/da/embed", headers={"If-None-Match": known})
        assert answer.status_code == 304
        policy = answer.headers["Content-Security-Policy"]
        assert policy == first.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer.headers


def test_its_links_leave_the_frame_and_it_holds_no_form(client, publish):
    publish(titles={DANISH: "Fest"})
    page = client.page("/ar/embed")
    assert [each.get("target") for each in page.all("base")] == ["_top"]
    assert (page.all("form"), page.all("script"), page.all("header")) == ([], [], [])
    assert [heading.find("a").text for heading in page.all("h3")] == ["Fest"]


def test_it_takes_the_filters_of_the_list(client, publish):
    publish(titles={DANISH: "Fest"})
    publish(titles={DANISH: "Kursus"}, kind=EventKind.COURSE)
    page = client.page("/da/embed?kind=course")
    assert [heading.find("a").text for heading in page.all("h3")] == ["Kursus"]
    assert page.all("a")[-1].get("href").endswith("/da/?kind=course")


@pytest.mark.parametrize("query", ["kind=concert", "district=nowhere", "q=a&q=b"])
def test_it_refuses_what_the_list_refuses(client, query):
    assert client.get(f"/da/embed?{query}").status_code == 400


def test_a_long_list_is_cut_and_says_so(client, publish):
    for number in range(MOST_EVENTS + 1):
        publish(titles={DANISH: f"Fest {number}"})
    page = client.page("/da/embed")
    assert len(page.all("h3")) == MOST_EVENTS
    assert "Se flere arrangementer" in page.text


def test_the_code_for_another_site_is_ready_to_be_copied(client):
    code = client.page("/da/subscribe").by_id("frame").text
    assert '<iframe src="http://127.0.0.1:8000/da/embed" title="Arrangementer"' in code
