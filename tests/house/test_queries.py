"""A page asks the database as few questions for 300 rows as for 3."""

from datetime import timedelta

import pytest

from eventsys.checkin.practice.operations import begin_rehearsal
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import local_day
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.evaluation.surveys.queries import get_questionnaire
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.events.assistants.operations import name_assistant
from eventsys.events.queries import find_event
from eventsys.exchange.imports.operations import keep_draft
from eventsys.exchange.imports.rules import ImportFile, ImportKind
from eventsys.exchange.webhooks.models import Receiver
from eventsys.exchange.webhooks.operations import send_trial
from eventsys.messages.broadcasts.operations import compose_broadcasts, send_broadcast
from eventsys.messages.composing.operations import compose_notices
from eventsys.people.actors.models import Actor
from eventsys.people.administration.operations import InvitationRequest, invite
from eventsys.people.models import Account
from eventsys.people.rules import RoleName
from eventsys.registration.rules import ParticipantRequest
from eventsys.reports.figures.definitions import codes
from eventsys.reports.yearly.operations import begin_report
from tests.actors import make_actor
from tests.answers import Given, make_measured
from tests.broadcasts import make_broadcast
from tests.exchange.webhooks.conftest import make_receiver
from tests.factories import (
    batch_of,
    codes_of,
    make_account,
    make_device,
    make_event,
    make_family,
    make_registration,
    make_scan,
    make_tally,
)
from tests.facts import add_activity, add_advice, add_plan, add_publication
from tests.questions import make_question
from tests.settings import BASE_URL
from tests.surveys import make_choice, make_questionnaire, make_scale, make_survey, make_words
from tests.watch import watch_statements
from tests.web.conftest import add_signed_in

LIST = ImportFile(name="liste.csv", digest="0", heads=["Navn"], rows=[(2, ["Amina"])])
PUBLIC = {
    "/da/": 6,
    "/da/?q=fest&district=noerrebro&free=1": 6,
    "/ar/calendar?kind=public": 6,
    "/da/embed": 6,
    "/sitemap.xml": 6,
    "/feeds/events.atom": 7,
    "/da/events/fest-1": 7,
    "/da/events/fest-1/privacy": 7,
    "/da/events/fest-1/register": 8,
    "/feeds/events.ics": 7,
    "/feeds/events/fest-1.ics": 7,
    "/api/v1/events": 8,
    "/api/v1/events/fest-1": 8,
}
OFFICE = {
    "/organiser/": 10,
    "/organiser/?q=fest&kind=public&district=noerrebro&from=2020-01-01": 10,
    "/organiser/events/fest-1/": 20,
    "/organiser/events/fest-1/copy": 34,
    "/organiser/events/fest-1/series": 18,
    "/organiser/events/fest-1/reporting": 18,
    "/organiser/report/2026/": 10,
    "/organiser/report/": 8,
    "/organiser/report/years": 10,
    **{f"/organiser/report/{local_day(clock.now()).year}/figures/{code}": 18 for code in codes()},
    f"/organiser/report/{local_day(clock.now()).year}/paper": 80,
    "/organiser/places/": 10,
    "/organiser/surveys/": 8,
    "/organiser/surveys/1/": 12,
    "/organiser/surveys/1/preview/ar": 10,
    "/organiser/surveys/1/questions/hvad_var_bedst/edit": 14,
    "/organiser/actors/": 10,
    "/organiser/casework/": 8,
    "/organiser/casework/new": 8,
    "/organiser/casework/1": 12,
    "/organiser/casework/1/edit": 12,
    "/organiser/casework/plans/": 8,
    "/organiser/casework/activities/": 8,
    "/organiser/casework/publications/": 8,
    "/organiser/casework/plans/1/edit": 8,
    "/organiser/exports": 8,
    "/organiser/imports/actors": 8,
    "/organiser/imports/events": 8,
    "/organiser/imports/figures": 8,
    "/organiser/earlier/": 8,
    "/organiser/earlier/new": 8,
    "/organiser/events/fest-1/imports/attendance": 10,
    "/organiser/events/fest-1/exports": 10,
    "/organiser/events/fest-1/imports": 10,
    "/organiser/events/fest-1/imports/registrations/1": 20,
    "/organiser/actors/1": 18,
    "/organiser/events/fest-1/workplaces": 10,
    "/organiser/events/fest-1/edit": 21,
    "/organiser/events/fest-1/preview/da": 14,
    "/organiser/events/fest-1/images": 10,
    "/organiser/texts/": 8,
    "/organiser/events/fest-1/registrations": 10,
    "/organiser/events/fest-1/registrations?q=person&status=present&came=absent&language=da": 10,
    "/organiser/events/fest-1/people/act?do=link&id=1&id=2": 14,
    "/organiser/events/fest-1/people/1": 20,
    "/organiser/events/fest-1/people/duplicates": 10,
    "/organiser/events/fest-1/people/merge?kept=1&other=2": 12,
    "/organiser/events/fest-1/desk": 14,
    "/organiser/events/fest-1/desk/find": 10,
    "/organiser/events/fest-1/desk/paper": 14,
    "/organiser/events/fest-1/desk/people/1": 14,
    "/organiser/events/fest-1/desk/printed": 14,
    "/organiser/events/fest-1/needs": 10,
    "/organiser/events/fest-1/pictures": 10,
    "/organiser/events/fest-1/questions": 10,
    "/organiser/events/fest-1/questions/1/edit": 18,
    "/organiser/events/fest-1/waitlist": 10,
    "/organiser/events/fest-1/requests": 10,
    "/organiser/events/fest-1/draw": 16,
    "/organiser/events/fest-1/messages": 10,
    "/organiser/events/fest-1/broadcasts": 10,
    "/organiser/events/fest-1/broadcasts/1": 18,
    "/organiser/events/fest-1/broadcasts/new": 16,
    "/organiser/events/fest-1/calls": 10,
    "/organiser/events/fest-1/devices": 10,
    "/organiser/events/fest-1/rehearsal": 12,
    "/organiser/events/fest-1/rehearsal/replay": 30,
    "/organiser/events/fest-1/evaluation": 11,
    "/organiser/events/fest-1/evaluation/1/edit": 18,
    "/organiser/events/fest-1/evaluation/1/paper": 16,
    "/organiser/events/fest-1/attendance": 26,
    "/organiser/work/": 10,
    "/organiser/events/fest-1/dashboard": 18,
    "/organiser/events/fest-1/dashboard.csv": 18,
    f"/organiser/year/{local_day(clock.now()).year}/": 12,
    f"/organiser/year/{local_day(clock.now()).year}.csv": 12,
    "/organiser/events/fest-1/completion": 12,
    "/organiser/events/fest-1/completion/people/1": 20,
    "/organiser/events/fest-1/list": 10,
    "/organiser/events/fest-1/list/1": 10,
    "/organiser/events/fest-1/list/1/people/1": 18,
    "/organiser/events/fest-1/board": 20,
    "/organiser/events/fest-1/team": 10,
    "/organiser/events/fest-1/evaluation/1/results": 24,
    "/organiser/events/fest-1/evaluation/1/results/words": 20,
    "/organiser/results": 10,
    "/organiser/surveys/1/results?by=event": 14,
    "/organiser/surveys/1/results.csv?by=event": 14,
    "/organiser/events/fest-1/cases": 16,
    "/organiser/events/fest-1/attendance.csv": 16,
}
ADMINISTRATION = {
    "/organiser/accounts/": 8,
    "/organiser/accounts/1": 8,
    "/organiser/audit": 10,
    "/organiser/system": 14,
    "/organiser/webhooks/": 8,
    "/organiser/webhooks/1": 8,
}


def make_asking(session, **changes):
    """Make an event that asks something."""
    event = make_event(session, **changes)
    make_question(session, event)
    return event


def fill(app, rows):
    """Add as many events, registrations, phones, scans and tallies as there are rows."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        first = find_event(session, "fest-1") or make_asking(
            session, at=at, capacity=None, asks_workplace=True
        )
        families = [make_family(session, first, at=at) for _ in range(rows)]
        codes = [codes.code for family in families for codes in codes_of(session, family)]
        make_survey(session, make_choice(), *(make_words() for _ in range(min(rows, 20))))
        for _ in range(rows - 1):
            make_survey(session, make_choice())
        for _ in range(rows):
            make_asking(session, at=at)
        fill_register(session, rows, at=at)
        name_many(session, first, rows, at=at)
        fill_accounts(session, rows, at=at)
        for _ in range(rows):
            keep_draft(session, ImportKind.PEOPLE, first, LIST, at=at, by=SYSTEM)
        begin_rehearsal(session, first, at=at, by=SYSTEM)
        paired, *_ = [make_device(session, first, at=at) for _ in range(rows)]
        scans = batch_of(*(make_scan(code, at) for code in codes), sent_at=at)
        record_scans(session, paired.token, scans, at=at)
        tallies = batch_of(*(make_tally(at) for _ in codes), sent_at=at)
        record_tallies(session, paired.token, tallies, at=at)
        evaluate(session, first, rows)
        write_to_all(session, first, rows, at=at)
        while compose_notices(session, base_url=BASE_URL, at=at):
            pass
        tell_programs(session, rows, at=at)
        do_casework(session, rows, local_day(at))


def do_casework(session, rows, today):
    """Do as many tasks, plans with work on each, and publications; begin the year's report."""
    begin_report(session, today.year, at=clock.now(), by=SYSTEM)
    for _ in range(rows):
        add_advice(session, today)
        add_activity(session, add_plan(session), today)
        add_publication(session, today)


def tell_programs(session, rows, *, at):
    """Register some receivers of news, the first of which has as many deliveries as there are rows.

    There may be no more than twenty of them.
    """
    receivers = [make_receiver(session, at=at).receiver for _ in range(min(rows, 8))]
    for _ in range(rows):
        send_trial(session, session.get(Receiver, 1) or receivers[0], at=at)


def write_to_all(session, first, rows, *, at):
    """Write as many messages to everybody at an event; the first of them is sent."""
    for each in range(rows):
        written = make_broadcast(session, first, f"{rows}-{each}", at=at)
        if each == 0:
            send_broadcast(session, written, at, at=at, by=SYSTEM)
    while compose_broadcasts(session, base_url=BASE_URL, at=at):
        pass


def evaluate(session, first, rows):
    """Let as many waves be over as there are rows; the first one is that of the first event."""
    long_ago = clock.now() - timedelta(days=100)
    known = session.get(SurveyWave, 1)
    questionnaire = get_questionnaire(session, known.version_id if known else add(session))
    given = Given(responses=5, answers=[{"4": 3, "1": 2}], texts=["Tak"])
    for number in range(rows):
        event = None if known or number else first
        make_measured(session, questionnaire, given, event=event, at=long_ago)


def add(session):
    """Add the questionnaire that all of them ask."""
    return make_questionnaire(session, make_scale(), make_words()).id


def fill_accounts(session, rows, *, at):
    """Invite as many people."""
    number = session.query(Account).count()
    for each in range(number, number + rows):
        roles = [RoleName.ORGANISER, RoleName.VIEWER]
        request = InvitationRequest(
            email=f"{each}@example.org", roles=roles, language=Language.DANISH
        )
        invite(session, request, at=at, by=SYSTEM)


def fill_register(session, rows, *, at):
    """Add as many actors; people come from some of them, and from nobody knows where."""
    event, number = find_event(session, "fest-1"), session.query(Actor).count()
    for each in range(number, number + rows):
        name = f"Forening {each * 7919 % 99991:05}"
        make_actor(session, name, at=at)
        typed = (name, f"Klub {each}", "")[each % 3]
        people = [ParticipantRequest(name="Bo", workplace=typed)]
        if each % 2 == 0:  # with the families fewer than one portion of the file
            make_registration(session, event, participants=people, at=at)


def name_many(session, event, rows, *, at):
    """Add as many event assistants; every second one is named for the event."""
    number = session.query(Account).count()
    for each in range(number, number + rows):
        email, role = f"assistant-{each}@example.org", RoleName.EVENT_ASSISTANT
        account = make_account(session, email, role, at=at)
        if each % 2 == 0:
            name_assistant(session, event, account.id, at=at, by=SYSTEM)


def questions(client, paths):
    """Count the questions that each page asks."""
    counted = {}
    for path in paths:
        with watch_statements() as statements:
            assert client.get(path).status_code == 200, path
        counted[path] = len(statements)
    return counted


@pytest.mark.timeout(240)
def test_a_page_asks_no_more_for_300_rows_than_for_3(app, client):
    office = app.test_client()
    add_signed_in(app, office, RoleName.ORGANISER)
    administrator = app.test_client()
    add_signed_in(app, administrator, RoleName.ADMINISTRATOR)

    def all_questions():
        asked = questions(client, PUBLIC) | questions(office, OFFICE)
        return asked | questions(administrator, ADMINISTRATION)

    fill(app, 3)
    few = all_questions()
    fill(app, 297)
    many = all_questions()
    budget = PUBLIC | OFFICE | ADMINISTRATION
    assert {path: number for path, number in many.items() if number > budget[path]} == {}
    assert many == few
