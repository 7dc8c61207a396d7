"""Organisers set what an event asks, see who needs what and whose pictures may not be shown."""

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from eventsys.core import clock
from eventsys.core.codes import grouped
from eventsys.core.db import db, transaction
from eventsys.events.care.rules import NO_CARE, Care, Companions, NeedKind
from eventsys.events.models import Occasion
from eventsys.events.queries import find_event, get_event, plan_of
from eventsys.events.rules import AgeRule
from eventsys.people.rules import RoleName
from eventsys.registration.consents.models import PhotoConsent
from eventsys.registration.consents.operations import answer_photos
from eventsys.registration.models import Participant, Registration
from eventsys.registration.needs.models import Need
from eventsys.registration.needs.rules import NeedRequest, deletion_moment
from eventsys.registration.rules import Category, ParticipantRequest
from tests.factories import codes_of, make_event, make_registration
from tests.pages import Page
from tests.web.conftest import add_signed_in, days_later

ALL = Care(needs=frozenset(NeedKind), photos=True)
NEEDS, PICTURES = "/organiser/events/fest-1/needs", "/organiser/events/fest-1/pictures"
TOLK = NeedRequest(kind=NeedKind.INTERPRETER, language="so")
NUTS = NeedRequest(kind=NeedKind.ALLERGY, text="Nødder")


@pytest.fixture
def family(app):
    """Register a family with needs and answers at an event that asks everything."""
    child = ParticipantRequest(name="Amina", category=Category.CHILD, needs=(NUTS,), photos=True)
    other = ParticipantRequest(name="Bo", category=Category.CHILD, photos=False)
    with app.app_context(), transaction() as session:
        event = make_event(session, at=clock.now(), care=ALL)
        registration = make_registration(
            session, event, participants=[child, other], needs=(TOLK,), at=clock.now()
        )
        return [codes.short_code for codes in codes_of(session, registration)]


def withdraw():
    with transaction() as session:
        registration = session.scalars(select(Registration)).one()
        first = session.scalars(select(Participant.id).filter_by(position=1)).one()
        answer_photos(session, registration, {first: False}, at=clock.now())


def cells(page, tag="td"):
    return [" ".join("".join(cell.itertext()).split()) for cell in page.all(tag)]


def test_the_form_of_an_event_sets_what_it_asks(app, organiser_client, typed):
    year = str(clock.now().year - 10)
    changes = {
        "born_from": year,
        "born_until": year,
        "care-needs": ["allergy", "interpreter"],
        "care-photos": "y",
        "care-companions": "uncounted",
    }
    answer = organiser_client.submit("/organiser/events/new", typed | changes, form="event")
    slug = answer.location.split("/")[-2]
    with app.app_context():
        care = plan_of(db.session(), find_event(db.session(), slug)).care
    assert care == Care(
        needs=frozenset({NeedKind.ALLERGY, NeedKind.INTERPRETER}),
        photos=True,
        companions=Companions.UNCOUNTED,
    )
    sent = organiser_client.page(f"/organiser/events/{slug}/edit").form("event").values()
    assert [pair for pair in sent if pair[0].startswith("care-")] == [
        ("care-needs", "interpreter"),
        ("care-needs", "allergy"),
        ("care-photos", "y"),
        ("care-companions", "uncounted"),
    ]


def test_an_event_asks_nothing_unless_somebody_says_so(app, organiser_client, typed):
    answer = organiser_client.submit("/organiser/events/new", typed, form="event")
    slug = answer.location.split("/")[-2]
    with app.app_context():
        assert plan_of(db.session(), find_event(db.session(), slug)).care == NO_CARE


def test_companions_come_along_with_children_of_certain_years_only(organiser_client, typed):
    changes = {"care-companions": "counted"}
    answer = organiser_client.submit("/organiser/events/new", typed | changes, form="event")
    assert answer.status_code == 422
    links = [link.get("href") for link in Page(answer.text).by_id("problems").iter("a")]
    assert links == ["#care-companions-0"]


def test_an_event_that_is_moved_takes_the_deletion_of_needs_along(app, organiser_client, family):
    edit = "/organiser/events/fest-1/edit"
    sent = dict(organiser_client.page(edit).form("event").values())
    later = days_later(sent, 365)
    asked = organiser_client.submit(edit, later, form="event")
    told = Page(asked.text).form("tell").filled({"told": "1"})
    assert organiser_client.post(edit, data=MultiDict(told)).location
    with app.app_context():
        (until,) = set(db.session.scalars(select(Need.delete_after)))
        assert until == deletion_moment(db.session.scalars(select(Occasion.ends_at)).one())


def test_organisers_see_the_totals_and_who_needs_what(organiser_client, family):
    page = organiser_client.page(NEEDS)
    numbers = [" ".join("".join(each.itertext()).split()) for each in page.all("dl")[0]]
    assert numbers == ["Tolk 1", "Allergi 1", "Adgang 0", "Andet 0"]
    assert cells(page)[0] == "1"
    for part in ("Somali", "Nødder", "Amina", grouped(family[0]), "amina@example.org"):
        assert part in page.text
    assert "Ingen under 18 år må tolke" in page.text


def test_children_without_a_yes_stand_in_the_list_by_their_code_alone(organiser_client, family):
    page = organiser_client.page(PICTURES)
    (codes,) = [each for each in page.all("ul") if each.get("class") == "shortcodes plain"]
    assert ["".join(code.itertext()).strip() for code in codes] == [grouped(family[1])]
    assert "Bo" not in page.text.split()


def test_a_withdrawal_is_a_task_until_it_is_done(app, organiser_client, family):
    with app.app_context():
        withdraw()
    page = organiser_client.page(PICTURES)
    assert "Amina" in page.text
    with app.app_context():
        consent_id = db.session.scalars(select(PhotoConsent.id).filter_by(is_given=True)).one()
    answer = organiser_client.submit(PICTURES, {}, form=f"removed-{consent_id}")
    assert answer.location == PICTURES
    page = organiser_client.page(PICTURES)
    assert not [form for form in page.all("form") if form.get("id", "").startswith("removed")]
    with app.app_context():
        assert db.session.get(PhotoConsent, consent_id).removed_at is not None


def test_a_consent_that_stands_cannot_be_noted_as_done(app, organiser_client, family):
    with app.app_context():
        consent_id = db.session.scalars(select(PhotoConsent.id).filter_by(is_given=True)).one()
    page = organiser_client.page(PICTURES)
    token = dict(page.form("sign-out").values()) if page.all("form") else {}
    answer = organiser_client.post(
        f"{PICTURES}/{consent_id}/removed", data={"csrf_token": token.get("csrf_token", "")}
    )
    assert answer.status_code in {400, 404}
    with app.app_context():
        assert db.session.get(PhotoConsent, consent_id).removed_at is None


@pytest.mark.parametrize(
    "role", [each for each in RoleName if each not in {RoleName.ORGANISER, RoleName.ADMINISTRATOR}]
)
def test_nobody_else_sees_needs_or_answers(app, client, family, role):
    add_signed_in(app, client, role)
    assert [client.get(path).status_code for path in (NEEDS, PICTURES)] == [403, 403]
    shown = client.get("/organiser/events/fest-1/").text
    assert (NEEDS in shown, PICTURES in shown) == (False, False)


def test_needs_stand_in_no_list_file_feed_or_api(app, organiser_client, family):
    paths = [
        "/organiser/events/fest-1/registrations",
        "/organiser/events/fest-1/exports",
        "/organiser/events/fest-1/attendance.csv",
        "/organiser/events/fest-1/",
        "/feeds/events/fest-1.ics",
        "/api/v1/events/fest-1",
        "/da/events/fest-1",
    ]
    texts = [organiser_client.get(path).text for path in paths]
    assert [text for text in texts if "Nødder" in text or "Somali" in text] == []


def test_the_tabs_show_only_what_the_event_asks(app, organiser_client):
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now())
        make_event(session, at=clock.now(), care=Care(photos=True), age_rule=AgeRule(2016, 2016))
        assert get_event(session, "fest-2").age_rule == AgeRule(2016, 2016)
    tabs = [
        [link.get("href") for link in organiser_client.page(f"/organiser/events/{slug}/").all("a")]
        for slug in ("fest-1", "fest-2")
    ]
    assert [NEEDS in tabs[0], PICTURES in tabs[0]] == [False, False]
    assert [path.replace("1", "2") in tabs[1] for path in (NEEDS, PICTURES)] == [False, True]
