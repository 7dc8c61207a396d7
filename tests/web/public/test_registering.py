import pytest
from sqlalchemy import func, select

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.events.intake.rules import IntakePlan
from eventsys.events.rules import AgeRule, Attends, EventKind
from eventsys.registration.models import Participant, Registration
from tests.pages import Page
from tests.web.public.conftest import filled, pressed


def count(model):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def path_of(slug):
    return f"/da/events/{slug}/register"


def problems_on(answer):
    page = Page(answer.text)
    return [(link.get("href"), link.text) for link in page.by_id("problems").iter("a")]


def test_one_registers_several_people_and_sees_their_tickets(client, publish, register):
    own = register(publish(), people=3)
    page = client.page(own)
    assert page.heading == "I er tilmeldt"
    assert [h.text for h in page.all("h2")][:3] == [f"Billet {n} af 3" for n in (1, 2, 3)]
    registration = db.session.scalars(select(Registration)).one()
    assert registration.contact_name == "Fatima Yılmaz"
    assert registration.language is Language.DANISH
    assert count(Participant) == 3


def test_choosing_a_number_shows_as_many_people_and_keeps_what_was_typed(client, publish):
    path = path_of(publish())
    typed = {"participants-0-name": "Amina", "contact_name": "Fatima"}
    answer = client.post(path, data=pressed(client, path, 3, **typed))
    assert answer.status_code == 200
    sent = dict(Page(answer.text).form("registration").values())
    assert [name for name in sent if name.endswith("-name")] == [
        f"participants-{number}-name" for number in range(3)
    ]
    assert (sent["participants-0-name"], sent["contact_name"]) == ("Amina", "Fatima")
    assert count(Registration) == 0


@pytest.mark.parametrize("people", ["0", "-1", "11", "tre", "1_000", "1e3", "9" * 5000])
def test_a_number_that_cannot_be_is_refused_in_words(client, publish, people):
    path = path_of(publish())
    answer = client.post(path, data=pressed(client, path, people))
    assert answer.status_code == 422
    assert problems_on(answer) == [("#participants", "Vælg et tal fra 1 til 10.")]


def test_a_number_may_be_written_in_other_digits(client, publish):
    path = path_of(publish())
    answer = client.post(path, data=pressed(client, path, "٣"))
    assert answer.status_code == 200
    assert "Person 3" in Page(answer.text).text


def test_an_empty_form_names_each_thing_that_is_missing(client, publish):
    answer = client.submit(path_of(publish()), {}, form="registration")
    assert answer.status_code == 422
    assert problems_on(answer) == [
        ("#participants-0-category-0", "Person 1: Vælg barn eller voksen."),
        ("#contact_name", "Skriv dit navn."),
        ("#email", "Skriv hele din e-mail, for eksempel navn@eksempel.dk, eller vælg noget andet."),
    ]
    page = Page(answer.text)
    assert page.title.startswith("Noget mangler")
    assert page.by_id("problems").get("autofocus") is not None
    assert page.by_id("email").get("aria-invalid") == "true"
    assert count(Registration) == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"contact_name": "a\x00b"}, "#contact_name"),
        ({"contact_name": "x" * 81}, "#contact_name"),
        ({"email": "amina@"}, "#email"),
        ({"email": "ø@example.dk"}, "#email"),
        ({"channel": "phone", "phone": "12"}, "#phone"),
        ({"channel": "pigeon"}, "#channel-0"),
        ({"participants-0-category": "staff"}, "#participants-0-category-0"),
        ({"website": "https://spam.example"}, "#website"),
    ],
)
def test_each_wrong_answer_is_refused_at_its_field_and_kept(client, publish, changes, field):
    path = path_of(publish())
    data = filled(client, path, 1, changes)
    answer = client.post(path, data=data)
    assert answer.status_code == 422
    assert [problem for problem, _ in problems_on(answer)] == [field]
    kept = dict(Page(answer.text).form("registration").values())
    assert kept["participants-0-name"] == data["participants-0-name"][0]
    assert count(Registration) == 0


@pytest.mark.parametrize(
    ("changes", "stored"),
    [
        ({"contact_name": "Ö"}, ("Ö", "fatima@example.dk", None)),
        ({"contact_name": "🦄"}, ("🦄", "fatima@example.dk", None)),
        ({"contact_name": "\u202eevil"}, ("evil", "fatima@example.dk", None)),
        ({"email": "a@blåbær.dk"}, ("Fatima Yılmaz", "a@xn--blbr-roah.dk", None)),
        ({"channel": "phone", "phone": "12 34 56 78"}, ("Fatima Yılmaz", None, "+4512345678")),
        (
            {"channel": "phone", "phone": "+46 70 123 45 67"},
            ("Fatima Yılmaz", None, "+46701234567"),
        ),
        ({"channel": "phone", "phone": "٢٢٣٤٥٦٧٨"}, ("Fatima Yılmaz", None, "+4522345678")),
        ({"channel": "none", "email": ""}, ("Fatima Yılmaz", None, None)),
    ],
)
def test_unusual_answers_are_taken_as_they_are_meant(client, publish, changes, stored):
    path = path_of(publish())
    answer = client.post(path, data=filled(client, path, 1, changes))
    assert answer.status_code == 303
    found = db.session.scalars(select(Registration)).one()
    assert (found.contact_name, found.contact_email, found.contact_phone) == stored


def test_names_of_fields_that_no_form_has_are_passed_over(client, publish):
    path = path_of(publish())
    data = filled(client, path, 1, {})
    strange = {"participants-²-name": "x", f"participants-{'9' * 5000}-name": "x"}
    assert client.post(path, data=data | strange).status_code == 303


def test_more_people_than_ten_are_refused_not_dropped(client, publish):
    path = path_of(publish())
    data = filled(client, path, 10, {})
    more = {"participants-10-name": "", "participants-10-category": "child"}
    answer = client.post(path, data=data | more)
    assert answer.status_code == 422
    assert problems_on(answer)[0][0] == "#participants"


def test_too_few_places_register_nobody_and_say_how_many_are_left(client, publish, register):
    slug = publish(capacity=3)
    register(slug)
    data = filled(client, path_of(slug), 3, {})
    answer = client.post(path_of(slug), data=data)
    assert answer.status_code == 409
    assert problems_on(answer) == [
        (
            "#participants",
            "Der er kun 2 pladser tilbage. Ingen er tilmeldt endnu. Vælg færre personer.",
        )
    ]
    assert count(Participant) == 1


def test_the_form_says_exactly_how_many_places_are_left(client, publish):
    assert "3 pladser tilbage" in client.page(path_of(publish(capacity=3))).text
    assert "1 plads tilbage" in client.page(path_of(publish(capacity=1))).text


@pytest.mark.parametrize(
    "changes",
    [
        {"capacity": 0, "intake": IntakePlan(has_waitlist=False)},
        {"takes_registrations": False},
    ],
)
def test_where_registering_is_no_use_the_page_says_why(client, publish, changes):
    page = client.page(path_of(publish(**changes)))
    assert page.all("form") == []


def test_a_person_outside_the_age_rule_is_refused_alone(client, publish):
    path = path_of(publish(age_rule=AgeRule(2016, 2016)))
    years = {"participants-0-birth_year": "2016", "participants-1-birth_year": "2014"}
    data = filled(client, path, 2, years)
    answer = client.post(path, data=data)
    assert answer.status_code == 422
    assert problems_on(answer) == [
        ("#participants-1-birth_year", "Person 2: Arrangementet er for: Børn født i 2016.")
    ]
    assert dict(Page(answer.text).form("registration").values())["participants-0-birth_year"] == (
        "2016"
    )


def test_the_age_rule_stands_in_words_before_the_fields(client, publish):
    path = path_of(publish(age_rule=AgeRule(2014, 2016)))
    assert "Børn født fra 2014 til 2016" in client.page(path).text


@pytest.mark.parametrize("year", ["", "16", "to tusind", "२०१६x"])
def test_a_year_of_birth_is_four_digits(client, publish, year):
    path = path_of(publish(age_rule=AgeRule(2016, 2016)))
    answer = client.post(path, data=filled(client, path, 1, {"participants-0-birth_year": year}))
    assert (answer.status_code, problems_on(answer)[0][0]) == (422, "#participants-0-birth_year")


def test_a_course_asks_for_names_and_not_for_children(client, publish):
    path = path_of(publish(kind=EventKind.COURSE))
    answer = client.submit(path, {"contact_name": "A", "channel": "none"}, form="registration")
    assert problems_on(answer) == [("#participants-0-name", "Person 1: Skriv personens navn.")]


def test_one_date_of_several_must_be_chosen(client, publish, register):
    slug = publish(attends=Attends.ONE, days=(3, 4), capacity=5)
    answer = client.post(path_of(slug), data=filled(client, path_of(slug), 1, {}))
    assert problems_on(answer) == [("#occasion-0", "Vælg en dag.")]
    register(slug, occasion="2")
    assert db.session.scalars(select(Participant)).one().occasion_id is not None
    assert "4 pladser tilbage" in client.page(path_of(slug)).text


def test_sending_twice_registers_once_and_leads_to_the_same_page(client, publish):
    path = path_of(publish())
    data = filled(client, path, 2, {})
    first, second = client.post(path, data=data), client.post(path, data=data)
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert count(Registration) == 1


def test_sending_again_with_other_answers_asks_before_it_registers_more(client, publish):
    path = path_of(publish())
    data = filled(client, path, 1, {})
    client.post(path, data=data)
    answer = client.post(path, data=data | {"contact_name": ["En anden"]})
    assert answer.status_code == 409
    assert count(Registration) == 1
    again = dict(Page(answer.text).form("registration").values())
    assert client.post(path, data=again).status_code == 303
    assert count(Registration) == 2


@pytest.mark.parametrize("token", ["", "x", "1.a.b", "²²²²²²²²²².a.b"])
def test_a_form_that_is_too_old_comes_again_with_what_was_typed(client, publish, token):
    path = path_of(publish())
    data = filled(client, path, 1, {})
    answer = client.post(path, data=data | {"csrf_token": [token]})
    assert answer.status_code == 400
    assert "Det, du skrev" in problems_on(answer)[0][1] or problems_on(answer)[0][1]
    again = dict(Page(answer.text).form("registration").values())
    assert again["contact_name"] == "Fatima Yılmaz"
    assert client.post(path, data=again).status_code == 303


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999"])
def test_a_form_of_another_site_registers_nobody(client, publish, origin):
    path = path_of(publish())
    data = filled(client, path, 1, {})
    assert client.post(path, data=data, headers={"Origin": origin}).status_code == 400
    assert count(Registration) == 0


def test_a_contact_that_registers_very_often_waits(client, publish, register):
    slug = publish()
    for _ in range(5):
        register(slug, email="often@example.dk")
    data = filled(client, path_of(slug), 1, {"email": "often@example.dk"})
    answer = client.post(path_of(slug), data=data)
    assert answer.status_code == 429
    assert dict(Page(answer.text).form("registration").values())["email"] == "often@example.dk"


def test_a_form_sent_again_counts_once(client, publish, register):
    slug = publish()
    data = filled(client, path_of(slug), 1, {"email": "often@example.dk"})
    answers = [client.post(path_of(slug), data=data) for _ in range(9)]
    assert {(answer.status_code, answer.location) for answer in answers} == {
        (303, answers[0].location)
    }
    for _ in range(4):
        register(slug, email="often@example.dk")
    assert count(Registration) == 5
    assert client.post(path_of(slug), data=data).location == answers[0].location


def test_the_form_takes_as_many_queries_for_one_person_as_for_ten(client, publish):
    path = path_of(publish())
    assert client.page(path).form("registration")
