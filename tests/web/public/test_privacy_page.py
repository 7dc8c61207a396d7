"""Each event says what it does with people's data, with its own dates."""

from datetime import UTC, datetime

import pytest

from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.care.rules import Care, NeedKind
from eventsys.events.queries import find_event
from eventsys.events.requests import OccasionPlan
from eventsys.events.rules import AgeRule, EventKind
from eventsys.registration.questions.operations import retire_question
from tests.factories import AT, make_venue
from tests.questions import make_question

START, END = datetime(2027, 5, 1, 11, tzinfo=UTC), datetime(2027, 5, 1, 23, tzinfo=UTC)


@pytest.fixture
def privacy(client, publish, in_app):
    """Publish an event that ends in the night to 2 May 2027, and give the page about its data."""

    def page(language="da", **changes):
        with transaction() as session:
            venue_id = make_venue(session).id
        occasion = OccasionPlan(starts_at=START, ends_at=END, venue_id=venue_id)
        slug = publish(occasions=[occasion], **changes)
        return client.page(f"/{language}/events/{slug}/privacy")

    return page


def told(page, which=-1):
    rows = [each for each in page.all("dl") if each.get("class") == "told"]
    return [" ".join("".join(row.itertext()).split()) for row in rows[which]]


def test_an_event_that_asks_little_says_little(privacy):
    page = privacy(kind=EventKind.COURSE)
    assert told(page) == [
        "Mails, vi har sendt jer slettes 30 dage efter, vi har sendt dem",
        "Navne, kontakter og fødselsår slettes lørdag 31. juli 2027",
        "Hvor mange der kom bliver gemt som et tal uden navne",
    ]
    assert "helbred" not in page.text


def test_what_an_event_asks_stands_there_with_the_days_of_its_deletion(privacy):
    care = Care(needs=frozenset({NeedKind.ALLERGY, NeedKind.INTERPRETER}), photos=True)
    page = privacy(care=care, age_rule=AgeRule(2016, 2016))
    assert told(page)[0] == "Hvad I har brug for slettes søndag 16. maj 2027"
    assert "hvad I har brug for, hvis I vil fortælle det: Tolk og Allergi" in page.text
    assert "børnenes fødselsår" in page.text
    assert "artikel 9, stk. 2, litra a" in page.text
    assert "artikel 6, stk. 1, litra a" in page.text


def test_the_organisers_own_questions_stand_there_with_what_they_are_for(client, privacy):
    privacy(slug="fest")
    with transaction() as session:
        event = find_event(session, "fest")
        make_question(session, event, "Spiser I med?", deletion_days=3)
        retired = make_question(session, event, "Spørges ikke mere")
        retire_question(session, retired, at=AT, by=SYSTEM)
    page = client.page("/ar/events/fest/privacy")
    (told_question,) = told(page, 0)
    assert told_question.startswith("Spiser I med? Så vi kan planlægge dagen. ")
    (label,) = [each for each in page.all("dt") if each.text == "Spiser I med?"]
    assert (label.get("lang"), label.get("dir")) == ("da", "ltr")
    page = client.page("/da/events/fest/privacy")
    assert told(page, 0)[0].endswith("slettes onsdag 5. maj 2027")


@pytest.mark.parametrize("language", Language)
def test_the_page_stands_in_every_language_and_is_linked_from_the_form(client, privacy, language):
    page = privacy(language, slug="fest", care=Care(needs=frozenset(NeedKind), photos=True))
    assert len(told(page)) == 5
    form = client.page(f"/{language}/events/fest/register")
    assert f"/{language}/events/fest/privacy" in [link.get("href") for link in form.all("a")]


def test_a_draft_says_nothing(client, in_app):
    assert client.get("/da/events/nowhere/privacy").status_code == 404


def test_the_own_page_leads_there(client, publish, register):
    slug = publish()
    links = [link.get("href") for link in client.page(register(slug)).all("a")]
    assert f"/da/events/{slug}/privacy" in links
