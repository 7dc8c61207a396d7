"""Registering a family: who comes along, what is needed, pictures."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.localtime import local_day
from eventsys.core.text import CPR_MASK, Language
from eventsys.events.care.rules import Care, Companions, NeedKind
from eventsys.events.rules import AgeRule, Audience, EventKind
from eventsys.registration.consents.models import PhotoConsent
from eventsys.registration.models import Participant
from eventsys.registration.needs.models import Need
from eventsys.registration.rules import Category
from tests.pages import Page
from tests.web.public.conftest import filled
from tests.web.public.test_registering import count, path_of, problems_on

RULE = AgeRule(2016, 2016)
ALL = Care(needs=frozenset(NeedKind), photos=True, companions=Companions.COUNTED)


def send(client, slug, people=1, **changes):
    path = path_of(slug)
    years = {f"participants-{number}-birth_year": "2016" for number in range(people)}
    return client.post(path, data=filled(client, path, people, years | changes))


def fields_of(client, slug):
    form = client.page(path_of(slug)).form("registration")
    return {field.get("name") for field in form.element.iter() if field.get("name")}


@pytest.fixture
def party(publish):
    """Publish a party for children that asks everything; give its slug."""
    return publish(age_rule=RULE, audience=Audience.CHILDREN, care=ALL)


def needs():
    db.session.rollback()
    rows = db.session.execute(
        select(Need.kind, Need.language, Need.text, Participant.position)
        .outerjoin(Participant, Participant.id == Need.participant_id)
        .order_by(Need.id)
    )
    return [tuple(row) for row in rows]


def test_an_event_that_asks_nothing_shows_no_field_for_it(client, publish):
    names = fields_of(client, publish(kind=EventKind.COURSE, audience=Audience.ADULTS))
    assert not [name for name in names if "care" in name or name == "is_adult"]


@pytest.mark.parametrize("kind", NeedKind)
def test_each_need_is_asked_only_where_the_event_asks_it(client, publish, kind):
    names = fields_of(client, publish(care=Care(needs=frozenset({kind}))))
    asked = {
        NeedKind.INTERPRETER: {"care-interpreter", "care-language", "care-other_language"},
        NeedKind.ALLERGY: {"participants-0-care-allergy"},
        NeedKind.ACCESS: {"care-access"},
        NeedKind.OTHER: {"care-other"},
    }
    assert {name for name in names if "care" in name} == asked[kind]


def test_what_is_told_is_kept_for_the_person_or_the_family(client, party):
    answer = send(
        client,
        party,
        2,
        **{
            "care-interpreter": "y",
            "care-language": "so",
            "care-access": "Kørestol",
            "participants-1-care-allergy": "Nødder",
        },
    )
    assert answer.status_code == 303
    assert needs() == [
        (NeedKind.INTERPRETER, "so", "", None),
        (NeedKind.ACCESS, None, "Kørestol", None),
        (NeedKind.ALLERGY, None, "Nødder", 2),
    ]


def test_an_interpreter_without_a_language_is_asked_for_it(client, party):
    answer = send(client, party, **{"care-interpreter": "y"})
    assert (answer.status_code, problems_on(answer)) == (
        422,
        [("#care-language", "Hvilket sprog?")],
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"care-other_language": "?"}, (NeedKind.INTERPRETER, None, "?", None)),
        (
            {"care-language": "xx", "care-other_language": "Dari"},
            (NeedKind.INTERPRETER, None, "Dari", None),
        ),
        ({"care-language": "sgn"}, (NeedKind.INTERPRETER, "sgn", "", None)),
    ],
)
def test_a_language_may_be_chosen_or_written(client, party, typed, kept):
    assert send(client, party, **{"care-interpreter": "y"} | typed).status_code == 303
    assert needs() == [kept]


def test_a_language_without_the_tick_asks_for_no_interpreter(client, party):
    assert send(client, party, **{"care-language": "so"}).status_code == 303
    assert needs() == []


def test_a_text_about_needs_has_at_most_200_characters(client, party):
    answer = send(client, party, **{"participants-0-care-allergy": "x" * 201})
    assert problems_on(answer) == [
        (
            "#participants-0-care-allergy",
            "Person 1: Højst 200 tegn. Ring, hvis der er mere at sige.",
        )
    ]
    kept = dict(Page(answer.text).form("registration").values())
    assert kept["participants-0-care-allergy"] == "x" * 201


def test_a_number_like_a_cpr_number_is_taken_out_and_the_own_page_says_so(client, party):
    answer = send(client, party, **{"participants-0-care-allergy": "Æg 010203-1234"})
    assert needs() == [(NeedKind.ALLERGY, None, f"Æg {CPR_MASK}", 1)]
    text = client.page(answer.location).text
    assert "Et tal lignede et CPR-nummer. Vi har fjernet det." in text
    assert "010203" not in text


def test_nothing_about_pictures_is_chosen_beforehand_and_no_answer_is_needed(client, party):
    form = client.page(path_of(party)).form("registration")
    assert "participants-0-care-photos" not in dict(form.values())
    assert send(client, party).status_code == 303
    assert count(PhotoConsent) == 0


def test_each_child_has_an_answer_of_its_own(client, party):
    answers = {"participants-0-care-photos": "yes", "participants-1-care-photos": "no"}
    assert send(client, party, 3, **answers).status_code == 303
    rows = db.session.execute(
        select(Participant.position, PhotoConsent.is_given, PhotoConsent.given_by).join(
            PhotoConsent, PhotoConsent.participant_id == Participant.id
        )
    )
    assert [tuple(row) for row in rows] == [
        (1, True, "Fatima Yılmaz"),
        (2, False, "Fatima Yılmaz"),
    ]


def test_a_child_outside_the_rule_is_told_how_to_come_along_and_can(client, party):
    outside = {"participants-1-birth_year": "2018"}
    answer = send(client, party, 2, **outside)
    words = (
        "Person 2: Arrangementet er for: Børn født i 2016."
        " Kommer barnet med et andet barn? Så vælg det ovenfor."
    )
    assert problems_on(answer) == [("#participants-1-birth_year", words)]
    along = outside | {"participants-1-care-who": "sibling", "participants-2-care-who": "adult"}
    assert send(client, party, 3, **along).status_code == 303
    rows = db.session.execute(
        select(Participant.category, Participant.birth_year, Participant.is_companion)
    )
    assert [tuple(row) for row in rows] == [
        (Category.CHILD, 2016, False),
        (Category.CHILD, None, True),
        (Category.ADULT, None, True),
    ]


def test_where_nobody_comes_along_the_answer_is_a_plain_no(client, publish):
    answer = send(client, publish(age_rule=RULE), 2, **{"participants-1-birth_year": "2018"})
    assert problems_on(answer) == [
        ("#participants-1-birth_year", "Person 2: Arrangementet er for: Børn født i 2016.")
    ]


def test_companions_do_not_register_by_themselves(client, party):
    answer = send(client, party, **{"participants-0-care-who": "adult"})
    assert (answer.status_code, problems_on(answer)) == (
        422,
        [("#participants", "Tilmeld mindst ét barn, som arrangementet er for.")],
    )


@pytest.mark.parametrize(
    "changes",
    [{"age_rule": RULE}, {"audience": Audience.CHILDREN}],
)
def test_an_adult_registers_children(client, publish, changes):
    slug = publish(**changes)
    answer = send(client, slug, is_adult=None)
    assert problems_on(answer) == [("#is_adult", "En voksen skal tilmelde børn.")]
    assert send(client, slug).status_code == 303


def test_who_comes_along_is_one_of_the_choices(client, party):
    answer = send(client, party, **{"participants-0-care-who": "staff"})
    assert problems_on(answer) == [("#participants-0-care-who-0", "Person 1: Vælg, hvem det er.")]


@pytest.mark.parametrize(
    ("days", "words"),
    [(30, "Sig det senest "), (3, "Vi prøver at finde en tolk, men vi kan ikke love det.")],
)
def test_the_form_says_honestly_whether_an_interpreter_can_be_had(client, publish, days, words):
    slug = publish(days=(days,), care=Care(needs=frozenset({NeedKind.INTERPRETER})))
    assert words in client.page(path_of(slug)).text


def test_the_form_says_who_sees_needs_and_when_they_are_deleted(client, party):
    text = client.page(path_of(party)).text
    last = local_day(clock.now() + timedelta(days=7 + 14, hours=3))
    assert "ser jeres behov. Vi sletter det" in text
    assert f" {last.day}. " in text


@pytest.mark.parametrize("language", Language)
def test_the_form_stands_whole_in_every_language(client, party, language):
    page = client.page(f"/{language}/events/{party}/register")
    options = page.by_id("care-language")
    assert len(list(options)) > 20
    assert page.faults() == []
