"""Citizens find events: by words, by filters, and are told what to do where there are none."""

import pytest

from eventsys.core import clock
from eventsys.core.months import month_of
from eventsys.core.text import Language
from eventsys.events.rules import Audience, EventKind
from tests.watch import watch_statements

DANISH = Language.DANISH


@pytest.fixture
def two(publish):
    publish(slug="fest", titles={DANISH: "Fest", Language.ARABIC: "حفلة"}, days=(3,))
    publish(
        slug="kursus",
        titles={DANISH: "Kursus"},
        days=(40,),
        kind=EventKind.COURSE,
        audience=Audience.ADULTS,
        spoken=frozenset({Language.SOMALI}),
        capacity=0,
    )


def titles_on(page):
    return [heading.find("a").text for heading in page.all("h3")]


def chosen_on(page):
    """Tell what is chosen: its words and the address without it."""
    (chosen,) = [each for each in page.all("ul") if each.get("class") == "chosen"]
    links = [link for link in chosen.iter("a") if link.find("bdi") is not None]
    return {link.find("bdi").text: link.get("href") for link in links}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Fest", "Kursus"]),
        ("q=NORRE", ["Fest", "Kursus"]),
        ("q=kur", ["Kursus"]),
        ("q=+kur%E2%80%8F+", ["Kursus"]),
        ("kind=course", ["Kursus"]),
        ("kind=course&kind=public", ["Fest", "Kursus"]),
        ("audience=adults&spoken=so", ["Kursus"]),
        ("district=noerrebro&free=1", ["Fest"]),
        ("q=&district=&kind=&month=&free=", ["Fest", "Kursus"]),
        ("utm_source=x&fbclid=y&q=fest", ["Fest"]),
        ("district=valby", []),
        ("q=nothing", []),
    ],
)
def test_the_list_shows_what_is_asked_for(client, two, query, titles):
    assert titles_on(client.page(f"/da/?{query}")) == titles


@pytest.mark.parametrize(
    "query",
    [
        "kind=concert",
        "kind=course&kind=concert",
        "audience=everybody",
        "spoken=xx",
        "district=nowhere",
        "district=N%C3%B8rrebro",
        "month=2027-13",
        "month=2027_06",
        "month=%D9%A2%D9%A0%D9%A2%D9%A7-%D9%A0%D9%A6",
        "free=yes",
        "q=a&q=b",
        "month=2027-01&month=2027-02",
        "free=1&free=1",
        "q=a%00b",
        "&".join(f"district=d-{number}" for number in range(21)),
    ],
)
@pytest.mark.parametrize("path", ["/da/", "/da/calendar"])
def test_what_cannot_be_asked_is_answered_honestly(client, path, query):
    page = client.page(f"{path}?{query}", status=400)
    assert page.heading == "Det kunne vi ikke læse"


def test_the_form_keeps_what_was_asked_and_sends_it_again(client, two):
    page = client.page("/da/?q=kur&kind=course&spoken=so&spoken=da")
    assert sorted(page.form("find").values()) == [
        ("kind", "course"),
        ("month", ""),
        ("q", "kur"),
        ("spoken", "da"),
        ("spoken", "so"),
    ]


def test_each_thing_chosen_can_be_taken_away_by_itself(client, two):
    month = str(month_of(clock.now()))
    page = client.page(f"/da/?q=kur&kind=course&kind=public&month={month}&free=1")
    chosen = chosen_on(page)
    assert len(chosen) == 5
    assert chosen["“kur”"] == f"/da/?month={month}&free=1&kind=course&kind=public"
    assert chosen["Forløb"] == f"/da/?q=kur&month={month}&free=1&kind=public"
    assert chosen["Ledige pladser"] == f"/da/?q=kur&month={month}&kind=course&kind=public"
    assert "/da/" in {link.get("href") for link in page.all("a") if link.text == "Fjern alle"}


def test_an_empty_result_says_what_to_do(client, two):
    page = client.page("/da/?q=cirkus")
    assert "Vi fandt ikke noget." in page.text
    assert "Skriv færre eller andre ord, eller fjern et filter." in page.text
    assert [a.get("href") for a in page.all("a") if a.text == "Se alle arrangementer"] == ["/da/"]


def test_words_are_shown_as_typed_and_inert(client, two):
    page = client.page("/da/?q=%3Cscript%3Ealert(1)%3C/script%3E%22")
    assert page.by_id("q").get("value") == '<script>alert(1)</script>"'


def test_long_words_are_cut_where_everybody_sees_it(client, two):
    page = client.page(f"/da/?q={'a' * 500}")
    assert page.by_id("q").get("value") == "a" * 80


def test_the_same_list_can_be_subscribed_to(client, two):
    page = client.page("/ar/?kind=course&district=noerrebro&q=kur")
    links = {link.get("href") for link in page.all("a")}
    assert "/ar/subscribe?district=noerrebro&kind=course" in links


def test_another_language_keeps_what_was_asked(client, two):
    page = client.page("/da/?q=kur&kind=course")
    urls = {link.get("hreflang"): link.get("href") for link in page.all("a")}
    assert urls["so"] == "/so/?q=kur&kind=course"


@pytest.mark.usefixtures("early_in_a_minute")
def test_a_search_has_its_own_etag_and_sees_a_change_at_once(client, publish, two):
    tags = [client.get(path).headers["ETag"] for path in ("/da/", "/da/?q=fest", "/da/?q=kur")]
    assert len(set(tags)) == 3
    known = {"If-None-Match": tags[1]}
    with watch_statements() as statements:
        assert client.get("/da/?q=fest", headers=known).status_code == 304
    assert len(statements) == 1
    publish(titles={DANISH: "Fest igen"})
    assert "Fest igen" in client.get("/da/?q=fest", headers=known).text


@pytest.mark.usefixtures("early_in_a_minute")
def test_the_order_of_the_question_does_not_matter(client, two):
    one, other = (
        client.get(f"/da/?{query}").headers["ETag"]
        for query in ("kind=course&q=a&spoken=so", "spoken=so&q=a&kind=course&kind=course")
    )
    assert one == other


def test_search_is_alike_on_both_databases(both_databases, client, two):
    assert titles_on(client.page("/ar/?q=" + "حفله")) == ["حفلة"]
    assert titles_on(client.page("/da/?q=noerrebro&kind=course")) == ["Kursus"]


def test_a_search_asks_no_more_of_the_database_than_the_list(client, two):
    with watch_statements() as statements:
        client.get("/da/?q=kur&district=valby")
    assert len(statements) <= 7
    with watch_statements() as statements:
        client.get("/da/?q=other&kind=course")
    assert len(statements) == 1
