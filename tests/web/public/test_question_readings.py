"""Readers are told which text of a question they get: in the form, and beside their answers."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Origin, Provenance
from eventsys.core.text import Language
from eventsys.events.queries import get_event
from eventsys.registration.questions.models import Question
from eventsys.registration.questions.operations import amend_question
from eventsys.registration.questions.requests import OptionPlan
from eventsys.registration.questions.rules import AskedOf, Condition, QuestionKind
from tests.pages import text_of
from tests.questions import make_question, make_question_plan

ARABIC, TURKISH = Language.ARABIC, Language.TURKISH
FOOD = ("Hvad spiser du?", "Kød", "Grønt")
OTHERS = {ARABIC: "ماذا تأكل؟", TURKISH: "Ne yersin?"}


@pytest.fixture
def fest(publish):
    """Ask for food, which a machine put into Arabic, and in Danish alone with whom."""
    slug = publish(slug="fest")
    with transaction() as session:
        event = get_event(session, slug)
        said = Provenance(origins={ARABIC: Origin.MACHINE})
        make_question(session, event, *FOOD, others=OTHERS, provenance=said)
        make_question(session, event, "Kommer I flere?", kind=QuestionKind.YES_NO)
        label, condition = "Med hvem?", Condition("kommer_i_flere", "yes")
        make_question(session, event, label, "Far", "Mor", condition=condition)
        make_question(session, event, "Andet", asked_of=AskedOf.REGISTRATION)
    return slug


def outdate():
    """Change the Danish of the question about food."""
    codes = (("koed", "Kød"), ("groent", "Grønt"))
    with transaction() as session:
        question = session.scalars(select(Question).filter_by(code="hvad_spiser_du")).one()
        languages = [Language.DANISH, *OTHERS]
        options = [OptionPlan(labels=dict.fromkeys(languages, text), code=c) for c, text in codes]
        plan = make_question_plan("Hvad spiser I?", *FOOD[1:], others=OTHERS)
        plan = replace(plan, options=options)
        amend_question(session, question, plan, at=clock.now(), by=SYSTEM)


def tags_in(part):
    return [
        text_of(each) for each in part.iter("span") if "tag" in (each.get("class") or "").split()
    ]


def hints_on(page):
    """Tell what is said of each question's text, by the name of its field."""
    return {
        each.get("id").removesuffix("-hint"): tags_in(each)
        for each in page.all("span")
        if (each.get("id") or "").endswith("-hint") and "answers-" in each.get("id")
    }


def form_in(client, language):
    return client.page(f"/{language}/events/fest/register")


@pytest.mark.parametrize(
    ("language", "danish", "food"),
    [
        ("en", "Text in Danish", "Text in Danish"),
        ("ar", "النص بالدنماركية", "ترجمة آلية"),
        ("tr", "Danca metin", None),
        ("ur", "متن ڈینش میں", "متن ڈینش میں"),
        ("so", "Qoraal af-Deenish", "Qoraal af-Deenish"),
    ],
)
def test_each_question_says_what_text_it_is(client, fest, language, danish, food):
    told = {
        "participants-0-answers-kommer_i_flere": [danish],
        "participants-0-answers-med_hvem": [danish],
        "answers-andet": [danish],
    }
    told |= {"participants-0-answers-hvad_spiser_du": [food]} if food else {}
    assert hints_on(form_in(client, language)) == told


def test_the_danish_form_says_nothing(client, fest):
    outdate()
    assert hints_on(form_in(client, "da")) == {}


def test_outdated_words_say_so(client, fest):
    outdate()
    hints = hints_on(form_in(client, "tr"))
    assert hints["participants-0-answers-hvad_spiser_du"] == ["Eski çeviri"]


def test_what_is_said_of_the_text_is_read_out_with_its_field(client, fest):
    field = form_in(client, "ar").by_id("answers-andet")
    assert field.get("aria-describedby") == "answers-andet-hint"


def test_a_condition_marks_the_danish_within_it(client, fest):
    (only_if,) = [p for p in form_in(client, "ar").all("p") if "only-if" in p.get("class", "")]
    marked = [(each.get("dir"), each.text) for each in only_if.iter() if each.get("lang") == "da"]
    assert marked == [("ltr", "Kommer I flere?")]


def test_ones_answers_are_marked_and_say_what_text_they_are(client, fest, register):
    answers = {"hvad_spiser_du": "koed", "kommer_i_flere": "yes", "med_hvem": "far"}
    typed = {f"participants-0-answers-{code}": value for code, value in answers.items()}
    own = register(fest, **typed)
    page = client.page(own.replace("/da/", "/ar/"))
    (listed,) = [each for each in page.all("dl") if each.get("class") == "answers"]
    said = [
        (tags_in(dt), [each.get("lang") for each in dd.iter("span")])
        for dt, dd in zip(listed.iter("dt"), listed.iter("dd"), strict=True)
    ]
    assert said == [
        (["ترجمة آلية"], []),
        (["النص بالدنماركية"], []),
        (["النص بالدنماركية"], ["da"]),
    ]
    danish = client.page(own)
    (listed,) = [each for each in danish.all("dl") if each.get("class") == "answers"]
    assert tags_in(listed) == []
