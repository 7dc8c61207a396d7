import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.outbox import Notice
from eventsys.core.principal import SYSTEM
from eventsys.events.intake.rules import IntakePlan
from eventsys.events.models import PlacePool
from eventsys.events.operations import amend_event, cancel
from eventsys.events.queries import get_event, plan_of
from eventsys.events.rules import AgeRule, Attends, EventKind
from eventsys.registration.changes.operations import let_people_move
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.queries import token_of
from eventsys.registration.rules import IfFull
from tests.factories import make_family
from tests.pages import Page


def own_registration():
    db.session.rollback()
    return db.session.scalars(select(Registration)).one()


def names():
    db.session.rollback()
    return [*db.session.scalars(select(Participant.name).order_by(Participant.id))]


def problems_on(answer):
    links = Page(answer.text).by_id("problems").iter("a")
    return [(link.get("href"), link.text) for link in links]


def links_of(page):
    """Tell what can be done, by the last part of each address."""
    (changes,) = [each for each in page.all("ul") if "changes" in (each.get("class") or "")]
    return [link.get("href").rpartition("/")[2] for link in changes.iter("a")]


def test_names_and_contact_are_changed_and_the_tickets_stay(client, publish, register):
    own = register(publish(), people=2)
    codes = [*db.session.scalars(select(Ticket.code_hash))]
    changes = {"people-1-name": "محمد الأمين", "email": "new@example.dk"}
    answer = client.submit(f"{own}/change", changes, form="change")
    assert (answer.status_code, answer.location) == (303, f"{own}?done=changed")
    assert "Ændringerne er gemt." in client.page(answer.location).text
    assert names() == ["", "محمد الأمين"]
    assert own_registration().contact_email == "new@example.dk"
    assert [*db.session.scalars(select(Ticket.code_hash))] == codes
    form = dict(client.page(f"{own}/change").form("change").values())
    assert (form["people-1-name"], form["email"]) == ("محمد الأمين", "new@example.dk")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"contact_name": ""}, "#contact_name"),
        ({"email": "new@"}, "#email"),
        ({"people-0-name": "x" * 81}, "#people-0-name"),
        ({"people-0-name": "a\x00b"}, "#people-0-name"),
        ({"people-0-birth_year": "16"}, "#people-0-birth_year"),
        ({"people-0-birth_year": "2011"}, "#people-0-birth_year"),
    ],
)
def test_a_wrong_change_is_refused_at_its_field_and_kept(client, publish, register, changes, field):
    own = register(publish(age_rule=AgeRule(2016, 2016)), **{"participants-0-birth_year": "2016"})
    answer = client.submit(f"{own}/change", {"people-0-name": "New"} | changes, form="change")
    assert answer.status_code == 422
    assert [problem for problem, _ in problems_on(answer)] == [field]
    assert names() == [""]


def test_a_course_keeps_asking_for_names(client, publish, register):
    own = register(publish(kind=EventKind.COURSE), **{"participants-0-name": "Amina"})
    answer = client.submit(f"{own}/change", {"people-0-name": ""}, form="change")
    assert problems_on(answer) == [("#people-0-name", "Skriv personens navn.")]


@pytest.mark.parametrize("form", ["change", "deregister", "new-link"])
def test_a_form_that_is_not_ours_changes_nothing(client, publish, register, form):
    own = register(publish())
    assert client.post(f"{own}/{form}", data={"contact_name": "Thief"}).status_code == 400
    assert own_registration().revision == 1


def test_all_places_are_given_back_after_one_question(client, publish, register):
    own = register(publish(), people=3)
    assert client.page(f"{own}/deregister").heading == "Vil I alle melde fra?"
    answers = [client.submit(f"{own}/deregister", {}) for _ in range(2)]
    assert [answer.location for answer in answers] == [f"{own}?done=left"] * 2
    assert db.session.scalars(select(PlacePool.taken)).one() == 0
    page = client.page(f"{own}?done=left")
    assert page.heading == "Du er ikke tilmeldt længere"
    assert "Alle pladser er givet tilbage." in page.text
    assert links_of(page) == ["new-link"]


def test_an_address_alone_does_not_say_that_all_places_were_given_back(client, publish, register):
    page = client.page(f"{register(publish())}?done=left")
    assert "Alle pladser er givet tilbage." not in page.text


def choice(publish, **changes):
    return publish(attends=Attends.ONE, days=(3, 4, 5), capacity=3, **changes)


def taken():
    db.session.rollback()
    return [*db.session.scalars(select(PlacePool.taken).order_by(PlacePool.occasion_id))]


def test_a_registration_goes_to_another_date(client, publish, register, both_databases):
    own = register(choice(publish), people=2, occasion="1")
    assert links_of(client.page(own)) == ["change", "move", "deregister", "new-link"]
    offered = [each.get("value") for each in client.page(f"{own}/move").all("input")]
    assert [value for value in offered if len(value) == 1] == ["2", "3"]
    answer = client.submit(f"{own}/move", {"occasion": "3"}, form="move")
    assert (answer.status_code, answer.location) == (303, f"{own}?done=moved")
    assert taken() == [0, 0, 2]
    assert client.page(answer.location).heading == "I er tilmeldt"


def test_a_date_that_is_full_or_not_chosen_moves_nobody(client, publish, register):
    slug = choice(publish)
    own = register(slug, people=2, occasion="1")
    register(slug, people=2, occasion="2", email="other@example.dk")
    full = client.submit(f"{own}/move", {"occasion": "2"}, form="move")
    none = client.submit(f"{own}/move", {}, form="move")
    assert [full.status_code, none.status_code] == [409, 422]
    assert problems_on(full)[0][0] == problems_on(none)[0][0] == "#occasion-0"
    assert taken() == [2, 2, 0]


def test_an_event_without_other_dates_or_without_leave_offers_no_move(client, publish, register):
    slug = choice(publish)
    own = register(slug, occasion="1")
    with transaction() as session:
        event = get_event(session, slug)
        let_people_move(session, event, allowed=False, at=clock.now(), by=SYSTEM)
    plain = register(publish(slug="other"), email="other@example.dk")
    for page in (own, plain):
        assert links_of(client.page(page)) == ["change", "new-link"]
        assert client.get(f"{page}/move").status_code == 409


def test_a_new_link_opens_the_page_and_the_old_one_nothing(client, publish, register):
    own = register(publish())
    form = client.page(f"{own}/new-link").form()
    answers = [client.post(f"{own}/new-link", data=dict(form.values())) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    new = answers[0].location
    assert answers[1].location == new != f"{own}?done=link"
    assert client.page(new).heading == "Du er tilmeldt"
    gone, nothing = client.get(own), client.get("/da/registrations/nothing")
    assert (gone.status_code, gone.data) == (404, nothing.data)
    assert client.get(f"{own}/new-link").status_code == 404
    assert client.post(f"{own}/new-link", data={}).status_code == 404


def test_a_cancelled_event_offers_a_new_link_alone(client, publish, register):
    slug = publish()
    own = register(slug)
    with transaction() as session:
        cancel(session, get_event(session, slug), at=clock.now(), by=SYSTEM)
    assert links_of(client.page(own)) == ["new-link"]


def test_all_codes_stand_on_the_page_as_text(client, publish, register):
    page = client.page(register(publish(), people=3))
    (codes,) = page.all("details")
    assert len([*codes.iter("li")]) == 3


def test_one_sees_and_takes_away_what_is_stored(client, publish, register):
    own = register(publish(), people=2)
    page = client.page(f"{own}/data")
    assert page.heading == "Det gemmer vi om dig"
    assert "fatima@example.dk" in page.text
    answer = client.get(f"{own}/data.json")
    assert answer.mimetype == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    stored = json.loads(answer.text)
    assert [len(stored[name]) for name in ("registration", "participant", "ticket")] == [1, 2, 2]
    assert stored["registration"][0]["contact_name"] == "Fatima Yılmaz"


FIND = "/da/find"


def find(client, **changes):
    return client.submit(FIND, changes, form="find")


@pytest.fixture
def phone(client, publish, register):
    own = register(publish(), channel="phone", phone="12345678", email="")
    return own, own_registration().reference


def test_a_reference_with_name_and_phone_opens_the_page(client, phone):
    own, reference = phone
    answer = find(client, reference=reference.lower(), name="fatima yılmaz", reach="+45 12345678")
    assert (answer.status_code, answer.location) == (303, own)


@pytest.mark.parametrize(
    "wrong", [{"name": "Fatima"}, {"reach": "12345679"}, {"reach": ""}, {"reference": "22222222"}]
)
def test_whatever_does_not_fit_gets_the_same_answer(client, phone, wrong):
    _, reference = phone
    right = {"reference": reference, "name": "Fatima Yılmaz", "reach": "12345678"}
    answer = find(client, **right | wrong)
    assert answer.status_code == 200
    assert "Se i din e-mail" in Page(answer.text).text


def bare(answer):
    """Give an answer without its tokens, which differ each time, and what was typed."""
    lines = answer.text.splitlines()
    return [line for line in lines if "csrf_token" not in line and ' value="' not in line]


def new_links():
    db.session.rollback()
    kinds = db.session.scalars(select(Notice.kind).order_by(Notice.id))
    return [kind.value for kind in kinds].count("new-link")


def test_an_address_gets_its_link_and_the_page_shows_nothing(client, publish, register):
    register(publish())
    reference = own_registration().reference
    known = find(client, reference=reference, name="Fatima Yılmaz")
    unknown = find(client, reference="22222222", name="Fatima Yılmaz")
    assert known.status_code == unknown.status_code == 200
    assert bare(known) == bare(unknown)
    assert new_links() == 1


def test_the_links_of_an_address_are_sent_whether_it_is_known_or_not(client, publish, register):
    slug = publish()
    register(slug)
    register(slug, contact_name="Another")
    known = client.submit(FIND, {"address": "fatima@example.dk"}, form="send")
    unknown = client.submit(FIND, {"address": "nobody@example.dk"}, form="send")
    assert bare(known) == bare(unknown)
    assert new_links() == 2


def test_nobody_is_flooded_with_links(client, publish, register):
    register(publish())
    for _ in range(5):
        client.submit(FIND, {"address": "fatima@example.dk"}, form="send")
    assert new_links() == 3


def test_one_address_looks_twenty_times_a_minute_and_no_more(client, in_app):
    data = dict(client.page(FIND).form("find").filled({"reference": "22222222", "name": "A"}))
    statuses = [client.post(FIND, data=data).status_code for _ in range(21)]
    assert statuses == [200] * 20 + [429]


def test_what_can_be_no_reference_is_told_at_once(client, in_app):
    answer = find(client, reference="ABCD-EFGX", name="")
    assert answer.status_code == 422
    assert [field for field, _ in problems_on(answer)] == ["#reference", "#name"]
    assert client.submit(FIND, {"address": "x"}, form="send").status_code == 422
    assert client.post(FIND, data={}).status_code == 400


def own_page(slug, size, if_full):
    """Register a family for the first date, which is full, and give its page."""
    with transaction() as session:
        event, at = get_event(session, slug), clock.now()
        made = make_family(session, event, size, at=at, occasion_no=1, if_full=if_full)
        return f"/da/registrations/{token_of(made)}"


def test_who_waits_is_told_what_another_date_means_and_goes_there(client, publish, register):
    slug = choice(publish)
    for no in ("1", "2"):
        register(slug, people=3, occasion=no, email=f"there{no}@example.dk")
    own = own_page(slug, 1, IfFull.WAITLIST)
    assert "bagest på dens venteliste" in client.page(f"{own}/move").text
    line = client.submit(f"{own}/move", {"occasion": "2"}, form="move")
    assert line.location == f"{own}?done=moved-waiting"
    page = client.page(line.location)
    assert page.heading == "I er på venteliste"
    assert "I venter nu på pladser på den nye dato." in page.text
    places = client.submit(f"{own}/move", {"occasion": "3"}, form="move")
    assert places.location == f"{own}?done=moved"
    assert client.page(places.location).heading == "Du er tilmeldt"
    assert taken() == [3, 3, 1]


def test_who_waits_without_a_list_keeps_the_number(client, publish, register):
    slug = choice(publish)
    for no in ("1", "2"):
        register(slug, people=3, occasion=no, email=f"there{no}@example.dk")
    own = own_page(slug, 1, IfFull.WAITLIST)
    with transaction() as session:
        event = get_event(session, slug)
        plan = replace(plan_of(session, event), intake=IntakePlan(has_waitlist=False))
        amend_event(session, event, plan, at=clock.now(), by=SYSTEM)
    answer = client.submit(f"{own}/move", {"occasion": "2"}, form="move")
    assert answer.status_code == 409
    assert "I beholder jeres nummer i køen." in answer.text


def test_who_has_places_and_waits_moves_all_together(client, publish, register):
    slug = choice(publish)
    register(slug, people=2, occasion="1", email="there@example.dk")
    own = own_page(slug, 2, IfFull.PART)
    assert "kun, hvis der er plads til jer alle" in client.page(f"{own}/move").text
