"""A report was approved; then everybody in it and a whole event are forgotten. It says the same."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, select, update

from eventsys.checkin.models import TicketState
from eventsys.cli.demonstration.season.adding import season_lines
from eventsys.cli.demonstration.season.large_days import PARTY
from eventsys.cli.report import WORKINGS, told_in
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.queries import get_event
from eventsys.exchange.season.operations import import_season
from eventsys.people.rules import RoleName
from eventsys.privacy.operations import forget, forget_event
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import Channel
from eventsys.reports.figures.making import make_figures
from eventsys.reports.figures.rules import LANGUAGES
from eventsys.reports.papers.queries import read_report
from eventsys.reports.papers.rules import PaperFormat
from eventsys.reports.yearly.blockers import examine
from eventsys.reports.yearly.operations import approve_report, check_report
from eventsys.web.organiser.report.papers import write_paper
from tests.reports.figures.test_golden_2009 import PAPER, printed
from tests.reports.year_2009 import REPORTED_AT
from tests.reports.yearly.whole import ANN, BO, LATER, draft
from tests.web.conftest import add_signed_in

NAME, EMAIL = "Amina Khan", "amina@example.org"
PAGES = ("/organiser/report/2009/paper", "/organiser/report/2009/")


@pytest.fixture
def approved(in_app):
    """The year 2009 with people who have names, and its report, approved."""
    with transaction() as session:
        import_season(session, season_lines(), at=REPORTED_AT, by=SYSTEM)
        contact = {"contact_name": NAME, "contact_email": EMAIL, "contact_channel": Channel.EMAIL}
        session.execute(update(Registration).values(contact))
        session.execute(update(Participant).values(name=NAME))
        report = draft(session)
        findings = replace(examine(session, report, at=REPORTED_AT), blockers=[])
        check_report(session, report, findings, at=REPORTED_AT, by=BO)
        approve_report(session, report, findings, at=REPORTED_AT, by=ANN)


def files():
    """Write the report as a file of each kind, in both languages."""
    session = db.session()
    figures = make_figures(session, 2009, at=LATER)
    assert printed(figures) == PAPER
    told = told_in(2009, figures)
    papers = {
        (form, language): write_paper(read_report(session, 2009, language), form)
        for form in PaperFormat
        for language in LANGUAGES
        if (form, language) != (PaperFormat.PDF, Language.ENGLISH)
    }
    workings = {
        (name, language): write(told, language)
        for name, write in WORKINGS.items()
        for language in LANGUAGES
    }
    seals = {code: each.made.inputs_hash for code, each in figures.items()}
    return papers | workings, seals


def forget_everybody():
    with transaction() as session:
        party = get_event(session, PARTY)
        others = select(Registration).where(Registration.event_id != party.id)
        for each in session.scalars(others).all():
            forget(session, each, at=LATER, by=SYSTEM)
        forget_event(session, party, at=LATER, by=SYSTEM)
    known = select(Participant.name).where(Participant.name == NAME)
    reached = select(Registration.id).where(Registration.contact_email == EMAIL)
    assert db.session.scalars(known.union_all(reached)).all() == []


def test_what_was_approved_is_the_same_to_the_byte_after_everybody_is_forgotten(
    approved, app, client
):
    add_signed_in(app, client, RoleName.VIEWER)
    before, shown = files(), [client.page(path).text for path in PAGES]
    assert len(before[0]) == 13
    forget_everybody()
    after = files()
    assert [each for each in before[0] if before[0][each] != after[0][each]] == []
    assert after[1] == before[1]
    assert [client.page(path).text for path in PAGES] == shown


def test_control_whoever_deletes_what_is_forgotten_changes_the_working_figures(approved):
    _, seals = files()
    with transaction() as session:
        party = get_event(session, PARTY)
        tickets = select(Ticket.id).where(Ticket.event_id == party.id).limit(50)
        session.execute(delete(TicketState).where(TicketState.ticket_id.in_(tickets)))
    figures = make_figures(db.session(), 2009, at=LATER)
    assert figures["F01"].made.inputs_hash != seals["F01"]
