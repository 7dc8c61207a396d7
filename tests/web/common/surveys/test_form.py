"""The form in which people answer a questionnaire."""

import pytest
from flask import render_template_string
from werkzeug.datastructures import MultiDict

from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.evaluation.surveys.rules import NOT_RELEVANT
from eventsys.web.common.forms import problems_of
from eventsys.web.common.languages import speaking
from eventsys.web.common.surveys.form import AskedSheet, SurveyAnswersForm
from tests.pages import Page
from tests.surveys import make_choice, make_questionnaire, make_scale, make_words, make_yes_no

DANISH, ARABIC = Language.DANISH, Language.ARABIC
FIELDS = '{% from "components/surveys.html" import survey_fields %}{{ survey_fields(part) }}'
COMPACT = FIELDS.replace("(part)", "(part, compact=true)")
STEPS = ("I høj grad", "I nogen grad", "I mindre grad", "Slet ikke")
FRAME = (
    '<!doctype html><html lang="da" dir="ltr"><head><title>t</title></head><body><h1>h</h1>'
    '<form method="post">\n{}</form></body></html>'
)
SCALE, YES_NO = "a-kan_du_bruge_det", "a-har_du_brugt_det"
CHOICE, WORDS = "a-hvad_var_bedst", "a-hvad_kan_blive_bedre"


@pytest.fixture
def questionnaire(in_app):
    with transaction() as session:
        return make_questionnaire(
            session,
            make_scale(others={ARABIC: "هل يمكنك استخدامه؟"}),
            make_yes_no(may_be_irrelevant=False),
            make_choice(),
            make_words(),
        )


@pytest.fixture
def answered(in_app, questionnaire):
    """Send answers to the questionnaire, and give the form with whether it is valid."""

    def answer(language=DANISH, **sent):
        with in_app.test_request_context(), speaking(language):
            given = MultiDict({"a-seen": questionnaire.digest} | sent)
            part = SurveyAnswersForm(formdata=given, prefix="a-")
            part.ask(AskedSheet(questionnaire, language))
            part.is_valid = part.validate()
            return part

    return answer


def page_of(in_app, part, language=DANISH, source=FIELDS):
    with in_app.test_request_context(), speaking(language):
        page = Page(FRAME.format(render_template_string(source, part=part)))
    assert page.faults() == []
    return page


def pictures(page):
    return [each for each in page.elements() if each.tag.endswith("svg")]


def fresh(in_app, questionnaire, language=DANISH):
    with in_app.test_request_context(), speaking(language):
        part = SurveyAnswersForm(prefix="a-")
        part.ask(AskedSheet(questionnaire, language))
        return part


def ids(questionnaire):
    return [question.id for question in questionnaire.questions]


def test_answers_are_given_by_the_questions_ids_and_a_blank_has_none(answered, questionnaire):
    scale, yes_no, _choice, words = ids(questionnaire)
    part = answered(**{SCALE: "3", YES_NO: "yes", CHOICE: "", WORDS: "  Mere te  "})
    assert part.is_valid
    assert part.values() == {scale: "3", yes_no: "yes"}
    assert part.texts() == {words: "Mere te"}


def test_not_relevant_is_an_answer(answered, questionnaire):
    part = answered(**{SCALE: NOT_RELEVANT})
    assert part.is_valid
    assert part.values() == {ids(questionnaire)[0]: NOT_RELEVANT}


@pytest.mark.parametrize(
    "sent",
    [{SCALE: "5"}, {SCALE: "0"}, {YES_NO: NOT_RELEVANT}, {YES_NO: "4"}, {CHOICE: "andet"}],
)
def test_an_answer_that_nobody_was_offered_is_refused(answered, sent):
    part = answered(**sent)
    ((name, _value),) = sent.items()
    assert [(each.field_id, each.text) for each in problems_of(part)] == [
        (f"{name}-0", "Vælg en af mulighederne.")
    ]


def test_a_blank_sheet_is_no_answer(answered):
    part = answered(**{WORDS: "   "})
    assert not part.is_valid
    assert [each.text for each in problems_of(part)] == ["Svar på mindst ét spørgsmål."]


def test_a_text_has_a_limit_and_no_unusable_characters(answered):
    assert answered(**{WORDS: "x" * 2000}).is_valid
    assert [each.text for each in problems_of(answered(**{WORDS: "x" * 2001}))] == [
        "Skriv højst 2000 tegn."
    ]
    assert not answered(**{WORDS: "nul \x00"}).is_valid


def test_a_questionnaire_that_changed_meanwhile_is_shown_again_with_the_answers(
    answered, questionnaire
):
    part = answered(**{"a-seen": "another", SCALE: "4"})
    assert [each.text for each in problems_of(part)] == [
        "Spørgsmålene er lige blevet ændret. Se på dem igen."
    ]
    assert part[questionnaire.questions[0].code].data == "4"
    assert part.seen.data == questionnaire.digest


def test_a_form_without_a_questionnaire_asks_nothing(in_app):
    with in_app.test_request_context(), speaking(DANISH):
        part = SurveyAnswersForm(prefix="a-")
        assert part.is_blank
        assert part.validate()


def test_each_question_is_a_group_of_large_choices_with_faces_and_words(in_app, questionnaire):
    page = page_of(in_app, fresh(in_app, questionnaire))
    groups = [
        [" ".join(label.itertext()).strip() for label in group.iter("label")]
        for group in page.root.iter("fieldset")
    ]
    assert groups == [
        [*STEPS, "Ikke relevant for mig", "Intet svar"],
        ["Ja", "Nej", "Intet svar"],
        ["Oplæg", "Snak", "Intet svar"],
    ]
    faces = [each for each in pictures(page) if each.get("class") == "face"]
    assert len(faces) == 4
    assert {face.get("aria-hidden") for face in faces} == {"true"}
    assert page.by_id("a-seen").get("value") == questionnaire.digest
    checked = [each.get("id") for each in page.all("input") if each.get("checked") is not None]
    assert checked == [f"{SCALE}-5", f"{YES_NO}-2", f"{CHOICE}-2"]


def test_a_paper_is_typed_in_without_pictures(in_app, questionnaire):
    page = page_of(in_app, fresh(in_app, questionnaire), source=COMPACT)
    assert pictures(page) == []


def test_a_question_stands_in_its_own_language_and_says_so(in_app, questionnaire):
    page = page_of(in_app, fresh(in_app, questionnaire, ARABIC), ARABIC)
    first, second, _choice = (next(each.iter("legend")) for each in page.root.iter("fieldset"))
    assert (first.text or "").strip() == "هل يمكنك استخدامه؟"
    assert [(each.get("lang"), each.get("dir")) for each in second] == [("da", "ltr")]
    assert page.text.count("النص بالدنماركية") == 3


def test_what_is_wrong_stands_at_the_question(in_app, answered):
    part = answered(**{SCALE: "9"})
    page = page_of(in_app, part)
    group = page.by_id(SCALE)
    assert group.get("aria-describedby") == f"{SCALE}-wrong"
    assert "Vælg en af mulighederne." in "".join(page.by_id(f"{SCALE}-wrong").itertext())
