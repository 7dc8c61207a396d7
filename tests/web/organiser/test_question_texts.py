"""Organisers say who put a question into each language, and see which words want looking at."""

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.standing import Origin, Provenance, TextState
from eventsys.core.text import Language
from eventsys.events.queries import get_event
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.questions.wordings.queries import standings_of
from tests.factories import make_event
from tests.pages import Page, text_of
from tests.questions import make_question

BASE = "/organiser/events/fest/questions"
LIST = "/organiser/texts/"
DANISH, ENGLISH, ARABIC = Language.DANISH, Language.ENGLISH, Language.ARABIC
ENGLISH_WORDS = {"text_en-label": "What do you eat?", "text_en-purpose": "So there is enough."}
WHO = "Vælg, hvem der har lavet teksten. Læserne får det at vide."


@pytest.fixture
def question_id(in_app):
    """Ask something in Danish and Arabic, which a machine made."""
    with transaction() as session:
        titles = dict.fromkeys(Language, "Fest")
        event = make_event(session, slug="fest", at=clock.now(), titles=titles, bodies={})
        said = Provenance(origins={ARABIC: Origin.MACHINE})
        others = {ARABIC: "ماذا تأكل؟"}
        words = ("Hvad spiser du?", "Kød", "Grønt")
        return make_question(session, event, *words, others=others, provenance=said).id


@pytest.fixture
def change(organiser_client, question_id):
    """Change the question by its form."""

    def changed(**typed):
        fields = {name.replace("__", "-"): value for name, value in typed.items()}
        return organiser_client.submit(f"{BASE}/{question_id}/edit", fields, form="question")

    return changed


def states():
    db.session.rollback()
    event = get_event(db.session(), "fest")
    (question,) = list_questions(db.session(), event.id)
    return question.states


def part_of(page, language):
    return page.by_id(f"text_{language}")


def opened(page):
    found = [each for each in page.all("details") if each.get("open") is not None]
    return {part.get("id") for each in found for part in each.iter() if part.get("id")}


def ticked(part):
    return [each.get("value") for each in part.iter("input") if "checked" in each.attrib]


def test_it_is_asked_who_put_a_new_question_into_a_language(organiser_client, question_id):
    danish = {"text_da-label": "Andet?", "text_da-purpose": "Så vi ved det."}
    sent = organiser_client.submit(f"{BASE}/new", danish | ENGLISH_WORDS, form="question")
    assert sent.status_code == 422
    assert [each.text for each in Page(sent.text).by_id("problems").iter("a")] == [WHO]
    typed = danish | ENGLISH_WORDS | {"text_en-origin": "machine"}
    assert organiser_client.submit(f"{BASE}/new", typed, form="question").location == BASE
    db.session.rollback()
    new = list_questions(db.session(), get_event(db.session(), "fest").id)[-1]
    assert new.states == {DANISH: TextState.HUMAN, ENGLISH: TextState.MACHINE}


def test_the_form_knows_who_made_the_words(organiser_client, question_id, change):
    page = organiser_client.page(f"{BASE}/{question_id}/edit")
    assert ticked(part_of(page, "ar")) == ["machine"]
    assert ticked(part_of(page, "so")) == []
    change(**{"text_ar-origin": "human"})
    assert states()[ARABIC] is TextState.HUMAN


def test_a_strange_maker_is_refused(change):
    assert change(**{"text_ar-origin": "oracle"}).status_code == 422
    assert states()[ARABIC] is TextState.MACHINE


def test_outdated_words_stand_beside_what_the_danish_was_until_they_are_confirmed(
    organiser_client, question_id, change
):
    change(**{"text_da-label": "Hvad spiser I?", "options-1-da": "Vegetarisk"})
    assert states()[ARABIC] is TextState.OUTDATED
    arabic = part_of(organiser_client.page(f"{BASE}/{question_id}/edit"), "ar")
    assert [text_of(each) for each in arabic.iter("del")] == ["Hvad spiser du?", "Grønt"]
    assert [text_of(each) for each in arabic.iter("ins")] == ["Hvad spiser I?", "Vegetarisk"]
    assert "Den danske tekst er ændret" in text_of(arabic)
    assert change(**{"text_ar-confirmed": "y"}).location == BASE
    assert states()[ARABIC] is TextState.MACHINE
    arabic = part_of(organiser_client.page(f"{BASE}/{question_id}/edit"), "ar")
    assert not [each for each in arabic.iter("input") if each.get("name") == "text_ar-confirmed"]


def test_words_written_anew_are_right(question_id, change):
    change(**{"text_da-label": "Hvad spiser I?"})
    change(**{"text_ar-label": "ماذا تأكلون؟", "text_ar-origin": "human"})
    assert states()[ARABIC] is TextState.HUMAN
    assert standings_of(db.session(), question_id)[ARABIC].source is None


def lists_on(page):
    found = [each for each in page.all("ul") if "works" in (each.get("class") or "")]
    return [
        [[text_of(part) for part in line if "(" not in text_of(part)] for line in each]
        for each in found
    ]


def test_the_list_names_each_question_with_what_there_is_to_do(organiser_client, change):
    page = organiser_client.page(LIST)
    assert "Spørgsmål Hvad spiser du?" in page.text
    missing = [text_of(each) for each in page.all("a") if "(Hvad spiser du?)" in text_of(each)]
    assert lists_on(page) == [[["العربية", "Lavet af en maskine"], ["Mangler"]]]
    assert [each.split()[0] for each in missing] == ["English", "Türkçe", "اردو", "Soomaali"]
    change(**{"text_da-label": "Hvad spiser I?"})
    assert lists_on(organiser_client.page(LIST))[0][0] == ["العربية", "Forældet"]


@pytest.mark.parametrize(
    ("only", "lines"), [("outdated", 0), ("machine", 1), ("missing", 1), ("nonsense", 2)]
)
def test_the_list_of_questions_is_narrowed_too(organiser_client, question_id, only, lines):
    assert sum(map(len, lists_on(organiser_client.page(f"{LIST}?only={only}")))) == lines


def test_a_link_opens_the_part_of_the_questions_form(organiser_client, question_id):
    page = organiser_client.page(LIST)
    links = [each.get("href") for each in page.all("a") if f"/{question_id}/" in each.get("href")]
    path, _, anchor = next(each for each in links if each.endswith("#text_so")).partition("#")
    form = organiser_client.page(path)
    assert anchor in opened(form)
    assert "options-0-so" in opened(form)


def test_the_first_page_counts_the_texts_of_questions(organiser_client, question_id):
    words = "Tekster at se på (Lavet af en maskine: 1 og Mangler: 4)"
    assert words in organiser_client.page("/organiser/").text
