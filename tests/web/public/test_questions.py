"""An event's own questions in the registration form, and one's own answers."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.revision import raise_revision
from eventsys.core.text import Language
from eventsys.events.operations import cancel
from eventsys.events.queries import get_event
from eventsys.registration.models import Registration
from eventsys.registration.questions.models import Question, QuestionAnswer
from eventsys.registration.questions.operations import retire_question
from eventsys.registration.questions.rules import AskedOf, Condition, QuestionKind
from tests.pages import Page
from tests.questions import make_question
from tests.watch import watch_statements
from tests.web.public.conftest import filled

KINDS, WHOLE = QuestionKind, AskedOf.REGISTRATION


@pytest.fixture
def asking(publish):
    """Publish an event that asks each person for food and all of them how they come."""

    def published(**changes):
        slug = publish(**changes)
        with transaction() as session:
            event = get_event(session, slug)
            make_question(
                session,
                event,
                "Spiser du med?",
                kind=KINDS.YES_NO,
                is_required=True,
                others={Language.ARABIC: "هل تأكل معنا؟"},
            )
            make_question(
                session,
                event,
                "Hvad spiser du?",
                "Kød",
                "Grønt",
                kind=KINDS.CHOICES,
                is_required=True,
                condition=Condition("spiser_du_med", "yes"),
            )
            make_question(
                session, event, "Hvor mange klapvogne?", kind=KINDS.NUMBER, asked_of=WHOLE
            )
            make_question(session, event, "Født", kind=KINDS.DATE, asked_of=WHOLE)
            make_question(session, event, "Andet", asked_of=WHOLE)
        return slug

    return published


def path_of(slug, language="da"):
    return f"/{language}/events/{slug}/register"


def stored():
    """List the answers that are stored: the participant's number and the value, by code."""
    db.session.rollback()
    rows = db.session.execute(
        select(Question.code, QuestionAnswer.participant_id, QuestionAnswer.value)
        .join(Question, Question.id == QuestionAnswer.question_id)
        .order_by(QuestionAnswer.participant_id.nulls_first(), Question.position)
    ).all()
    return [(row.code, row.participant_id, row.value) for row in rows]


def problems_on(answer):
    page = Page(answer.text)
    return [(link.get("href"), link.text) for link in page.by_id("problems").iter("a")]


def test_people_answer_and_see_their_answers(client, asking, register):
    own = register(
        asking(),
        people=2,
        **{
            "participants-0-answers-spiser_du_med": "yes",
            "participants-0-answers-hvad_spiser_du": ["koed", "groent"],
            "participants-1-answers-spiser_du_med": "no",
            "participants-1-answers-hvad_spiser_du": ["koed"],
            "answers-hvor_mange_klapvogne": "٣",
            "answers-foedt": "1. maj 2016",
            "answers-andet": "<b>Hej</b>",
        },
    )
    assert stored() == [
        ("hvor_mange_klapvogne", None, "3"),
        ("foedt", None, "2016-05-01"),
        ("andet", None, "<b>Hej</b>"),
        ("spiser_du_med", 1, "yes"),
        ("hvad_spiser_du", 1, "koed groent"),
        ("spiser_du_med", 2, "no"),
    ]
    page = client.page(own)
    said = [(dt.text, dd.text) for dt, dd in zip(page.all("dt"), page.all("dd"), strict=True)]
    assert said[-6:] == [
        ("Hvor mange klapvogne?", "3"),
        ("Født", "1. maj 2016"),
        ("Andet", "<b>Hej</b>"),
        ("Spiser du med?", "Ja"),
        ("Hvad spiser du?", "Kød, Grønt"),
        ("Spiser du med?", "Nej"),
    ]


def test_each_wrong_answer_is_told_at_its_field_and_everything_is_kept(client, asking):
    path = path_of(asking())
    data = filled(
        client,
        path,
        2,
        {
            "participants-0-answers-spiser_du_med": "yes",
            "answers-hvor_mange_klapvogne": "tre",
            "answers-foedt": "i maj",
            "answers-andet": "x" * 501,
        },
    )
    answer = client.post(path, data=data)
    assert answer.status_code == 422
    assert problems_on(answer) == [
        (
            "#participants-0-answers-hvad_spiser_du-0",
            "Person 1: Svar på “Hvad spiser du?”.",
        ),
        (
            "#participants-1-answers-spiser_du_med-0",
            "Person 2: Svar på “Spiser du med?”.",
        ),
        (
            "#answers-hvor_mange_klapvogne",
            "Skriv et helt tal i “Hvor mange klapvogne?”, for eksempel 3.",
        ),
        (
            "#answers-foedt",
            "Skriv dag, måned og år i “Født”, for eksempel 31.12.2015.",
        ),
        ("#answers-andet", "Skriv højst 500 tegn i “Andet”."),
    ]
    sent = dict(Page(answer.text).form("registration").values())
    assert sent["answers-hvor_mange_klapvogne"] == "tre"
    assert sent["participants-0-answers-spiser_du_med"] == "yes"
    assert stored() == []


def test_without_scripts_every_dependent_question_says_on_what_it_depends(client, asking):
    page = client.page(path_of(asking()))
    (condition,) = [p for p in page.all("p") if "only-if" in p.get("class", "")]
    assert condition.text == "Kun hvis du svarer “Ja” til “Spiser du med?”."
    (depends,) = [d for d in page.all("div") if d.get("data-component") == "depends"]
    assert (depends.get("data-on"), depends.get("data-value")) == (
        "participants-0-answers-spiser_du_med",
        "yes",
    )


def test_each_question_says_why_and_until_when_once(client, asking):
    page = client.page(path_of(asking()))
    why = [p.text for p in page.all("p") if "why" in p.get("class", "").split()]
    assert len(why) == 5
    assert why[0].startswith("Så vi kan planlægge dagen. Vi sletter svaret efter ")


def test_a_question_is_asked_in_the_language_of_the_page_or_says_that_it_is_not(client, asking):
    page = client.page(path_of(asking(), "ar"))
    assert "هل تأكل معنا؟" in [each.text for each in page.all("legend")]
    foreign = [s.text for s in page.all("span") if s.get("lang") == "da"]
    assert "Hvad spiser du?" in foreign


def test_forged_answers_are_ignored(client, asking, register):
    register(
        asking(),
        **{
            "participants-0-answers-spiser_du_med": "no",
            "participants-0-answers-forged": "x",
            "answers-spiser_du_med": "yes",
            "participants-7-answers-spiser_du_med": None,
        },
    )
    assert stored() == [("spiser_du_med", 1, "no")]


def test_a_choice_that_is_not_offered_is_refused(client, asking):
    path = path_of(asking())
    answers = {
        "participants-0-answers-spiser_du_med": "yes",
        "participants-0-answers-hvad_spiser_du": ["<script>"],
    }
    answer = client.post(path, data=filled(client, path, 1, answers))
    assert problems_on(answer) == [
        (
            "#participants-0-answers-hvad_spiser_du-0",
            "Person 1: Vælg et af svarene til “Hvad spiser du?”.",
        )
    ]


def test_what_looks_like_a_cpr_number_is_removed_and_told(client, asking, register):
    own = register(
        asking(),
        **{
            "participants-0-answers-spiser_du_med": "no",
            "answers-andet": "Mit barn er 010203-1234",
        },
    )
    assert stored()[0] == ("andet", None, "Mit barn er [fjernet: ligner CPR]")
    assert "ligner et CPR-nummer" in client.page(own).text
    assert "ligner et CPR-nummer" not in client.page(own.partition("?")[0]).text


def test_answers_are_changed_on_the_own_page_and_tickets_stay(client, asking, register):
    own = register(
        asking(),
        people=2,
        **{
            "participants-0-answers-spiser_du_med": "yes",
            "participants-0-answers-hvad_spiser_du": ["koed"],
            "participants-1-answers-spiser_du_med": "no",
            "answers-andet": "Intet",
        },
    )
    codes = [each.text for each in client.page(own).all("bdi")]
    form = client.page(f"{own}/answers").form("answers")
    assert dict(form.values())["answers-andet"] == "Intet"
    assert dict(form.values())["people-1-hvad_spiser_du"] == "koed"
    answer = client.submit(
        f"{own}/answers",
        {
            "people-1-spiser_du_med": "no",
            "people-2-spiser_du_med": "yes",
            "people-2-hvad_spiser_du": ["groent"],
            "answers-andet": "",
        },
        form="answers",
    )
    assert (answer.status_code, answer.location) == (303, own)
    assert stored() == [
        ("spiser_du_med", 1, "no"),
        ("spiser_du_med", 2, "yes"),
        ("hvad_spiser_du", 2, "groent"),
    ]
    shown = [each.text for each in client.page(own).all("bdi")]
    assert [each for each in shown if each in codes] == codes


def test_wrong_changes_are_told_and_kept(client, asking, register):
    own = register(
        asking(), people=2, **{f"participants-{n}-answers-spiser_du_med": "no" for n in (0, 1)}
    )
    answer = client.submit(
        f"{own}/answers",
        {"people-2-spiser_du_med": "yes", "answers-hvor_mange_klapvogne": "mange"},
        form="answers",
    )
    assert answer.status_code == 422
    assert problems_on(answer) == [
        (
            "#answers-hvor_mange_klapvogne",
            "Skriv et helt tal i “Hvor mange klapvogne?”, for eksempel 3.",
        ),
        ("#people-2-hvad_spiser_du-0", "Person 2: Svar på “Hvad spiser du?”."),
    ]


def test_nothing_can_be_changed_once_registration_has_closed(client, asking, register):
    slug = asking()
    own = register(slug, **{"participants-0-answers-spiser_du_med": "no"})
    data = client.page(f"{own}/answers").form("answers").filled({})
    with transaction() as session:
        event = get_event(session, slug)
        event.registration_opens_at = clock.now() - timedelta(days=2)
        event.registration_closes_at = clock.now() - timedelta(days=1)

        raise_revision(session)
    assert "Ret svarene" not in client.page(own).text
    assert client.get(f"{own}/answers").location == f"{own}#answers"
    assert client.post(f"{own}/answers", data=dict(data)).location == f"{own}#answers"
    assert stored() == [("spiser_du_med", 1, "no")]


def test_a_cancelled_event_takes_no_more_answers(client, asking, register):
    slug = asking()
    own = register(slug, **{"participants-0-answers-spiser_du_med": "no"})
    with transaction() as session:
        cancel(session, get_event(session, slug), at=clock.now(), by=SYSTEM)
    assert client.get(f"{own}/answers").status_code == 302


def test_a_question_retired_meanwhile_is_told_and_nothing_is_lost(client, asking):
    slug = asking()
    path = path_of(slug)
    data = filled(client, path, 1, {"participants-0-answers-spiser_du_med": "no"})
    with transaction() as session:
        event = get_event(session, slug)
        make_question(session, event, "Nyt?", is_required=True)
    answer = client.post(path, data=data)
    assert problems_on(answer) == [("#participants-0-answers-nyt", "Person 1: Svar på “Nyt?”.")]


def test_a_retired_answer_is_still_shown(client, asking, register):
    slug = asking()
    own = register(
        slug, **{"participants-0-answers-spiser_du_med": "no", "answers-andet": "Gammelt"}
    )
    with transaction() as session:
        question = session.scalars(select(Question).filter_by(code="andet")).one()
        retire_question(session, question, at=clock.now(), by=SYSTEM)
    assert "Gammelt" in client.page(own).text
    assert "answers-andet" not in client.page(f"{own}/answers").text


def test_the_form_asks_one_question_more_of_the_database(client, publish, asking):
    plain, with_questions = path_of(publish()), path_of(asking())
    client.page(plain)
    numbers = []
    for path in (plain, with_questions):
        with watch_statements() as statements:
            client.page(path)
        numbers.append(len([each for each in statements if "question" in each]))
    assert numbers == [1, 1]


def test_an_agreement_must_be_given_where_it_is_required(client, publish, register):
    slug = publish()
    with transaction() as session:
        make_question(
            session,
            get_event(session, slug),
            "Jeg kommer alle gange",
            kind=KINDS.AGREEMENT,
            is_required=True,
            asked_of=WHOLE,
        )
    path = path_of(slug)
    answer = client.post(path, data=filled(client, path, 1, {}))
    assert problems_on(answer) == [
        ("#answers-jeg_kommer_alle_gange", "I kan ikke være med uden “Jeg kommer alle gange”.")
    ]
    register(slug, **{"answers-jeg_kommer_alle_gange": "y"})
    assert stored() == [("jeg_kommer_alle_gange", None, "yes")]


def test_the_number_of_people_keeps_the_answers(client, asking):
    path = path_of(asking())
    data = filled(client, path, 1, {"participants-0-answers-spiser_du_med": "yes"})
    answer = client.post(path, data=data | {"people": ["2"]})
    sent = dict(Page(answer.text).form("registration").values())
    assert sent["participants-0-answers-spiser_du_med"] == "yes"
    assert "participants-1-answers-spiser_du_med" not in sent
    assert db.session.scalars(select(Registration)).all() == []


def test_the_answers_are_among_ones_own_data(client, asking, register):
    own = register(
        asking(), **{"participants-0-answers-spiser_du_med": "no", "answers-andet": "Hej fra os"}
    )
    page = client.page(f"{own}/data")
    texts = [[bdi.text for bdi in each.iter("bdi")] for each in (*page.all("dt"), *page.all("dd"))]
    half = len(texts) // 2
    said = {name: value for (name,), (value,) in zip(texts[:half], texts[half:], strict=True)}
    assert (said["Andet"], said["Spiser du med?"]) == ("Hej fra os", "Nej")
