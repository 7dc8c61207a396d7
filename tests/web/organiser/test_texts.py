"""Organisers see which texts want looking at, and confirm what is right."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Origin, Provenance, TextState
from eventsys.core.text import Language
from eventsys.events.operations import amend_event
from eventsys.events.programme.queries import get_event_view
from eventsys.events.queries import get_event, plan_of
from eventsys.people.rules import RoleName
from tests.factories import make_event
from tests.pages import Page, text_of

DANISH, ENGLISH, URDU = Language.DANISH, Language.ENGLISH, Language.URDU
LIST = "/organiser/texts/"
ENGLISH_TEXT = "/organiser/events/fest/texts/en"


def change_danish(body):
    with transaction() as session:
        event = get_event(session, "fest")
        plan = plan_of(session, event)
        plan = replace(plan, bodies={**plan.bodies, DANISH: body})
        amend_event(session, event, plan, at=clock.now(), by=SYSTEM)


@pytest.fixture
def fest(in_app):
    """A party whose English lags behind and whose Urdu is a machine's; the rest is missing."""
    with transaction() as session:
        make_event(
            session,
            at=clock.now() - timedelta(hours=1),
            slug="fest",
            titles={DANISH: "Fest", ENGLISH: "Party", URDU: "جشن"},
            bodies={DANISH: "Kom. Tag mad med.", ENGLISH: "Come. Bring food.", URDU: "آئیے۔"},
            provenance=Provenance(origins={URDU: Origin.MACHINE}),
        )
    change_danish("Kom. Tag kage med.")
    with transaction() as session:
        event = get_event(session, "fest")
        plan = plan_of(session, event)
        bodies = {**plan.bodies, URDU: "آئیے، کیک لائیے۔"}
        amend_event(session, event, replace(plan, bodies=bodies), at=clock.now(), by=SYSTEM)


def state_of(language):
    with transaction() as session:
        return get_event_view(session, get_event(session, "fest").id).states[language]


def lines_on(page):
    (works,) = [each for each in page.all("ul") if "works" in (each.get("class") or "")]
    return [[text_of(part) for part in line if "(Fest," not in text_of(part)] for line in works]


def test_the_list_says_what_there_is_to_do_the_most_pressing_first(organiser_client, fest):
    page = organiser_client.page(LIST)
    assert lines_on(page) == [
        ["English", "Forældet"],
        ["اردو", "Lavet af en maskine"],
        ["Mangler", "العربية (Fest)", "Türkçe (Fest)", "Soomaali (Fest)"],
    ]
    tabs = [text_of(each) for each in page.all("a") if "only=" in (each.get("href") or "")]
    assert tabs == ["Forældet (1)", "Lavet af en maskine (1)", "Mangler (3)"]


@pytest.mark.parametrize(
    ("only", "number"), [("outdated", 1), ("machine", 1), ("missing", 1), ("nonsense", 3)]
)
def test_the_list_is_narrowed_to_one_kind(organiser_client, fest, only, number):
    assert len(lines_on(organiser_client.page(f"{LIST}?only={only}"))) == number


def test_an_empty_list_says_so(organiser_client):
    assert "Her er ikke noget at gøre." in organiser_client.page(LIST).text


def test_the_first_page_counts_what_there_is_to_do(organiser_client, fest):
    words = "Tekster at se på (Forældet: 1, Lavet af en maskine: 1 og Mangler: 3)"
    assert words in organiser_client.page("/organiser/").text


def test_a_link_opens_the_part_of_the_form(organiser_client, fest):
    page = organiser_client.page(LIST)
    (link,) = [e for e in page.all("a") if (e.get("href") or "").endswith("#text_tr")]
    form = organiser_client.page(link.get("href").partition("#")[0])
    opened = [each for each in form.all("details") if each.get("open") is not None]
    assert "text_tr" in {part.get("id") for each in opened for part in each.iter()}


def test_what_changed_in_the_danish_stands_side_by_side(organiser_client, fest):
    page = organiser_client.page(ENGLISH_TEXT)
    assert [text_of(each) for each in page.all("del")] == ["Tag mad med."]
    assert [text_of(each) for each in page.all("ins")] == ["Tag kage med."]
    assert "Bring food." in page.text


def test_a_text_is_confirmed(organiser_client, fest):
    answer = organiser_client.submit(ENGLISH_TEXT, {"origin": "machine"}, form="confirm")
    assert answer.location == LIST
    assert state_of(ENGLISH) is TextState.MACHINE
    page = organiser_client.page(ENGLISH_TEXT)
    assert "Læs den, og bekræft den" in page.text
    organiser_client.submit(ENGLISH_TEXT, {"origin": "human"}, form="confirm")
    assert state_of(ENGLISH) is TextState.HUMAN


def test_a_text_is_not_confirmed_beside_a_danish_that_has_changed_again(organiser_client, fest):
    form = dict(organiser_client.page(ENGLISH_TEXT).form("confirm").filled({"origin": "human"}))
    change_danish("Kom ikke.")
    answer = organiser_client.post(ENGLISH_TEXT, data=form)
    assert answer.location == ENGLISH_TEXT
    assert "lige blevet ændret igen" in organiser_client.page(ENGLISH_TEXT).text
    assert state_of(ENGLISH) is TextState.OUTDATED


def test_it_is_asked_who_made_the_text(organiser_client, fest):
    form = dict(organiser_client.page(ENGLISH_TEXT).form("confirm").filled({}))
    answer = organiser_client.post(ENGLISH_TEXT, data=form | {"origin": "oracle"})
    assert answer.status_code == 422
    assert "Vælg en af mulighederne." in Page(answer.text).text
    assert state_of(ENGLISH) is TextState.OUTDATED


@pytest.mark.parametrize("of", ["da", "so", "xx"])
def test_there_is_nothing_beside_the_danish_but_what_is_there(organiser_client, fest, of):
    path = f"/organiser/events/fest/texts/{of}"
    assert organiser_client.get(path).status_code == 404
    form = dict(organiser_client.page(ENGLISH_TEXT).form("confirm").filled({"origin": "human"}))
    assert organiser_client.post(path, data=form).status_code in {404, 405}


def test_only_organisers_look_at_texts(signed_in, fest):
    viewer = signed_in(RoleName.VIEWER)
    assert viewer.get(LIST).status_code == 403
    assert "/organiser/texts/" not in viewer.get("/organiser/").text


def level_on(page):
    (level,) = [each for each in page.by_id("text_da").iter() if each.get("class") == "level"]
    return [text_of(each) for each in level.iter() if each.tag in {"strong", "li"}]


def test_the_form_says_how_hard_the_danish_is_to_read(organiser_client, fest):
    page = organiser_client.page("/organiser/events/fest/edit")
    assert level_on(page) == ["LIX 2: meget let at læse"]


def test_a_text_is_counted_before_it_is_saved_and_all_stays(organiser_client, fest):
    hard = "Integrationsindsatsen koordineres " + "og " * 20 + "så videre."
    typed = {"text_da-body": hard, "recount": "1"}
    answer = organiser_client.submit("/organiser/events/fest/edit", typed, form="event")
    page = Page(answer.text)
    assert answer.status_code == 200
    assert page.by_id("text_da-body").text.strip() == hard
    assert level_on(page) == [
        "LIX 21: meget let at læse",
        f"{hard} (24)",
    ]
    assert "Lange ord: Integrationsindsatsen, koordineres" in page.text
    assert "Tag kage med." in organiser_client.page("/da/events/fest").text


def test_a_hard_text_is_saved_all_the_same(organiser_client, fest):
    hard = {"text_da-body": "Integrationsindsatsen koordineres."}
    answer = organiser_client.submit("/organiser/events/fest/edit", hard, form="event")
    assert answer.status_code == 302
    page = organiser_client.page("/organiser/events/fest/edit")
    assert level_on(page) == ["LIX 68: svær at læse. Prøv at komme under 35."]


def test_a_question_says_how_hard_it_is_to_read(organiser_client, fest):
    path = "/organiser/events/fest/questions/new"
    typed = {"text_da-label": "Børnene spiller musik for jer i dag.", "recount": "1"}
    page = Page(organiser_client.submit(path, typed, form="question").text)
    assert level_on(page) == ["LIX 36: ikke let at læse. Prøv at komme under 35."]


def test_nothing_written_has_no_level(organiser_client, venue_id):
    assert level_on(organiser_client.page("/organiser/events/new")) == []
