"""Where the sweep looks in the back office: every page of it, and the sign-in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from playwright.sync_api import Page
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eventsys.checkin.practice.operations import begin_rehearsal
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import local_day
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.evaluation.rates.queries import survey_of
from eventsys.evaluation.responses.rules import ResponseSource
from eventsys.evaluation.surveys.models import Survey
from eventsys.evaluation.surveys.rules import NO, NOT_RELEVANT, YES
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.events.models import Event
from eventsys.events.pictures.drawing import draw_anew
from eventsys.events.pictures.models import EventPicture
from eventsys.events.pictures.operations import add_picture
from eventsys.events.pictures.rules import Alt
from eventsys.events.queries import get_event
from eventsys.exchange.imports.actors.operations import save_actors
from eventsys.exchange.imports.events.calendar import read_calendar
from eventsys.exchange.imports.figures.operations import save_figures
from eventsys.exchange.imports.operations import SaveRequest, keep_draft
from eventsys.exchange.imports.people.operations import save_people
from eventsys.exchange.imports.reading import read_import
from eventsys.exchange.imports.rules import ImportFile, ImportKind
from eventsys.messages.broadcasts.operations import compose_broadcasts, send_broadcast
from eventsys.messages.composing.operations import compose_notices
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.registration.models import Participant, Registration
from eventsys.registration.overbooked.operations import mark
from eventsys.registration.preprinted.operations import preprint
from eventsys.registration.preprinted.requests import PrintRun
from eventsys.registration.questions.models import Question
from eventsys.registration.rules import Category, ParticipantStatus
from eventsys.web.account.passwords import hash_password
from tests.answers import Given, make_measured, make_workshop
from tests.attendance.courses import SLUG
from tests.broadcasts import make_broadcast
from tests.browser.pages import sign_in
from tests.browser.sweep import (
    accounts,
    assistants,
    casework,
    papers,
    reports,
    webhooks,
    workplaces,
)
from tests.browser.sweep.acts import (
    add_dates,
    add_nobody,
    ask_for_fewer_places,
    decide_nothing,
    find_somebody,
    find_without_a_word,
    save_over_another,
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
from tests.pictures import picture_file
from tests.surveys import every_kind, make_answered_survey, make_questionnaire

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FEW = Given(responses=3, answers=[{"4": 3}])
EMAIL, PASSPHRASE = "organiser@example.org", "a long and quiet passphrase"
OF_EVENT = {
    "organiser.events.show": ("", ("fest", "valg", "kladde", "aflyst", "i-gang", "undervejs")),
    "organiser.events.cancel_date": ("dates/2/cancel", ("forlob", "valg")),
    "organiser.events.restore_date": ("dates/4/restore", ("undervejs",)),
    "organiser.events.edit": ("edit", ("sporger", "born", "valg", "kladde")),
    "organiser.events.copy": ("copy", ("fest",)),
    "organiser.series.index": ("series", ("fest",)),
    "organiser.events.cancel": ("cancel", ("fest",)),
    "organiser.events.publish": ("publish", ("kladde",)),
    "organiser.events.delete": ("delete", ("kladde",)),
    "organiser.events.restore": ("restore", ("aflyst",)),
    "organiser.pictures.index": ("images", ("kladde", "i-gang")),
    "organiser.registration.index": ("registrations", ("fest", "venter", "kladde")),
    "organiser.people.act": ("people/act?do=deregister&scope=all", ("fest", "kladde")),
    "organiser.people.duplicates": ("people/duplicates", ("fest", "kladde")),
    "organiser.groups.index": ("groups", ("dansk", "fest")),
    "organiser.attendance.board": ("board", ("fest", "i-gang", "valg")),
    "organiser.dashboards.show": ("dashboard", ("fest", "i-gang", "valg", "kladde", "aflyst")),
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
    "organiser.messages.calls": ("calls", ("fest", "kladde", "i-gang")),
    "organiser.imports.index": ("imports", ("fest",)),
    "organiser.broadcasts.index": ("broadcasts", ("fest", "i-gang")),
    "organiser.broadcasts.new": ("broadcasts/new", ("fest",)),
    "organiser.exports.show": ("exports", ("fest", "sporger", "kladde")),
    "organiser.waves.index": ("evaluation", ("fest", "kladde")),
    "organiser.waves.new": ("evaluation/new/3", ("fest",)),
    "organiser.desk.index": ("desk", ("fest", "born", "valg")),
    "organiser.desk.find": ("desk/find", ("fest", "i-gang")),
    "organiser.desk.paper": ("desk/paper", ("fest", "born")),
    "organiser.desk.printed": ("desk/printed", ("i-gang", "fest")),
    "organiser.forgetting.event": ("forget", ("fest", "aflyst")),
    "organiser.team.index": ("team", ("i-gang", "fest")),
    "organiser.report.event": ("reporting", ("fest", "born")),
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
    accounts: accounts.Accounts
    learners: Sequence[int]
    wave: int
    survey: int
    questionnaire: int
    evaluation: str
    picture: int
    imports: Sequence[str]
    alike: str


def fill(site: Site) -> Office:
    """Add what only the back office shows: an account, a draft, phones, scans, messages."""
    hashed = hash_password(site.app, PASSPHRASE)
    with site.app.app_context(), transaction() as session:
        account = make_account(session, EMAIL, at=site.at)
        account.password, account.is_demonstration = hashed, True
        accounts.fill(session, account, site.at)
        make_draft(session, slug="kladde", titles=LONG_TITLE, at=site.at)
        begin(session, site)
        workplaces.fill(session, site.at)
        papers.fill(session, account, site.at)
        webhooks.fill(session, site.at)
        casework.fill(session, site.at)
        reports.fill(session, site.at)
        read_in(session, site.at)
        wave = evaluate(session, site)
        make_answered_survey(session, *every_kind(), title="Til jer, der var med " * 4)
        while compose_notices(session, base_url=site.url, at=site.at):
            pass
        compose_broadcasts(session, base_url=site.url, at=site.at)
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
    mark(session, family.id, 2, at=at)
    shown = Alt(texts={Language.DANISH: "Børn leger i parken " * 9})
    make_broadcast(session, event, at=at)
    send_broadcast(session, make_broadcast(session, event, "two", at=at), at, at=at, by=SYSTEM)
    add_picture(session, event, draw_anew(picture_file()), shown, at=at, by=SYSTEM)
    phone = make_device(session, event, "Nord", at=at)
    assistants.fill(session, event, at)
    code = codes_of(session, family)[0].code
    scans = [make_scan(code, at), make_scan(code, at - MINUTE)]
    record_scans(session, phone.token, batch_of(*scans, sent_at=at), at=at)
    record_tallies(session, phone.token, batch_of(make_tally(at), sent_at=at), at=at)


def read_in(session: Session, at: datetime) -> None:
    """Let a list be looked at, of which half cannot be saved, and another one be saved."""
    event = get_event(session, "fest")
    rows = [(number, (name, "a(at)b")) for number, name in enumerate(NAMES, start=2)]
    file = ImportFile(
        name="Tilmeldinger_til_den_store_sommerfest_ved_soeerne_rettet.xlsx",
        digest="0",
        heads=["Navn", "E-mail"],
        rows=[*rows, (99, ("Bo Yde", "bo@example.org"))],
        is_guessed=True,
        sheets=["Ark 1", "Ark 2"],
        unwanted=["Etnicitet"],
    )
    keep_draft(session, ImportKind.PEOPLE, event, file, at=at, by=SYSTEM)
    run = keep_draft(session, ImportKind.PEOPLE, event, file, at=at, by=SYSTEM)
    save_people(session, run, event, SaveRequest(only_good=True), at=at, by=SYSTEM)
    names = [(number, (name,)) for number, name in enumerate((*NAMES, "", NAMES[0]), start=2)]
    actors = ImportFile(name="aktører.csv", digest="0", heads=["Navn"], rows=names)
    for _ in range(2):
        run = keep_draft(session, ImportKind.ACTORS, None, actors, at=at, by=SYSTEM)
    save_actors(session, run, SaveRequest(only_good=True), at=at, by=SYSTEM)
    read_in_more(session, event, at)


def read_in_more(session: Session, event: Event, at: datetime) -> None:
    """Let a calendar and a paper list be looked at, and figures of earlier years be saved."""
    times = "DTSTART:20270501T080000Z\r\nDTEND:20270501T100000Z"
    shown = (
        f"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:{LONG_TITLE[Language.DANISH]}\r\n{times}\r\nEND:VEVENT"
    )
    content = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{shown}\r\nEND:VCALENDAR\r\n".encode()
    keep_draft(session, ImportKind.EVENTS, None, read_calendar("k.ics", content), at=at, by=SYSTEM)
    came = read_import("papir.csv", "Navn;Mødt\r\nUkendt;x\r\n".encode())
    keep_draft(session, ImportKind.ATTENDANCE, event, came, at=at, by=SYSTEM)
    heads = "År;Arrangement;Antal;Hvad tallet tæller;Kilde"
    figures = read_import(
        "tal.csv", f"{heads}\r\n2009;Fest;1.450;børn;Rapport\r\nx;;;;\r\n".encode()
    )
    run = keep_draft(session, ImportKind.FIGURES, None, figures, at=at, by=SYSTEM)
    save_figures(session, run, SaveRequest(only_good=True), at=at, by=SYSTEM)


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
        accounts=accounts.numbers_in(session),
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
        picture=session.scalars(select(func.min(EventPicture.id))).one() or 0,
        imports=[f"/organiser/events/fest/imports/registrations/{number}" for number in (1, 2)],
        alike=two_of_one_event(session),
    )


def two_of_one_event(session: Session) -> str:
    """Give the address of two registrations side by side."""
    first, last = (least(Participant.registration_id) for least in (func.min, func.max))
    found = (
        select(Event.slug, first.label("kept"), last.label("other"))
        .join(Participant, Participant.event_id == Event.id)
        .where(Participant.status == ParticipantStatus.CONFIRMED)
        .group_by(Event.slug)
        .having(first < last)
        .order_by(Event.slug)
    )
    row = session.execute(found.limit(1)).one()
    return f"/organiser/events/{row.slug}/people/merge?kept={row.kept}&other={row.other}"


def first_wave(session: Session) -> str:
    """Give the address of a wave that is open."""
    found = select(Event.slug, SurveyWave.id).join(Event, Event.id == SurveyWave.event_id)
    slug, wave_id = session.execute(found.order_by(SurveyWave.id).limit(1)).one()
    return f"/organiser/events/{slug}/evaluation/{wave_id}"


def come_in(page: Page, url: str) -> None:
    """Sign in as the organiser."""
    page.goto(f"{url}/organiser/")
    sign_in(page, EMAIL, PASSPHRASE)


def before_sign_in(office: Office) -> list[Place]:
    """List what somebody sees who is not signed in yet."""
    return [
        *accounts.before_sign_in(office.accounts),
        Place("security.login", "/account/sign-in"),
        Place("security.login", "/account/sign-in", send),
    ]


def places_of(office: Office) -> list[Place]:
    """List the pages of the back office for an organiser."""
    return [
        Place("organiser.index", "/organiser/"),
        Place("organiser.index", "/organiser/?when=past"),
        Place("organiser.index", "/organiser/?kind=course&q=fest"),
        Place("account.index", "/account/"),
        Place("security.mf_recovery_codes", "/account/recovery-codes"),
        Place("organiser.events.new", "/organiser/events/new"),
        Place("organiser.events.new", "/organiser/events/new", send),
        Place("organiser.events.edit", "/organiser/events/forlob/edit", add_dates),
        Place("public.preview", "/organiser/events/kladde/preview/da"),
        Place("organiser.events.edit", "/organiser/events/kladde/edit", save_over_another),
        Place("organiser.events.edit", "/organiser/events/fest/edit", ask_for_fewer_places),
        Place("organiser.places.index", "/organiser/places/"),
        Place("organiser.texts.index", "/organiser/texts/"),
        Place("organiser.exports.index", "/organiser/exports"),
        Place("organiser.imports.index", "/organiser/events/fest/imports", send),
        *(Place("organiser.imports.show", each) for each in office.imports),
        Place("organiser.imports.index", "/organiser/imports/actors"),
        Place("organiser.imports.index", "/organiser/imports/figures"),
        Place("organiser.imports.index", "/organiser/imports/events"),
        Place("organiser.imports.show", "/organiser/imports/events/5"),
        Place("organiser.imports.show", "/organiser/events/fest/imports/attendance/6"),
        Place("organiser.imports.show", "/organiser/imports/figures/7"),
        Place("organiser.earlier.index", "/organiser/earlier/"),
        Place("organiser.earlier.new", "/organiser/earlier/new"),
        Place("organiser.imports.show", "/organiser/imports/actors/3"),
        Place("organiser.imports.show", "/organiser/imports/actors/4"),
        Place("organiser.exports.index", "/organiser/exports?of=actors"),
        Place("organiser.exports.show", "/organiser/events/sporger/exports?of=answers"),
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
        *accounts.places_of(office.accounts),
        *webhooks.places_of(),
        *casework.places_of(),
        *reports.places_of(clock.now()),
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
        Place("organiser.work.index", "/organiser/work/"),
        Place("organiser.dashboards.year", f"/organiser/year/{local_day(clock.now()).year}/"),
        Place("organiser.report.year", f"/organiser/report/{local_day(clock.now()).year}/"),
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
        Place("organiser.pictures.index", "/organiser/events/kladde/images", send),
        Place("organiser.pictures.edit", f"/organiser/events/i-gang/images/{office.picture}"),
        Place(
            "organiser.pictures.remove", f"/organiser/events/i-gang/images/{office.picture}/remove"
        ),
        Place("organiser.lists.correct", correct),
        Place("organiser.lists.correct", correct, send),
        Place("organiser.lists.show", f"{event}/list/1", add_nobody),
        Place("organiser.broadcasts.new", "/organiser/events/fest/broadcasts/new", send),
        Place("organiser.broadcasts.show", "/organiser/events/i-gang/broadcasts/1"),
        Place("organiser.broadcasts.show", "/organiser/events/i-gang/broadcasts/2"),
        Place("organiser.broadcasts.edit", "/organiser/events/i-gang/broadcasts/1/edit"),
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
        Place("organiser.people.merge", office.alike),
        Place("organiser.people.show", f"{event}/people/{office.participant}"),
        Place("organiser.forgetting.person", f"{event}/people/{office.participant}/forget"),
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
