"""A course asks; a citizen answers in Danish and Arabic, with scripts and without."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.text import Language
from eventsys.registration.questions.models import Question, QuestionAnswer
from eventsys.registration.questions.rules import AskedOf, Condition, QuestionKind
from tests.factories import make_event
from tests.questions import make_question

pytestmark = pytest.mark.browser

EATS, WHAT = "#participants-0-answers-spiser_du_med", "#participants-0-answers-hvad_spiser_du"
SEND = "#registration .button:not(.second)"


@pytest.fixture
def app_of(quick_server):
    return create_app(quick_server.settings)


@pytest.fixture
def site(quick_server, app_of):
    """The real server with an event that asks what depends on an earlier answer."""
    with app_of.app_context(), transaction() as session:
        event = make_event(session, slug="fest", at=clock.now())
        make_question(
            session,
            event,
            "Spiser du med?",
            kind=QuestionKind.YES_NO,
            is_required=True,
            others={Language.ARABIC: "هل تأكل معنا؟"},
        )
        make_question(
            session,
            event,
            "Hvad spiser du?",
            is_required=True,
            condition=Condition("spiser_du_med", "yes"),
            others={Language.ARABIC: "ماذا تأكل؟"},
        )
        make_question(
            session,
            event,
            "Hvor mange klapvogne?",
            kind=QuestionKind.NUMBER,
            asked_of=AskedOf.REGISTRATION,
        )
    return quick_server.url


def stored(app):
    """List the answers that are stored, by their questions' codes."""
    with app.app_context():
        rows = db.session.execute(
            select(Question.code, QuestionAnswer.value)
            .join(Question, Question.id == QuestionAnswer.question_id)
            .order_by(QuestionAnswer.id)
        )
        return dict(map(tuple, rows))


def fill(page, site, language):
    """Open the form and write who comes."""
    page.goto(f"{site}/{language}/events/fest/register")
    page.check("#participants-0-category-0")
    page.fill("#contact_name", "Fatima Yılmaz")
    page.check("#channel-2")


@pytest.mark.parametrize(("language", "prams"), [("da", "2"), ("ar", "٢")])
def test_a_question_comes_and_goes_with_the_answer_it_depends_on(
    site, app_of, open_page, language, prams
):
    page = open_page(locale=language)
    fill(page, site, language)
    what = page.locator(WHAT)
    expect(what).to_be_hidden()
    page.check(f"{EATS}-0")
    expect(what).to_be_visible()
    expect(page.locator(".only-if")).to_have_count(0)
    what.fill("Kun grønt")
    page.fill("#answers-hvor_mange_klapvogne", prams)
    page.locator(SEND).last.click()
    expect(page.locator("#answers dd")).to_have_count(3)
    page.locator("#answers .button").click()
    expect(page.locator("#people-1-hvad_spiser_du")).to_have_value("Kun grønt")
    page.check("#people-1-spiser_du_med-1")
    expect(page.locator("#people-1-hvad_spiser_du")).to_be_hidden()
    page.locator("#answers .button").last.click()
    expect(page.locator("#answers dd")).to_have_count(2)
    assert stored(app_of) == {"hvor_mange_klapvogne": "2", "spiser_du_med": "no"}


def test_without_scripts_all_questions_are_there_and_the_server_judges(site, app_of, open_page):
    page = open_page(java_script_enabled=False, locale="da", forgive="422")
    fill(page, site, "da")
    expect(page.locator(WHAT)).to_be_visible()
    assert page.locator(".only-if").inner_text() == (
        "Kun hvis du svarer “Ja” til “Spiser du med?”."
    )
    page.check(f"{EATS}-0")
    page.locator(SEND).last.click()
    expect(page.locator("#problems a")).to_have_text(["Person 1: Svar på “Hvad spiser du?”."])
    page.check(f"{EATS}-1")
    page.fill(WHAT, "Det her bliver ikke gemt")
    page.locator(SEND).last.click()
    expect(page.locator("#answers dd")).to_have_text(["Nej"])
    assert stored(app_of) == {"spiser_du_med": "no"}
