"""Before an event is published its organisers see what it lacks, and how it will look."""

from datetime import timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.events.queries import find_event
from eventsys.events.rules import EventStatus
from eventsys.events.team.rules import TeamContact
from eventsys.people.rules import RoleName
from eventsys.places.models import Venue
from tests.factories import make_draft, make_event
from tests.pages import Page, text_of
from tests.questions import make_question

PUBLISH, PREVIEW = "/organiser/events/fest-1/publish", "/organiser/events/fest-1/preview/da"
WHOLE = {
    "titles": dict.fromkeys(Language, "Fest"),
    "bodies": dict.fromkeys(Language, "Kom."),
    "contact": TeamContact(name="Teamet", phone="+4533660000"),
}


@pytest.fixture
def draft(app):
    """Make a draft, at a place with a lift: `draft(capacity=None)`."""

    def make(**changes):
        with app.app_context(), transaction() as session:
            event = make_draft(session, at=clock.now(), **WHOLE | changes)
            session.query(Venue).one().is_step_free = True
            return event.id

    return make


@pytest.fixture
def status(app):
    """Tell how the event stands: `status()`."""

    def look():
        with app.app_context(), transaction() as session:
            return find_event(session, "fest-1").status

    return look


def lacks_in(page):
    return [
        text_of(each.find("strong")) for each in page.all("li") if each.find("strong") is not None
    ]


def test_a_whole_event_is_published_with_one_button(organiser_client, draft, status):
    draft()
    page = organiser_client.page(PUBLISH)
    assert lacks_in(page) == []
    assert "Der mangler ikke noget." in page.text
    organiser_client.post(PUBLISH, data=dict(page.form("publish").values()))
    assert status() is EventStatus.PUBLISHED


def test_what_is_missing_is_said_and_asked_about(organiser_client, app, draft, status):
    draft(contact=TeamContact(), titles={Language.DANISH: "Fest"}, gates=())
    with app.app_context(), transaction() as session:
        make_question(session, find_event(session, "fest-1"))
    page = organiser_client.page(PUBLISH)
    assert lacks_in(page) == [
        "Ikke oversat: \u2068English, العربية, Türkçe, اردو og Soomaali\u2069",
        "Nogle spørgsmål er ikke oversat eller ikke set igennem.",
        "Der står ikke, hvem folk kan spørge.",
        "Der er ingen indgang med navn.",
    ]
    asked = organiser_client.post(PUBLISH, data=dict(page.form("publish").values()))
    assert (asked.status_code, status()) == (409, EventStatus.DRAFT)
    organiser_client.submit(PUBLISH, {"sure": "1"}, form="publish")
    assert status() is EventStatus.PUBLISHED


def test_what_makes_no_sense_blocks_however_sure_somebody_is(organiser_client, draft, status):
    draft(registration_closes_at=clock.now() - timedelta(days=1))
    page = organiser_client.page(PUBLISH)
    assert lacks_in(page) == ["Tilmeldingen er allerede lukket."]
    assert "Offentliggør alligevel" not in page.text
    answer = organiser_client.submit(PUBLISH, {"sure": "1"}, form="publish")
    assert (answer.status_code, status()) == (409, EventStatus.DRAFT)
    assert "Det kan ikke offentliggøres endnu" in Page(answer.text).text


def test_each_thing_that_is_missing_leads_to_where_it_is_put_right(organiser_client, app, draft):
    draft(titles={Language.DANISH: "Fest"}, capacity=None)
    with app.app_context(), transaction() as session:
        session.query(Venue).one().is_step_free = None
    links = [link.get("href") for link in organiser_client.page(PUBLISH).all("a")]
    edit = "/organiser/events/fest-1/edit"
    assert {f"{edit}?language=en#text_en", f"{edit}#capacity", "/organiser/places/"} <= {*links}
    form = organiser_client.page(edit)
    assert form.by_id("text_en").tag == "fieldset"
    assert form.by_id("capacity").tag == "input"


def test_the_page_of_what_is_missing_is_for_drafts(organiser_client, app):
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now())
    assert organiser_client.get(PUBLISH).location == "/organiser/events/fest-1/"


def test_a_draft_is_seen_by_its_team_as_the_public_will_see_it(organiser_client, client, draft):
    draft(titles=WHOLE["titles"] | {Language.ARABIC: "حفلة"})
    page = organiser_client.page(PREVIEW)
    assert page.heading == "Fest"
    assert "Kun teamet kan se denne side." in page.text
    assert [link.get("href") for link in page.all("a") if text_of(link) == "Tilmeld"] == [
        "#preview"
    ]
    assert organiser_client.page("/organiser/events/fest-1/preview/ar").heading == "حفلة"
    answer = organiser_client.get(PREVIEW)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers.get("Set-Cookie") is None
    assert 'content="noindex"' in answer.text
    assert client.get("/da/events/fest-1").status_code == 404
    outside = client.get(PREVIEW)
    assert outside.location == f"/account/sign-in?next={PREVIEW}"


def test_the_team_finds_the_preview_in_every_language(organiser_client, draft):
    draft()
    overview = organiser_client.page("/organiser/events/fest-1/")
    assert PREVIEW in {link.get("href") for link in overview.all("a")}
    links = {f"/organiser/events/fest-1/preview/{each.value}" for each in Language}
    for path in (PREVIEW, PUBLISH):
        assert links <= {link.get("href") for link in organiser_client.page(path).all("a")}


def test_a_preview_of_what_is_not_there_is_not_found(organiser_client):
    assert organiser_client.get("/organiser/events/no-such/preview/da").status_code == 404
    assert organiser_client.get("/organiser/events/no-such/publish").status_code == 404


def test_who_may_only_read_sees_the_preview_and_publishes_nothing(signed_in, draft, status):
    draft()
    viewer = signed_in(RoleName.VIEWER)
    assert viewer.page(PREVIEW).heading == "Fest"
    assert viewer.get(PUBLISH).status_code == 403
    assert status() is EventStatus.DRAFT
