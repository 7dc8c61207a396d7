"""Where the sweep looks in the back office: every page of it, and the sign-in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import Page
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eventsys.checkin.practice.operations import begin_rehearsal
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.evaluation.rates.queries import survey_of
from eventsys.evaluation.responses.rules import ResponseSource
from eventsys.evaluation.surveys.models import Survey
from eventsys.evaluation.surveys.rules import NO, NOT_RELEVANT, YES
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.events.models import Event
from eventsys.messages.composing.operations import compose_notices
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.registration.models import Participant, Registration
from eventsys.registration.preprinted.operations import preprint
from eventsys.registration.preprinted.requests import PrintRun
from eventsys.registration.questions.models import Question
from eventsys.registration.rules import Category
from eventsys.web.account.passwords import hash_password
from tests.answers import Given, make_measured, make_workshop
from tests.attendance.courses import SLUG
from tests.browser.sweep import workplaces
from tests.browser.sweep.acts import (
    add_dates,
    add_nobody,
    decide_nothing,
    find_somebody,
    find_without_a_word,
    send,
)
from tests.browser.sweep.events import LONG_TITLE, NAMES
from tests.browser.sweep.places import Place
from tests.browser.sweep.serving import Site
from tests.factories import (
    batch_of,
    codes_of,
    make_account,
    make_device,
    make_draft,
    make_event,
    make_registration,
    make_scan,
    make_tally,
)
from tests.surveys import every_kind, make_answered_survey, make_questionnaire

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FEW = Given(responses=3, answers=[{"4": 3}])
EMAIL, PASSPHRASE = "organiser@example.org", "a long and quiet passphrase"
OF_EVENT = {
    "organiser.events.show": ("", ("fest", "valg", "kladde", "aflyst", "i-gang", "undervejs")),
    "organiser.events.cancel_date": ("dates/2/cancel", ("forlob", "valg")),
    "organiser.events.restore_date": ("dates/4/restore", ("undervejs",)),
    "organiser.events.edit": ("edit", ("sporger", "born", "valg", "kladde")),
    "organiser.events.cancel": ("cancel", ("fest",)),
    "organiser.events.delete": ("delete", ("kladde",)),
    "organiser.events.restore": ("restore", ("aflyst",)),
    "organiser.registration.index": ("registrations", ("fest", "venter", "kladde")),
    "organiser.groups.index": ("groups", ("dansk", "fest")),
    "organiser.attendance.board": ("board", ("fest", "i-gang", "valg")),
    "organiser.attendance.show": ("attendance", ("fest", "i-gang", "valg")),
    "organiser.completion.index": ("completion", ("medborgerskab", "forlob")),
    "organiser.lists.index": ("list", ("dansk", "i-gang", "fest", "kladde")),
    "organiser.lists.show": ("list/1", ("dansk", "i-gang", "kladde")),
    "organiser.lists.shell": ("list/shell", ("dansk",)),
    "organiser.cases.index": ("cases", ("i-gang", "fest")),
    "organiser.checkin.index": ("devices", ("fest", "i-gang")),
    "organiser.rehearsal.index": ("rehearsal", ("fest", "i-gang")),
    "organiser.rehearsal.replay": ("rehearsal/replay", ("i-gang",)),
    "organiser.care.needs": ("needs", ("born", "fest")),
    "organiser.care.pictures": ("pictures", ("born", "fest")),
    "organiser.questions.index": ("questions", ("sporger", "fest")),
    "organiser.questions.new": ("questions/new", ("sporger",)),
    "organiser.questions.preview": ("questions/preview/ar", ("sporger",)),
    "organiser.draw.index": ("draw", ("lod", "trukket")),
    "organiser.waitlist.index": ("waitlist", ("venter", "fest")),
    "organiser.approval.index": ("requests", ("ansog",)),
    "organiser.messages.index": ("messages", ("fest", "kladde")),
    "organiser.messages.preview": ("messages/preview", ("fest",)),
    "organiser.messages.calls": ("calls", ("fest", "kladde")),
    "organiser.waves.index": ("evaluation", ("fest", "kladde")),
    "organiser.waves.new": ("evaluation/new/3", ("fest",)),
    "organiser.desk.index": ("desk", ("fest", "born", "valg")),
    "organiser.desk.find": ("desk/find", ("fest", "i-gang")),
    "organiser.desk.paper": ("desk/paper", ("fest", "born")),
    "organiser.desk.printed": ("desk/printed", ("i-gang", "fest")),
}


@dataclass(frozen=True)
class Office:
    """The numbers that stand in addresses of the back office."""

    registration: int
    asked: int
    participant: int
    question: int
    venue: int
    actors: workplaces.Actors
    learners: Sequence[int]
    wave: int
    survey: int
    questionnaire: int
    evaluation: str


def fill(site: Site) -> Office:
    """Add what only the back office shows: an account, a draft, phones, scans, messages."""
    hashed = hash_password(site.app, PASSPHRASE)
    with site.app.app_context(), transaction() as session:
        account = make_account(session, EMAIL, at=site.at)
        account.password, account.is_demonstration = hashed, True
        make_draft(session, slug="kladde", titles=LONG_TITLE, at=site.at)
        begin(session, site)
        workplaces.fill(session, site.at)
        wave = evaluate(session, site)
        make_answered_survey(session, *every_kind(), title="Til jer, der var med " * 4)
        while compose_notices(session, base_url=site.url, at=site.at):
            pass
        came_back = update(OutboxMessage).values(state=MessageState.GIVEN_UP, failure="5.1.1")
        session.execute(came_back.where(OutboxMessage.recipient.contains("gmial")))
        return numbers_in(session, wave)


def begin(session: Session, site: Site) -> None:
    """Let an event be under way: printed tickets, a phone, a count, a ticket that came in twice."""
    at = site.at
    event = make_event(session, slug="i-gang", titles=LONG_TITLE, days=(0,), at=at)
    preprint(session, event, PrintRun(number=3, category=Category.CHILD), at=at, by=SYSTEM)
    family = make_registration(session, event, *NAMES, at=at)
    begin_rehearsal(session, event, at=at, by=SYSTEM)
    phone = make_device(session, event, "Nord", at=at)
    code = codes_of(session, family)[0].code
    scans = [make_scan(code, at), make_scan(code, at - MINUTE)]
    record_scans(session, phone.token, batch_of(*scans, sent_at=at), at=at)
    record_tallies(session, phone.token, batch_of(make_tally(at), sent_at=at), at=at)


def evaluate(session: Session, site: Site) -> SurveyWave:
    """Let a workshop be over and evaluated, and another one of which few have answered."""
    questionnaire = make_questionnaire(session)
    at_once = {"4": 31, "3": 24, "2": 4, "1": 1, NOT_RELEVANT: 3}
    asked = Given(responses=64, invited=66, answers=[at_once, {YES: 44, NO: 7}], texts=NAMES)
    at_exit = Given(responses=3, answers=[{"1": 3}], source=ResponseSource.EXIT)
    at = site.at - 90 * DAY
    for months in (0, 3):
        make_measured(session, questionnaire, FEW, at=at, months=months, district="valby")
    event = make_workshop(session, slug="maalt", titles=LONG_TITLE, at=at)
    return make_measured(session, questionnaire, asked, at_exit, event=event, at=at)


def numbers_in(session: Session, wave: SurveyWave) -> Office:
    """Find what stands in addresses."""

    def registration_at(slug: str) -> int:
        found = select(func.min(Registration.id)).join(Event, Event.id == Registration.event_id)
        return session.scalars(found.where(Event.slug == slug)).one() or 0

    registration = registration_at("dansk")
    person = select(func.min(Participant.id)).filter_by(registration_id=registration)
    return Office(
        registration=registration,
        asked=registration_at("ansog"),
        participant=session.scalars(person).one() or 0,
        question=session.scalars(select(func.min(Question.id))).one() or 0,
        venue=1,
        actors=workplaces.numbers_in(session),
        learners=session.scalars(
            select(Participant.id)
            .join(Event, Event.id == Participant.event_id)
            .where(Event.slug == SLUG)
            .order_by(Participant.id)
        ).all(),
        wave=wave.id,
        survey=survey_of(session, wave.version_id),
        questionnaire=session.scalars(select(func.min(Survey.id))).one() or 0,
        evaluation=first_wave(session),
    )


def first_wave(session: Session) -> str:
    """Give the address of a wave that is open."""
    found = select(Event.slug, SurveyWave.id).join(Event, Event.id == SurveyWave.event_id)
    slug, wave_id = session.execute(found.order_by(SurveyWave.id).limit(1)).one()
    return f"/organiser/events/{slug}/evaluation/{wave_id}"


def sign_in(page: Page, url: str) -> None:
    """Sign in as the organiser."""
    page.goto(f"{url}/organiser/")
    page.fill("#email", EMAIL)
    page.fill("#password", PASSPHRASE)
    page.locator("form .button").last.click()
    page.wait_for_url("**/organiser/")


def before_sign_in() -> list[Place]:
    """List what somebody sees who is not signed in yet."""
    return [
        Place("security.login", "/account/sign-in"),
        Place("security.login", "/account/sign-in", send),
    ]


def places_of(office: Office) -> list[Place]:
    """List the pages of the back office for an organiser."""
    return [
        Place("organiser.index", "/organiser/"),
        Place("organiser.index", "/organiser/?when=past"),
        Place("account.index", "/account/"),
        Place("security.mf_recovery_codes", "/account/recovery-codes"),
        Place("organiser.events.new", "/organiser/events/new"),
        Place("organiser.events.new", "/organiser/events/new", send),
        Place("organiser.events.edit", "/organiser/events/forlob/edit", add_dates),
        Place("organiser.places.index", "/organiser/places/"),
        Place("organiser.texts.index", "/organiser/texts/"),
        Place("organiser.texts.show", "/organiser/events/fest/texts/ar"),
        Place("organiser.places.new", "/organiser/places/new"),
        Place("organiser.places.new", "/organiser/places/new", send),
        Place("organiser.places.edit", f"/organiser/places/{office.venue}/edit"),
        Place("organiser.cases.index", "/organiser/events/i-gang/cases", decide_nothing),
        *results_of(office),
        *(
            Place(endpoint, f"/organiser/events/{slug}/{part}")
            for endpoint, (part, slugs) in OF_EVENT.items()
            for slug in slugs
        ),
        *by_number(office),
        *workplaces.places_of(office.actors),
        *of_a_course(office),
    ]


def of_a_course(office: Office) -> list[Place]:
    """List the pages of completion: those of people with a certificate, and of one without."""
    page = f"/organiser/events/{SLUG}/completion"
    person = "organiser.completion.person"
    return [
        Place("organiser.completion.index", page, decide_nothing),
        Place("organiser.completion.index", f"{page}?state=out-of-reach"),
        *(Place(person, f"{page}/people/{number}") for number in office.learners),
        Place(person, f"{page}/people/{office.learners[0]}", decide_nothing),
    ]


def results_of(office: Office) -> list[Place]:
    """List the pages of what people answered."""
    wave = f"/organiser/events/maalt/evaluation/{office.wave}/results"
    compared = f"/organiser/surveys/{office.survey}/results"
    return [
        Place("organiser.results.show", wave),
        Place("organiser.results.words", f"{wave}/words"),
        Place("organiser.comparison.index", "/organiser/results"),
        Place("organiser.comparison.show", f"{compared}?by=district"),
        Place("organiser.comparison.show", f"{compared}?by=months"),
        Place("organiser.comparison.show", f"{compared}?year=1999"),
        *of_surveys(office),
    ]


def by_number(office: Office) -> list[Place]:
    """List the pages about one registration, person or question."""
    event, desk = "/organiser/events/dansk", f"/organiser/events/dansk/desk/{office.registration}"
    leave = f"{event}/registrations/{office.participant}/deregister"
    question = f"/organiser/events/sporger/questions/{office.question}"
    correct = f"{event}/list/1/people/{office.participant}"
    decline = f"/organiser/events/ansog/requests/{office.asked}/decline"
    return [
        Place("organiser.registration.deregister", leave),
        Place("organiser.lists.correct", correct),
        Place("organiser.lists.correct", correct, send),
        Place("organiser.lists.show", f"{event}/list/1", add_nobody),
        Place("organiser.waves.index", office.evaluation.rpartition("/")[0]),
        Place("organiser.waves.edit", f"{office.evaluation}/edit"),
        Place("organiser.waves.type_paper", f"{office.evaluation}/paper"),
        Place("organiser.waves.type_paper", f"{office.evaluation}/paper", send),
        Place("organiser.waves.reply", f"{office.evaluation}/reply"),
        Place("organiser.waves.reply", f"{office.evaluation}/reply", send),
        Place(
            "organiser.messages.preview",
            "/organiser/events/fest/messages/preview?kind=moved&language=ur",
        ),
        Place("organiser.desk.index", f"{event}/desk", send),
        Place("organiser.desk.show", desk),
        Place("organiser.desk.find", f"{event}/desk/find", find_without_a_word),
        Place("organiser.desk.find", f"{event}/desk/find", find_somebody),
        Place("organiser.desk.person", f"{event}/desk/people/{office.participant}"),
        Place("organiser.desk.deregister", f"{desk}/deregister"),
        Place("organiser.approval.decline", decline),
        Place("organiser.approval.decline", decline, send),
        Place("organiser.questions.edit", f"{question}/edit"),
        Place("organiser.questions.retire", f"{question}/retire"),
    ]


def of_surveys(office: Office) -> list[Place]:
    """List the pages on which questionnaires are built, and how each language's looks."""
    surveys = "/organiser/surveys/"
    survey = f"{surveys}{office.questionnaire}/"
    question = f"{survey}questions/hvad_var_bedst"
    return [
        Place("organiser.surveys.index", surveys),
        Place("organiser.surveys.index", f"{surveys}?which=archived"),
        Place("organiser.surveys.new", f"{surveys}new"),
        Place("organiser.surveys.new", f"{surveys}new", send),
        Place("organiser.surveys.show", survey),
        Place("organiser.surveys.edit", f"{survey}edit"),
        Place("organiser.surveys.questions.new", f"{survey}questions/new"),
        Place("organiser.surveys.questions.new", f"{survey}questions/new", send),
        Place("organiser.surveys.questions.edit", f"{question}/edit"),
        Place("organiser.surveys.questions.remove", f"{question}/remove"),
        *(Place("organiser.surveys.preview", f"{survey}preview/{each}") for each in Language),
    ]
