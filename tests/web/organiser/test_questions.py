"""Organisers ask questions of their own and read the answers."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.text import Language
from eventsys.events.queries import get_event
from eventsys.people.rules import RoleName
from eventsys.registration.questions.models import Question, QuestionAnswer
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.questions.rules import AskedOf, Condition, QuestionKind
from eventsys.registration.rules import ParticipantRequest
from tests.factories import make_event, make_registration
from tests.pages import Page
from tests.questions import make_question
from tests.web.conftest import days_later

BASE = "/organiser/events/fest/questions"
TYPED = {
    "kind": "text",
    "text_da-label": "Hvad spiser du?",
    "text_da-purpose": "Så der er mad til alle.",
}


@pytest.fixture
def event_id(in_app):
    with transaction() as session:
        return make_event(session, slug="fest", at=clock.now()).id


@pytest.fixture
def ask(event_id):
    """Let the event ask something, and give the question's id."""

    def asked(label="Hvad?", *options, **changes):
        with transaction() as session:
            return make_question(session, get_event(session, "fest"), label, *options, **changes).id

    return asked


def answer(*answers, **changes):
    """Register people who answer."""
    with transaction() as session:
        people = [ParticipantRequest(name="Amina", answers=each) for each in answers]
        event = get_event(session, "fest")
        make_registration(session, event, at=clock.now(), participants=people, **changes)


def known(event_id):
    db.session.rollback()
    return list_questions(db.session(), event_id)


def problems_on(sent):
    assert sent.status_code in {409, 422}
    links = Page(sent.text).by_id("problems").iter("a")
    return [(link.get("href"), link.text) for link in links]


def test_an_organiser_asks_a_question_in_two_languages(organiser_client, event_id):
    page = organiser_client.page(BASE)
    assert "Arrangementet spørger kun om navne" in page.text
    sent = organiser_client.submit(
        f"{BASE}/new",
        TYPED
        | {
            "kind": "choices",
            "is_required": "y",
            "deletion_days": "١٠",
            "text_ar-label": "ماذا تأكل؟",
            "text_ar-purpose": "كي يكفي الطعام الجميع.",
            "text_ar-origin": "human",
            "options-0-da": "Kød",
            "options-0-ar": "لحم",
            "options-1-da": "Grønt",
            "options-1-ar": "خضار",
        },
        form="question",
    )
    assert sent.location == BASE, problems_on(sent)
    (question,) = known(event_id)
    assert (question.kind, question.is_required, question.deletion_days, question.options) == (
        QuestionKind.CHOICES,
        True,
        10,
        ("koed", "groent"),
    )
    assert question.worded(Language.ARABIC).options == {"koed": "لحم", "groent": "خضار"}
    assert "Hvad spiser du?" in [part.text for part in organiser_client.page(BASE).all("bdi")]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"kind": "colour"}, ("#kind-0", "Vælg en af mulighederne.")),
        ({"text_da-label": ""}, ("#text_da-label", "Skriv spørgsmålet på Dansk.")),
        ({"text_da-purpose": ""}, ("#text_da-purpose", "Skriv på Dansk, hvorfor I spørger.")),
        ({"text_en-label": "What?"}, ("#text_en-purpose", "Skriv på English, hvorfor I spørger.")),
        ({"kind": "choice"}, ("#options-0-da", "Skriv mindst to valg.")),
        (
            {"kind": "choice", "options-0-da": "a", "options-1-da": "a"},
            ("#options-1-da", "To valg er ens."),
        ),
        ({"deletion_days": "0"}, ("#deletion_days", "Skriv et antal dage fra 1 til 730.")),
        ({"text_da-label": "x" * 201}, ("#text_da-label", "Skriv højst 200 tegn.")),
        ({"condition": "forged=yes"}, ("#condition", "Vælg en af mulighederne.")),
    ],
)
def test_what_is_wrong_is_told_at_its_field(organiser_client, event_id, changes, problem):
    sent = organiser_client.submit(f"{BASE}/new", TYPED | changes, form="question")
    assert problem in problems_on(sent)
    assert known(event_id) == []


def test_a_choice_lacks_no_language_that_is_used(organiser_client, event_id):
    sent = organiser_client.submit(
        f"{BASE}/new",
        TYPED | {"kind": "choice", "options-0-da": "a", "options-0-en": "A", "options-1-da": "b"},
        form="question",
    )
    assert problems_on(sent) == [
        ("#text_en-label", "Skriv spørgsmålet på English."),
        ("#text_en-purpose", "Skriv på English, hvorfor I spørger."),
        ("#options-1-en", "Skriv valget på English."),
    ]


def test_choices_are_added_and_taken_away_and_the_rest_is_kept(organiser_client, event_id):
    form = organiser_client.page(f"{BASE}/new").form("question")
    data = dict(form.filled(TYPED | {"kind": "choice", "options-1-da": "Grønt"}))
    sent = organiser_client.post(f"{BASE}/new", data=data | {"add_option": "1"})
    names = dict(Page(sent.text).form("question").values())
    assert [n for n in names if n.endswith("-da")] == [f"options-{n}-da" for n in range(3)]
    sent = organiser_client.post(f"{BASE}/new", data=data | {"remove_option": "0"})
    names = dict(Page(sent.text).form("question").values())
    assert [(n, v) for n, v in names.items() if n.endswith("-da")] == [("options-1-da", "Grønt")]
    assert names["text_da-label"] == "Hvad spiser du?"


def test_a_question_is_made_to_depend_on_an_earlier_one(organiser_client, event_id, ask):
    ask("Spiser du med?", kind=QuestionKind.YES_NO)
    sent = organiser_client.submit(
        f"{BASE}/new", TYPED | {"condition": "spiser_du_med=yes"}, form="question"
    )
    assert sent.location == BASE
    assert known(event_id)[1].condition == Condition("spiser_du_med", "yes")
    assert "Kun hvis du svarer “Ja” til “Spiser du med?”." in organiser_client.page(BASE).text


def test_a_condition_of_other_people_is_refused(organiser_client, event_id, ask):
    ask("Spiser du med?", kind=QuestionKind.YES_NO)
    sent = organiser_client.submit(
        f"{BASE}/new",
        TYPED | {"condition": "spiser_du_med=yes", "asked_of": "registration"},
        form="question",
    )
    ((field, _text),) = problems_on(sent)
    assert field == "#condition"


def test_a_question_is_changed_and_keeps_the_codes_of_its_choices(organiser_client, event_id, ask):
    question_id = ask("Kost", "Kød", "Grønt")
    sent = organiser_client.submit(
        f"{BASE}/{question_id}/edit", {"options-1-da": "Vegetarisk"}, form="question"
    )
    assert sent.location == BASE
    (question,) = known(event_id)
    assert question.worded(Language.DANISH).options == {"koed": "Kød", "groent": "Vegetarisk"}


def test_a_question_with_answers_keeps_its_kind(organiser_client, event_id, ask):
    question_id = ask("Kost")
    answer({"kost": "Alt"})
    page = organiser_client.page(f"{BASE}/{question_id}/edit")
    assert "Der er allerede 1 svar." in page.text
    sent = organiser_client.submit(
        f"{BASE}/{question_id}/edit", {"kind": "number"}, form="question"
    )
    assert sent.status_code == 409
    assert problems_on(sent)[0][0] == "#kind-0"


def test_questions_are_moved_and_taken_away(organiser_client, event_id, ask):
    first, second = ask("a"), ask("b")
    page = organiser_client.page(BASE)
    token = page.all("form")[-1].find(".//input[@name='csrf_token']").get("value")
    move = {"csrf_token": token, "to": "down"}
    assert organiser_client.post(f"{BASE}/{first}/move", data=move).location == BASE
    assert [each.id for each in known(event_id)] == [second, first]
    organiser_client.post(f"{BASE}/{first}/move", data=move | {"to": "up"})
    assert [each.id for each in known(event_id)] == [first, second]
    answer({"a": "x"})
    for each in (first, second):
        organiser_client.submit(f"{BASE}/{each}/retire", {}, form="act")
    assert [(each.id, each.is_retired) for each in known(event_id)] == [(first, True)]
    assert organiser_client.get(f"{BASE}/{first}/edit").status_code == 404
    assert organiser_client.post(f"{BASE}/{first}/move", data=move).status_code == 404


def test_what_others_depend_on_is_not_taken_away(organiser_client, event_id, ask):
    first = ask("Spiser du", kind=QuestionKind.YES_NO)
    ask("Hvad", condition=Condition("spiser_du", "yes"))
    organiser_client.submit(f"{BASE}/{first}/retire", {}, form="act")
    assert "Et andet spørgsmål afhænger af det" in organiser_client.page(BASE).text
    assert len(known(event_id)) == 2


def test_the_questions_are_seen_as_citizens_see_them(organiser_client, event_id, ask):
    ask("Hvad spiser du?", "Kød", "Grønt", others={Language.ARABIC: "ماذا تأكل؟"})
    ask("Hvor mange klapvogne?", kind=QuestionKind.NUMBER, asked_of=AskedOf.REGISTRATION)
    for language in Language:
        page = organiser_client.page(f"{BASE}/preview/{language}")
        legends = [
            each.text_content() if hasattr(each, "text_content") else each.text
            for each in page.all("legend")
        ]
        assert ("ماذا تأكل؟" in legends) == (language is Language.ARABIC)


def test_answers_are_added_up(organiser_client, event_id, ask):
    ask("Kost", "Kød", "Grønt", kind=QuestionKind.CHOICES)
    ask("Klapvogne", kind=QuestionKind.NUMBER, asked_of=AskedOf.REGISTRATION)
    answer({"kost": ["koed", "groent"]}, {"kost": "koed"}, answers={"klapvogne": "2"})
    answer({"kost": ["groent"]}, answers={"klapvogne": "3"})
    page = organiser_client.page(BASE)
    assert [each.text for each in page.all("dd")] == ["2", "2", "5"]


def test_the_list_and_the_file_show_the_answers(organiser_client, event_id, ask):
    ask("Andet")
    ask("Født", kind=QuestionKind.DATE, asked_of=AskedOf.REGISTRATION)
    answer({"andet": "=1+1"}, {}, answers={"foedt": "1.5.2016"})
    page = organiser_client.page("/organiser/events/fest/registrations")
    assert [each.text for each in page.all("dd")] == ["=1+1", "1. maj 2016", "1. maj 2016"]
    wanted = {"columns": ["question_andet", "question_foedt"], "file": "csv"}
    answer_file = organiser_client.submit("/organiser/events/fest/exports", wanted, form="export")
    lines = [line.split(";") for line in answer_file.data.decode("utf-8-sig").splitlines()]
    assert lines == [["Andet", "Født"], ["'=1+1", "1. maj 2016"], ["", "1. maj 2016"]]


@pytest.mark.parametrize("role", [RoleName.VIEWER, RoleName.EVALUATOR])
def test_who_may_not_see_people_sees_no_answers(signed_in, event_id, role):
    client = signed_in(role)
    assert [client.get(path).status_code for path in (BASE, f"{BASE}/new")] == [403, 403]


def test_the_service_desk_reads_and_changes_nothing(signed_in, event_id, ask):
    question_id = ask("Kost")
    client = signed_in(RoleName.SERVICE_DESK)
    page = client.page(BASE)
    assert "Kost" in page.text
    assert "Stil et spørgsmål" not in page.text
    assert client.get(f"{BASE}/{question_id}/edit").status_code == 403


def test_a_question_of_another_event_is_not_found(organiser_client, event_id, in_app):
    with transaction() as session:
        other = make_question(session, make_event(session, at=clock.now())).id
    assert organiser_client.get(f"{BASE}/{other}/edit").status_code == 404
    assert db.session.scalars(select(Question.id)).all() == [other]


def test_answers_are_kept_longer_when_the_event_is_put_off(organiser_client, event_id, ask):
    ask("Kost")
    answer({"kost": "Alt"})
    before = db.session.scalars(select(QuestionAnswer.delete_after)).one()
    path = "/organiser/events/fest/edit"
    later = days_later(dict(organiser_client.page(path).form("event").values()), 3)
    asked = organiser_client.submit(path, later, form="event")
    told = Page(asked.text).form("tell").filled({"told": "1"})
    sent = organiser_client.post(path, data=MultiDict(told))
    assert sent.status_code == 302, problems_on(sent)
    db.session.rollback()
    after = db.session.scalars(select(QuestionAnswer.delete_after)).one()
    assert after == before + timedelta(days=3)
