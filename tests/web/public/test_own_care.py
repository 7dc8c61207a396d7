"""Changing what was told of needs and pictures, by the link of the own page."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.care.rules import Care, Companions, NeedKind
from eventsys.events.models import Occasion
from eventsys.events.rules import AgeRule
from eventsys.registration.consents.models import PhotoConsent
from eventsys.registration.needs.models import Need
from tests.pages import Page
from tests.watch import watch_statements
from tests.web.public.test_care import needs, send

ALL = Care(needs=frozenset(NeedKind), photos=True, companions=Companions.COUNTED)


@pytest.fixture
def own(client, publish):
    """Register two children with an allergy, an interpreter and a yes; give the own page's path."""
    told = {
        "care-interpreter": "y",
        "care-language": "so",
        "participants-0-care-allergy": "Nødder",
        "participants-0-care-photos": "yes",
    }
    slug = publish(age_rule=AgeRule(2016, 2016), care=ALL)
    return send(client, slug, 2, **told).location


def answers():
    db.session.rollback()
    rows = db.session.scalars(select(PhotoConsent).order_by(PhotoConsent.id))
    return [(row.is_given, row.withdrawn_at is not None) for row in rows]


def end_event():
    with transaction() as session:
        occasion = session.scalars(select(Occasion)).one()
        occasion.starts_at -= timedelta(days=9)
        occasion.ends_at -= timedelta(days=9)


def test_the_own_page_shows_what_was_told(client, own):
    page = client.page(own)
    told = [" ".join("".join(each.itertext()).split()) for each in page.all("dd")]
    assert {"Somali", "Nødder", "Ja", "Nej"} <= set(told)
    (change,) = [link for link in page.all("a") if link.text == "Ret jeres svar"]
    assert change.get("href") == f"{own}/needs"


def test_the_form_shows_what_was_told_and_takes_other_answers(client, own):
    sent = dict(client.page(f"{own}/needs").form("care").values())
    assert (sent["care-language"], sent["people-0-care-allergy"]) == ("so", "Nødder")
    assert sent["people-0-care-photos"] == "yes"
    assert "people-1-care-photos" not in sent
    answer = client.submit(
        f"{own}/needs",
        {
            "care-language": "tr",
            "care-access": "Rampe",
            "people-0-care-allergy": "",
            "people-1-care-allergy": "Æg",
        },
        form="care",
    )
    assert (answer.status_code, answer.location) == (303, f"{own}?told=1#care")
    assert "Jeres svar er gemt." in client.page(f"{own}?told=1").text
    assert needs() == [
        (NeedKind.INTERPRETER, "tr", "", None),
        (NeedKind.ACCESS, None, "Rampe", None),
        (NeedKind.ALLERGY, None, "Æg", 2),
    ]
    assert answers() == [(True, False)]


def test_a_yes_is_withdrawn_by_the_family_itself(client, own, both_databases):
    client.submit(f"{own}/needs", {"people-0-care-photos": "no"}, form="care")
    assert answers() == [(True, True)]


def test_a_yes_can_be_withdrawn_after_the_event_when_needs_are_not_asked_any_more(client, own):
    end_event()
    form = client.page(f"{own}/needs").form("care")
    asked = {name for name, _ in form.values()} - {"csrf_token"}
    assert asked == {"people-0-position", "people-1-position", "people-0-care-photos"}
    client.submit(f"{own}/needs", {"people-0-care-photos": "no"}, form="care")
    assert answers() == [(True, True)]
    assert len(needs()) == 2


def test_a_wrong_answer_is_refused_and_kept(client, own):
    answer = client.submit(
        f"{own}/needs", {"care-language": "", "care-access": "Rampe"}, form="care"
    )
    assert answer.status_code == 422
    page = Page(answer.text)
    assert [link.get("href") for link in page.by_id("problems").iter("a")] == ["#care-language"]
    assert page.by_id("care-access").get("value") == "Rampe"
    assert len(needs()) == 2


def test_a_form_that_is_not_ours_changes_nothing(client, own):
    data = {"people-0-position": "1", "people-0-care-photos": "no"}
    assert client.post(f"{own}/needs", data=data).status_code == 400
    assert (answers(), len(needs())) == ([(True, False)], 2)


@pytest.mark.parametrize("position", ["9", "0", "-1", "x", "1'", "٢" * 900])
def test_nobody_answers_for_somebody_else(client, own, position):
    changes = {"people-1-position": position, "people-1-care-allergy": "Æg"}
    assert client.submit(f"{own}/needs", changes, form="care").status_code == 303
    assert [text for kind, _, text, _ in needs() if kind is NeedKind.ALLERGY] == ["Nødder"]


def test_one_who_left_is_asked_of_pictures_alone(client, own):
    client.submit(f"{own}/people/1/deregister", {})
    assert [kind for kind, *_ in needs()] == [NeedKind.INTERPRETER]
    sent = dict(client.page(f"{own}/needs").form("care").values())
    assert "people-0-care-allergy" not in sent
    assert sent["people-0-care-photos"] == "yes"


def test_an_event_that_asks_nothing_has_no_such_page_and_costs_no_question(
    client, publish, register
):
    plain, asking = (
        register(publish()),
        register(
            publish(care=ALL, age_rule=AgeRule(2016, 2016)), **{"participants-0-birth_year": "2016"}
        ),
    )
    counted = []
    for own in (plain, asking):
        client.get(own)
        with watch_statements() as statements:
            client.get(own)
        counted.append(len(statements))
    assert counted[1] == counted[0] + 2
    assert client.get(f"{plain}/needs").location == plain


def test_needs_are_gone_from_the_page_when_they_are_due_for_deletion(client, own):
    with transaction() as session:
        for need in session.scalars(select(Need)):
            need.delete_after = clock.now()
    assert "Nødder" not in client.page(own).text
