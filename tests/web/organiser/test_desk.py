from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.audit import AuditEntry
from eventsys.core.db import db, transaction
from eventsys.events.models import Occasion, PlacePool
from eventsys.events.queries import get_event
from eventsys.events.rules import AgeRule, Attends
from eventsys.people.rules import RoleName
from eventsys.registration.affiliations.models import Affiliation
from eventsys.registration.changes.queries import is_move_allowed
from eventsys.registration.models import Participant, Registration
from eventsys.registration.questions.models import Question, QuestionAnswer
from eventsys.registration.questions.rules import AskedOf, Condition, QuestionKind
from eventsys.registration.rules import Channel, Source
from tests.factories import codes_of, make_event, make_registration
from tests.pages import Page
from tests.questions import make_question

YES_NO = QuestionKind.YES_NO
DESK = "/organiser/events/fest-1/desk"


@pytest.fixture
def desk(app, signed_in):
    """A browser at the service desk of an event with ten places."""

    def opened(role=RoleName.SERVICE_DESK, **changes):
        with app.app_context(), transaction() as session:
            make_event(session, at=clock.now(), **{"capacity": 10} | changes)
        return signed_in(role)

    return opened


@pytest.fixture
def look(in_app):
    """Look at what is stored now."""

    def registrations():
        db.session.rollback()
        return db.session.query(Registration).order_by(Registration.id).all()

    return registrations


def problems_on(answer):
    return [link.get("href") for link in Page(answer.text).by_id("problems").iter("a")]


def enter(browser, form="entry", path=DESK, **changes):
    fields = {name.replace("__", "-"): value for name, value in changes.items()}
    return browser.submit(path, fields, form=form)


def names(registration):
    people = db.session.query(Participant).filter_by(registration_id=registration.id)
    return [person.name for person in people.order_by(Participant.position)]


def test_a_family_is_registered_and_the_reference_is_read_aloud(desk, look):
    browser = desk()
    answer = enter(
        browser, people__0__name="Amina", people__1__name="Bo", phone="12 34 56 78", source="phone"
    )
    (made,) = look()
    assert answer.status_code == 303
    assert (made.source, made.contact_channel, made.contact_phone, made.contact_name) == (
        Source.PHONE,
        Channel.PHONE,
        "+4512345678",
        "Amina",
    )
    assert names(made) == ["Amina", "Bo"]
    page = browser.page(answer.location)
    assert page.by_id("reference").text == f"{made.reference[:4]}-{made.reference[4:]}"
    assert dict(page.form("entry").values())["source"] == "phone"


def test_sent_twice_it_is_one_registration(desk, look):
    browser = desk()
    data = dict(browser.page(DESK).form("entry").filled({"people-0-name": "Amina"}))
    first, second = (browser.post(DESK, data=data) for _ in range(2))
    assert first.location == second.location
    assert len(look()) == 1


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, ["#people-0-name", "#people"]),
        ({"people__0__name": "x" * 81}, ["#people-0-name"]),
        ({"people__0__name": "A", "phone": "12"}, ["#phone"]),
        ({"people__0__name": "A", "email": "a@"}, ["#email"]),
        ({"people__2__ticket": "ABCD-EFGH"}, ["#people-2-ticket"]),
    ],
)
def test_what_is_wrong_is_told_and_kept(desk, look, changes, fields):
    answer = enter(desk(), **changes)
    assert answer.status_code == 422
    assert sorted(problems_on(answer)) == sorted(fields)
    kept = dict(Page(answer.text).form("entry").values())
    assert {name.replace("__", "-"): value for name, value in changes.items()}.items() <= (
        kept.items()
    )
    assert look() == []


def test_a_full_event_and_a_wrong_age_register_nobody(desk, look):
    browser = desk(capacity=1, age_rule=AgeRule(2016, 2016))
    wrong = enter(browser, people__0__name="A", people__0__birth_year="2011")
    full = enter(
        browser,
        people__0__name="A",
        people__0__birth_year="2016",
        people__1__name="B",
        people__1__birth_year="2016",
    )
    assert [problems_on(wrong), problems_on(full)] == [["#people-0-birth_year"], ["#people-0-name"]]
    assert look() == []


def test_a_date_is_chosen_and_stays_chosen(desk, look):
    browser = desk(attends=Attends.ONE, days=(7, 14))
    answer = enter(browser, people__0__name="Amina", occasion="2")
    (made,) = look()
    assert db.session.get(Occasion, made.occasion_id).no == 2
    assert dict(browser.page(answer.location).form("entry").values())["occasion"] == "2"


def test_a_list_of_25_lines_is_typed_in_at_once(desk, look):
    browser = desk(capacity=30)
    lines = {f"lines__{number}__name": f"Person {number}" for number in range(25)}
    answer = enter(browser, "paper", f"{DESK}/paper", lines__3__phone="12345678", **lines)
    assert answer.status_code == 303
    assert [made.contact_name for made in look()] == [f"Person {number}" for number in range(25)]
    assert {made.source for made in look()} == {Source.PAPER}
    assert look()[3].contact_channel is Channel.PHONE


def test_of_a_list_all_lines_are_stored_or_none(desk, look):
    lines = {"lines__0__name": "A", "lines__7__name": "B", "lines__7__ticket": "nothing"}
    answer = enter(desk(), "paper", f"{DESK}/paper", **lines)
    assert (answer.status_code, problems_on(answer)) == (422, ["#lines-7-ticket"])
    assert look() == []


def test_printed_tickets_are_made_printed_and_typed_in_after_the_event(desk, look):
    browser = desk(RoleName.ORGANISER)
    printed = f"{DESK}/printed"
    assert enter(browser, "printed", printed, number="٣", category="child").status_code == 303
    (run,) = look()
    paper = browser.get(f"{printed}/{run.id}.pdf")
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    code = codes_of(db.session(), run)[0].short_code
    with transaction() as session:
        occasion = session.query(Occasion).one()
        occasion.starts_at -= timedelta(days=30)
        occasion.ends_at -= timedelta(days=30)
    answer = enter(browser, "paper", f"{DESK}/paper", lines__0__name="Amina", lines__0__ticket=code)
    assert answer.status_code == 303
    assert names(look()[1]) == ["Amina"]
    assert "Amina" in browser.page("/organiser/events/fest-1/registrations").text


@pytest.mark.parametrize("number", ["", "0", "201", "ti"])
def test_a_number_of_tickets_that_cannot_be_is_refused(desk, look, number):
    answer = enter(desk(RoleName.ORGANISER), "printed", f"{DESK}/printed", number=number)
    assert (answer.status_code, problems_on(answer)) == (422, ["#number"])
    assert look() == []


@pytest.fixture
def known(app, desk):
    """A browser, and the page of a registration for two at the first of two dates."""
    browser = desk(attends=Attends.ONE, days=(7, 14))
    with app.app_context(), transaction() as session:
        event = get_event(session, "fest-1")
        made = make_registration(session, event, "Amina", "Bo", at=clock.now(), occasion_no=1)
        return browser, f"{DESK}/{made.id}"


def verbs():
    db.session.rollback()
    found = db.session.query(AuditEntry.verb, AuditEntry.principal).order_by(AuditEntry.id)
    return [verb for verb, principal in found if principal.startswith("account:")]


def test_names_and_contact_are_changed_for_somebody(known, look):
    browser, path = known
    answer = enter(browser, "change", path, people__0__name="Aminah", phone="22345678", email="")
    assert answer.status_code == 303
    assert names(look()[0]) == ["Aminah", "Bo"]
    assert look()[0].contact_channel is Channel.PHONE
    assert verbs() == ["amend"]


def test_a_registration_is_moved_renewed_and_given_back_for_somebody(known, look):
    browser, path = known
    browser.submit(path, {"occasion": "2"}, form="move")
    browser.submit(path, {}, form="new-link")
    assert browser.page(f"{path}/deregister").form("act")
    browser.submit(f"{path}/deregister", {}, form="act")
    assert verbs() == ["move", "renew link", "deregister", "deregister"]
    assert [taken for (taken,) in db.session.query(PlacePool.taken)] == [0, 0]
    assert look()[0].link_version == 2


def test_what_cannot_be_done_is_told(known, in_app):
    browser, path = known
    with transaction() as session:
        for occasion in session.query(Occasion):
            occasion.starts_at -= timedelta(days=10)
    token = dict(browser.page(path).form("move").values())["csrf_token"]
    answer = browser.post(f"{path}/move", data={"csrf_token": token, "occasion": "2"})
    assert "Tilmeldingen kan ikke flyttes mere." in browser.page(answer.location).text


def test_the_desk_is_for_those_who_work_there(desk, signed_in):
    browser = desk()
    assert browser.get(DESK).status_code == 200
    assert browser.get(f"{DESK}/99").status_code == 404
    assert browser.get(f"{DESK}/printed").status_code == 403
    for role in (RoleName.VIEWER, RoleName.EVALUATOR, RoleName.EVENT_ASSISTANT):
        assert signed_in(role).get(DESK).status_code == 403


def test_an_organiser_lets_people_move_or_not(desk, in_app):
    browser = desk(RoleName.ORGANISER, attends=Attends.ONE, days=(7, 14))
    for allowed in ("no", "yes"):
        assert browser.submit(DESK, {"allowed": allowed}, form="moving").status_code == 303
        db.session.rollback()
        assert is_move_allowed(db.session(), 1) is (allowed == "yes")


@pytest.fixture
def asking_desk(desk, app):
    """A desk of an event that asks each for food, and all how they come."""

    def opened(**changes):
        browser = desk(**changes)
        with app.app_context(), transaction() as session:
            event = get_event(session, "fest-1")
            make_question(session, event, "Spiser du med?", kind=YES_NO, is_required=True)
            make_question(
                session,
                event,
                "Hvad spiser du?",
                "Kød",
                "Grønt",
                is_required=True,
                condition=Condition("spiser_du_med", "yes"),
            )
            make_question(session, event, "Andet?")
            make_question(
                session,
                event,
                "Hvor kommer I fra?",
                kind=QuestionKind.TEXT,
                asked_of=AskedOf.REGISTRATION,
                is_required=True,
            )
        return browser

    return opened


def answers(registration):
    rows = db.session.execute(
        select(Question.code, Participant.position, QuestionAnswer.value)
        .join(Question, Question.id == QuestionAnswer.question_id)
        .outerjoin(Participant, Participant.id == QuestionAnswer.participant_id)
        .where(QuestionAnswer.registration_id == registration.id)
        .order_by(QuestionAnswer.id)
    )
    return [tuple(row) for row in rows]


def fields_of(page):
    return [name for name, _ in page.form("entry").values() if "answers" in name]


def test_the_desk_asks_what_must_be_answered_about_one_person_at_first(asking_desk):
    assert set(fields_of(asking_desk().page(DESK))) <= {
        "answers-hvor_kommer_i_fra",
        "people-0-answers-spiser_du_med",
        "people-0-answers-hvad_spiser_du",
    }


def test_required_answers_are_taken_at_the_desk(asking_desk, look):
    browser = asking_desk()
    first = {
        "people-0-name": "Amina",
        "people-1-name": "Bo",
        "answers-hvor_kommer_i_fra": "Tingbjerg",
        "people-0-answers-spiser_du_med": "yes",
        "people-0-answers-hvad_spiser_du": "groent",
    }
    missing = browser.submit(DESK, first, form="entry")
    assert problems_on(missing) == ["#people-1-answers-spiser_du_med-0"]
    form = Page(missing.text).form("entry")
    answer = browser.post(DESK, data=dict(form.filled({"people-1-answers-spiser_du_med": "no"})))
    assert answer.status_code == 303
    assert answers(*look()) == [
        ("hvor_kommer_i_fra", None, "Tingbjerg"),
        ("spiser_du_med", 1, "yes"),
        ("hvad_spiser_du", 1, "groent"),
        ("spiser_du_med", 2, "no"),
    ]


def test_a_list_on_paper_cannot_answer_and_says_where_one_can(asking_desk, look):
    answer = enter(asking_desk(), "paper", f"{DESK}/paper", lines__0__name="Amina")
    assert answer.status_code == 422
    assert "Tilmeld dem én ad gangen i stedet." in answer.text
    assert look() == []


def test_the_desk_may_leave_open_where_somebody_comes_from(desk, look):
    browser = desk(asks_workplace=True)
    enter(browser, people__0__name="Amina", people__0__workplace="Politiet", people__1__name="Bo")
    (registration,) = look()
    assert names(registration) == ["Amina", "Bo"]
    assert [each.typed for each in db.session.query(Affiliation)] == ["Politiet"]
    enter(browser, "paper", f"{DESK}/paper", lines__0__name="Carl", lines__0__workplace="Skolen")
    db.session.rollback()
    typed = [each.typed for each in db.session.query(Affiliation)]
    assert sorted(typed) == ["Politiet", "Skolen"]
