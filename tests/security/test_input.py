"""What no browser of good will sends is refused, or changes nothing but what may be changed."""

import re
import time

import pytest
from sqlalchemy import func, select

from eventsys.core.db import db
from eventsys.events.rules import AgeRule
from eventsys.people.rules import RoleName
from eventsys.registration.models import Participant, Registration
from tests.pages import Page
from tests.permissions import address_of, routes_of
from tests.web.public.conftest import filled

TABLES = "1'; DROP TABLE registration; --"
NAMES = ("q", "sort", "by", "page", "after", "only", "state", "when", "kind", "district", "month")
STATUSES = {200, 302, 303, 400, 401, 404, 422}


def path_of(slug):
    return f"/da/events/{slug}/register"


def number_of(model):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def test_no_parameter_of_any_page_reaches_the_database_as_a_command(
    app, publish, register, signed_in
):
    register(publish(slug="fest"))
    administrator = signed_in(RoleName.ADMINISTRATOR)
    asked = dict.fromkeys(NAMES, TABLES)
    answers = {}
    for number, route in enumerate(filter(is_asked, routes_of(app))):
        path = address_of(app, route, "fest")
        away = {"REMOTE_ADDR": f"127.0.1.{number}"}  # or there would be too many tries
        answer = administrator.get(path, query_string=asked, environ_overrides=away)
        answers[route.title] = answer.status_code
    assert len(answers) > 100
    assert {title: status for title, status in answers.items() if status not in STATUSES} == {}
    assert number_of(Registration) == 1


def is_asked(route):
    """Leave out what takes long to print, and what asks for no more than a token."""
    is_paper = route.rule.rule.endswith((".pdf", ".html"))
    is_elsewhere = route.rule.endpoint.startswith(("security.", "health."))
    return "GET" in route.methods and not is_paper and not is_elsewhere


@pytest.mark.parametrize(
    "email",
    [
        "a@b.dk\r\nBcc: all@example.org",
        "a@b.dk\nBcc: all@example.org",
        "a@b.dk%0aBcc: all@example.org",
        "Fest <a@b.dk>, all@example.org",
        "a@b.dk,all@example.org",
    ],
)
def test_an_address_that_would_add_a_recipient_is_refused_in_words(client, publish, email):
    path = path_of(publish())
    answer = client.post(path, data=filled(client, path, 1, {"email": email}))
    assert answer.status_code == 422
    assert "#email" in {link.get("href") for link in Page(answer.text).by_id("problems").iter("a")}
    assert number_of(Registration) == 0


@pytest.mark.parametrize("text", ["a@" * 25_000, "a" * 50_000, "a." * 25_000 + "@", " " * 50_000])
def test_a_very_long_text_is_refused_at_once(client, publish, text):
    path = path_of(publish())
    data = filled(client, path, 1, {}) | dict.fromkeys(("email", "contact_name", "phone"), text)
    begun = time.process_time()
    answer = client.post(path, data=data)
    assert time.process_time() - begun < 1.0
    assert answer.status_code == 422
    assert number_of(Registration) == 0


def test_a_child_that_the_event_is_not_for_is_refused_whatever_the_form_allowed(client, publish):
    path = path_of(publish(age_rule=AgeRule(2015, 2017)))
    data = filled(client, path, 1, {}) | {"participants-0-birth_year": "1970"}
    assert client.post(path, data=data).status_code == 422
    assert number_of(Registration) == 0


def test_fields_that_no_form_has_change_nothing(client, publish):
    path = path_of(publish(capacity=2))
    extra = {
        "status": "confirmed",
        "participants-0-status": "confirmed",
        "capacity": "1000",
        "capacity_override": "1",
        "role": "administrator",
        "reference": "AAAAAAAA",
        "participants-0-flags": "8",
        "event_id": "99",
    }
    client.post(path, data=filled(client, path, 2, {}))
    refused = client.post(path, data=filled(client, path, 1, {"email": "b@c.dk"}) | extra)
    assert refused.status_code == 409
    assert number_of(Participant) == 2
    assert "AAAAAAAA" not in db.session().scalars(select(Registration.reference)).all()


def forged_in(caplog):
    return [each.facts for each in caplog.records if each.message == "fields that no form has"]


def test_fields_that_no_form_has_are_logged_once_and_without_what_they_held(
    client, publish, caplog
):
    path = path_of(publish(capacity=9))
    data = filled(client, path, 2, {})
    del data["is_adult"]  # asked of those alone who register others
    with caplog.at_level("WARNING"):
        assert client.post(path, data=data).status_code == 303
        assert forged_in(caplog) == []
        extra = {"role": "administrator", "participants-1-flags": "8", "4 5 6@b.dk": "fatima"}
        refused = client.post(path, data=data | {"contact_name": ""} | extra)
    assert refused.status_code == 422
    assert forged_in(caplog) == [
        {
            "route": "/<language:lang>/events/<slug>/register",
            "number": 3,
            "names": ["participants-*-flags", "role"],
        }
    ]


@pytest.mark.parametrize(
    "twice",
    [
        {"email": ["fatima@example.dk", "other@example.dk"]},
        {"participants-0-category": ["child", "adult"]},
        {"contact_name": ["Fatima", "Amina"]},
    ],
)
def test_a_field_that_comes_twice_is_refused_whichever_would_have_counted(client, publish, twice):
    path = path_of(publish())
    answer = client.post(path, data=filled(client, path, 1, {}) | twice)
    assert answer.status_code == 422
    assert number_of(Registration) == 0


@pytest.mark.parametrize(("capacity", "status"), [("5", 302), (["5", "100000"], 422)])
def test_a_field_of_the_office_that_comes_twice_is_refused(
    organiser_client, publish, capacity, status
):
    publish(slug="fest")
    page = "/organiser/events/fest/edit"
    data = dict(organiser_client.page(page).form("event").filled({})) | {"capacity": capacity}
    assert organiser_client.post(page, data=data).status_code == status


@pytest.mark.parametrize("number", [2**31, 2**63])
def test_no_number_in_an_address_is_a_fault(app, publish, signed_in, both_databases, number):
    publish(slug="fest")
    administrator = signed_in(RoleName.ADMINISTRATOR)
    answers = {}
    for route in filter(is_asked, routes_of(app)):
        if re.search(r"<int\b", route.rule.rule):
            path = address_of(app, route, "fest", number=number)
            answers[route.title] = administrator.get(path).status_code
    assert {title: status for title, status in answers.items() if status != 404} == {}
    assert len(answers) > 15
