"""Organisers build questionnaires, word them in six languages and look at them."""

import pytest

from eventsys.core.db import db, transaction
from eventsys.core.standing import Origin, Provenance
from eventsys.core.text import Language
from eventsys.evaluation.surveys.models import Survey
from eventsys.evaluation.surveys.queries import find_questionnaire, list_questionnaires
from eventsys.evaluation.surveys.rules import NOT_RELEVANT, SurveyQuestionKind
from eventsys.people.rules import RoleName
from tests.pages import Page, text_of
from tests.surveys import (
    make_answered_survey,
    make_choice,
    make_scale,
    make_survey,
    make_words,
    make_yes_no,
)

BASE = "/organiser/surveys/"
DANISH, ENGLISH, ARABIC = Language.DANISH, Language.ENGLISH, Language.ARABIC
CODE = "kan_du_bruge_det"


@pytest.fixture
def survey_id(in_app):
    """A questionnaire that nobody has answered."""
    with transaction() as session:
        asked = make_scale(), make_yes_no(), make_words()
        return make_survey(session, *asked).id


@pytest.fixture
def answered_id(in_app):
    """A questionnaire that somebody has answered."""
    with transaction() as session:
        return make_answered_survey(session, make_scale(), make_words()).id


def known(survey_id):
    db.session.rollback()
    return find_questionnaire(db.session(), survey_id)


def codes(survey_id):
    return [each.code for each in known(survey_id).questions]


def problems_on(sent, status=422):
    assert sent.status_code == status
    links = Page(sent.text).by_id("problems").iter("a")
    return [(link.get("href"), link.text) for link in links]


def told(client, sent):
    """Follow to the page after a change, and tell it."""
    assert sent.status_code == 302
    return client.page(sent.location)


def test_an_organiser_builds_a_questionnaire(organiser_client, in_app):
    page = organiser_client.page(BASE)
    assert "Der er ikke noget spørgeskema endnu." in page.text
    sent = organiser_client.submit(
        f"{BASE}new",
        {
            "text_da-title": "Efter kurset",
            "text_da-intro": "Tak, fordi du kom.",
            "text_ar-title": "بعد الدورة",
            "text_ar-origin": "machine",
        },
        form="survey",
    )
    page = told(organiser_client, sent)
    assert "Det spørger ikke om noget endnu." in page.text
    (made,) = list_questionnaires(db.session())
    assert made.worded(DANISH).intro == "Tak, fordi du kom."
    assert (made.worded(ARABIC).title, made.states[ARABIC]) == ("بعد الدورة", "machine")
    place = f"{BASE}{made.survey_id}/questions/new"
    typed = {"text_da-label": "Lærte du noget?", "may_be_irrelevant": "y"}
    told(organiser_client, organiser_client.submit(place, typed, form="question"))
    (question,) = known(made.survey_id).questions
    assert question.kind is SurveyQuestionKind.SCALE
    assert question.positive == ("4", "3")
    assert question.values[-1] == NOT_RELEVANT
    assert "Efter kurset" in organiser_client.page(BASE).text


def test_a_choice_says_which_of_its_answers_are_positive(organiser_client, survey_id):
    place = f"{BASE}{survey_id}/questions/new"
    typed = {"kind": "choice", "text_da-label": "Hvordan var maden?", "options-0-da": "God"}
    typed |= {"options-0-is_positive": "y", "options-1-da": "Dårlig"}
    told(organiser_client, organiser_client.submit(place, typed, form="question"))
    question = known(survey_id).questions[-1]
    assert (question.options, question.positive) == (("god", "daarlig"), ("god",))
    edit = f"{BASE}{survey_id}/questions/{question.code}/edit"
    told(organiser_client, organiser_client.submit(edit, {"options-0-da": "Fin"}, form="question"))
    again = known(survey_id).questions[-1]
    assert (again.options, again.positive) == (("god", "daarlig"), ("god",))
    assert again.worded(DANISH).options == {"god": "Fin", "daarlig": "Dårlig"}
    page = organiser_client.page(f"{BASE}{survey_id}/")
    assert "Fin · Dårlig" in page.text
    assert "Tæller som positivt: Fin" in page.text


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"text_da-label": ""}, ("#text_da-label", "Skriv spørgsmålet på Dansk.")),
        ({"kind": "choice"}, ("#options-0-da", "Skriv mindst to valg.")),
        ({"kind": "5"}, ("#kind-0", "Vælg en af mulighederne.")),
        ({"positive_steps": "9"}, ("#positive_steps-0", "Vælg en af mulighederne.")),
        (
            {"kind": "yes-no", "positive_yes_no": "4"},
            ("#positive_yes_no-0", "Vælg en af mulighederne."),
        ),
        (
            {"text_en-label": "Did you?", "text_en-origin": "nobody"},
            ("#text_en-origin-0", "Vælg, hvem der har lavet teksten. Læserne får det at vide."),
        ),
    ],
)
def test_what_is_wrong_with_a_question_is_said_at_its_field(
    organiser_client, survey_id, typed, problem
):
    place = f"{BASE}{survey_id}/questions/new"
    sent = organiser_client.submit(place, {"text_da-label": "Hvad?"} | typed, form="question")
    assert problems_on(sent) == [problem]
    assert len(known(survey_id).questions) == 3


def test_a_questionnaire_that_asks_too_much_says_so(organiser_client, in_app):
    with transaction() as session:
        asked = (make_words(f"Nummer {no}") for no in range(30))
        survey_id = make_survey(session, *asked).id
    place = f"{BASE}{survey_id}/questions/new"
    sent = organiser_client.submit(place, {"text_da-label": "Og?"}, form="question")
    words = "Et spørgeskema kan højst have 30 spørgsmål."
    assert problems_on(sent, 409) == [("#kind-0", words)]


def test_choices_are_added_and_taken_away_without_a_script(organiser_client, survey_id):
    place = f"{BASE}{survey_id}/questions/new"
    typed = {"kind": "choice", "options-0-da": "En", "options-1-da": "To", "add_option": "1"}
    more = organiser_client.submit(place, typed, form="question")
    assert more.status_code == 200
    values = [each.get("value") for each in Page(more.text).all("input")]
    assert {"En", "To"} <= set(values)
    assert Page(more.text).by_id("options-2-da") is not None


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"text_da-title": ""}, ("#text_da-title", "Skriv en titel på Dansk.")),
        ({"text_en-intro": "Thanks"}, ("#text_en-title", "Skriv en titel på English.")),
        ({"text_da-title": "x" * 101}, ("#text_da-title", "Skriv højst 100 tegn.")),
        ({"text_da-intro": "x" * 1001}, ("#text_da-intro", "Skriv højst 1000 tegn.")),
    ],
)
def test_what_is_wrong_with_a_title_is_said_at_its_field(organiser_client, in_app, typed, problem):
    sent = organiser_client.submit(f"{BASE}new", {"text_da-title": "Titel"} | typed, form="survey")
    assert problems_on(sent)[0] == problem


def test_how_hard_the_danish_is_to_read_is_counted_without_saving(organiser_client, survey_id):
    for place, form in ((f"{BASE}new", "survey"), (f"{BASE}{survey_id}/questions/new", "question")):
        typed = {"text_da-title": "Vi spørger"} if form == "survey" else {"text_da-label": "Hvad?"}
        sent = organiser_client.submit(place, typed | {"recount": "1"}, form=form)
        assert sent.status_code == 200
        assert "LIX" in Page(sent.text).text
    assert len(list_questionnaires(db.session())) == 1


@pytest.mark.parametrize("name", ["right-after", "follow-up"])
def test_a_questionnaire_begins_from_one_that_stands_in_six_languages(
    organiser_client, in_app, name
):
    sent = organiser_client.submit(BASE, {}, form=f"begin-{name}")
    page = told(organiser_client, sent)
    (made,) = list_questionnaires(db.session())
    assert set(made.words) == set(Language)
    assert [set(question.words) for question in made.questions] == [set(Language)] * 2
    assert "Mangler" not in page.text
    measured, words = made.questions
    assert measured.may_be_irrelevant
    assert words.is_text
    positive = {"right-after": ("4", "3"), "follow-up": ("yes",)}
    assert measured.positive == positive[name]


def test_what_the_two_questions_of_the_report_say_in_danish(organiser_client, in_app):
    for name in ("right-after", "follow-up"):
        organiser_client.submit(BASE, {}, form=f"begin-{name}")
    later, first = list_questionnaires(db.session())
    assert [each.questions[0].worded(DANISH).label for each in (first, later)] == [
        "Har workshoppen givet dig bedre muligheder for at inddrage og tale med forældre?",
        "Har du siden da brugt nye metoder med forældre med etnisk minoritetsbaggrund?",
    ]


def test_there_is_nothing_else_to_begin_from(organiser_client, survey_id):
    page = organiser_client.page(BASE)
    token = page.by_id("begin-follow-up").find("input").get("value")
    sent = organiser_client.post(f"{BASE}from/nothing", data={"csrf_token": token})
    assert sent.status_code == 404


def test_an_organiser_is_told_that_a_change_makes_a_new_version(organiser_client, answered_id):
    place = f"{BASE}{answered_id}/questions/{CODE}/edit"
    assert "kommer der en ny udgave" in organiser_client.page(place).text
    typed = {"text_da-label": "Kan I bruge det?"}
    page = told(organiser_client, organiser_client.submit(place, typed, form="question"))
    assert "så dette er nu udgave 2" in page.text
    rows = [text_of(row) for row in page.all("tr")]
    assert [row.split()[:2] for row in rows[1:]] == [["Udgave", "2"], ["Udgave", "1"]]
    assert codes(answered_id) == [CODE, "hvad_kan_blive_bedre"]
    old = organiser_client.page(f"{BASE}{answered_id}/preview/da?version=1")
    assert "Kan du bruge det?" in old.text
    assert "Kan I bruge det?" in organiser_client.page(f"{BASE}{answered_id}/preview/da").text


def test_an_organiser_says_that_it_is_another_question_now(organiser_client, answered_id):
    place = f"{BASE}{answered_id}/questions/{CODE}/edit"
    typed = {"text_da-label": "Var det sjovt?", "sameness": "other"}
    told(organiser_client, organiser_client.submit(place, typed, form="question"))
    assert codes(answered_id) == ["var_det_sjovt", "hvad_kan_blive_bedre"]
    place = f"{BASE}{answered_id}/questions/hvad_kan_blive_bedre/edit"
    sent = organiser_client.submit(place, {"sameness": "neither"}, form="question")
    assert problems_on(sent) == [("#sameness-0", "Vælg en af mulighederne.")]


def test_only_a_question_that_was_answered_is_asked_whether_it_is_the_same(
    organiser_client, survey_id
):
    page = organiser_client.page(f"{BASE}{survey_id}/questions/{CODE}/edit")
    assert [each for each in page.all("fieldset") if each.get("id") == "sameness"] == []


def test_a_translation_makes_no_new_version(organiser_client, answered_id):
    place = f"{BASE}{answered_id}/questions/{CODE}/edit?language=ar"
    typed = {"text_ar-label": "هل يمكنك استخدامه؟", "text_ar-origin": "human"}
    page = told(organiser_client, organiser_client.submit(place, typed, form="question"))
    assert "Det er gemt." in page.text
    assert known(answered_id).no == 1
    assert known(answered_id).questions[0].worded(ARABIC).label == "هل يمكنك استخدامه؟"


def test_questions_are_moved_and_taken_away(organiser_client, survey_id):
    scale, yes_no, words = codes(survey_id)
    page = organiser_client.page(f"{BASE}{survey_id}/")
    token = page.by_id("copy").find("input").get("value")
    move = f"{BASE}{survey_id}/questions/{yes_no}/move"
    organiser_client.post(move, data={"csrf_token": token, "to": "up"})
    assert codes(survey_id) == [yes_no, scale, words]
    organiser_client.post(move, data={"csrf_token": token, "to": "down"})
    assert codes(survey_id) == [scale, yes_no, words]
    place = f"{BASE}{survey_id}/questions/{yes_no}/remove"
    assert "så det forsvinder helt" in organiser_client.page(place).text
    told(organiser_client, organiser_client.submit(place, {}, form="act"))
    assert codes(survey_id) == [scale, words]
    gone = organiser_client.post(move, data={"csrf_token": token, "to": "up"})
    assert "Nogen har lige fjernet spørgsmålet." in told(organiser_client, gone).text
    assert organiser_client.get(place).status_code == 404


def test_what_was_answered_stays_when_a_question_is_taken_away(organiser_client, answered_id):
    place = f"{BASE}{answered_id}/questions/{CODE}/remove"
    assert "De svar, der er givet, bliver." in organiser_client.page(place).text
    page = told(organiser_client, organiser_client.submit(place, {}, form="act"))
    assert "så dette er nu udgave 2" in page.text


def test_a_questionnaire_is_copied_archived_and_taken_back(organiser_client, survey_id):
    show = f"{BASE}{survey_id}/"
    page = told(organiser_client, organiser_client.submit(show, {}, form="copy"))
    assert page.heading == "Kopi: Efter mødet"
    page = told(organiser_client, organiser_client.submit(show, {}, form="archive"))
    assert "Spørgeskemaet er arkiveret." in page.text
    assert [each.get("href") for each in page.all("a") if "questions" in each.get("href", "")] == []
    assert "Efter mødet" in organiser_client.page(f"{BASE}?which=archived").text
    for place in ("edit", "questions/new", f"questions/{CODE}/edit"):
        assert organiser_client.get(f"{show}{place}").status_code == 404
    page = told(organiser_client, organiser_client.submit(show, {}, form="restore"))
    assert "Spørgeskemaet er i brug igen." in page.text
    assert "Intet spørgeskema er arkiveret." in organiser_client.page(f"{BASE}?which=archived").text


def test_a_change_of_what_was_archived_meanwhile_is_refused(organiser_client, survey_id):
    show = f"{BASE}{survey_id}/"
    token = organiser_client.page(show).by_id("copy").find("input").get("value")
    told(organiser_client, organiser_client.submit(show, {}, form="archive"))
    move = f"{show}questions/{CODE}/move"
    sent = organiser_client.post(move, data={"csrf_token": token, "to": "down"})
    assert "Tag det i brug igen for at ændre det." in told(organiser_client, sent).text


def test_the_title_lags_behind_until_it_is_confirmed(organiser_client, in_app):
    with transaction() as session:
        survey_id = make_survey(session, make_scale(), others={ARABIC: "بعد"}).id
    edit = f"{BASE}{survey_id}/edit"
    page = told(
        organiser_client,
        organiser_client.submit(edit, {"text_da-title": "Efter kurset"}, form="survey"),
    )
    assert "Forældet" in page.text
    assert "Dansk Forældet: 1" in organiser_client.page(BASE).text
    page = organiser_client.page(f"{edit}?language=ar")
    assert [text_of(each) for each in page.all("del")] == ["Efter mødet"]
    assert [text_of(each) for each in page.all("ins")] == ["Efter kurset"]
    told(organiser_client, organiser_client.submit(edit, {"text_ar-confirmed": "y"}, form="survey"))
    assert known(survey_id).states[ARABIC] == "human"


def test_a_question_lags_behind_and_shows_what_changed(organiser_client, in_app):
    said = Provenance(origins={ENGLISH: Origin.MACHINE})
    with transaction() as session:
        asked = make_choice("Hvad?", others={ENGLISH: "What?"}, provenance=said)
        survey_id = make_survey(session, asked).id
    edit = f"{BASE}{survey_id}/questions/hvad/edit"
    typed = {"text_da-label": "Hvad nu?", "options-0-da": "Foredrag"}
    told(organiser_client, organiser_client.submit(edit, typed, form="question"))
    page = organiser_client.page(f"{edit}?language=en")
    assert [text_of(each) for each in page.all("del")] == ["Hvad?", "Oplæg"]
    assert [text_of(each) for each in page.all("ins")] == ["Hvad nu?", "Foredrag"]


@pytest.mark.parametrize("language", [*Language])
def test_a_questionnaire_is_seen_as_people_see_it(organiser_client, in_app, language):
    organiser_client.submit(BASE, {}, form="begin-right-after")
    (made,) = list_questionnaires(db.session())
    page = organiser_client.page(f"{BASE}{made.survey_id}/preview/{language}")
    label = made.questions[0].worded(language).label
    assert label in text_of(page.all("legend")[0])
    assert page.root.get("lang") == language


def test_there_is_no_questionnaire_or_version_that_was_never_made(organiser_client, survey_id):
    show = f"{BASE}{survey_id}/"
    missing = (f"{BASE}99/", f"{BASE}99/edit", f"{show}preview/da?version=9")
    assert [organiser_client.get(place).status_code for place in missing] == [404] * 3
    assert organiser_client.get(f"{show}preview/da?version=²").status_code == 200
    token = organiser_client.page(show).by_id("copy").find("input").get("value")
    gone = organiser_client.post(f"{BASE}99/archive", data={"csrf_token": token})
    assert gone.status_code == 404
    db.session.rollback()
    assert len(db.session.query(Survey).all()) == 1


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (RoleName.EVALUATOR, 200),
        (RoleName.ADMINISTRATOR, 200),
        (RoleName.SERVICE_DESK, 403),
        (RoleName.VIEWER, 403),
    ],
)
def test_evaluators_build_questionnaires_too_and_others_do_not(signed_in, survey_id, role, status):
    client = signed_in(role)
    assert client.get(f"{BASE}{survey_id}/").status_code == status
    links = [each.get("href") for each in client.page("/organiser/").all("a")]
    assert ("/organiser/surveys/" in links) is (status == 200)
