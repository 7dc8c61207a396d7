"""Everybody of the golden year is forgotten, and every figure stays as it was, seal and all."""

from sqlalchemy import select

from eventsys.core.principal import SYSTEM
from eventsys.events.models import Event
from eventsys.privacy.operations import forget, forget_event
from eventsys.registration.models import Registration, Ticket
from eventsys.reports.figures.making import make_figures
from eventsys.reports.figures.rules import LANGUAGES, shown
from tests.reports.figures.test_golden_2009 import PAPER, printed
from tests.reports.year_2009 import REPORTED_AT, gate_rows, make_base, send


def told(session):
    """Tell all that a figure says, and the seal over what it was made of."""
    session.expire_all()
    figures = make_figures(session, 2009, at=REPORTED_AT)
    assert printed(figures) == PAPER
    return {
        code: (
            each.made.numerator,
            each.made.denominator,
            dict(each.made.parts),
            each.made.inputs_hash,
            [shown(each.definition, each.made, language) for language in LANGUAGES],
        )
        for code, each in figures.items()
    }


def test_no_figure_changes_when_every_person_and_every_event_is_forgotten(session):
    base = make_base(session)
    rows = gate_rows(base)
    send(session, base, rows)
    before = told(session)
    some = select(Registration).where(Registration.id % 3 == 0)
    for each in session.scalars(some).all():
        forget(session, each, at=REPORTED_AT, by=SYSTEM)
    assert told(session) == before
    for each in session.scalars(select(Event)).all():
        forget_event(session, each, at=REPORTED_AT, by=SYSTEM)
    known = select(Registration.id).where(
        Registration.forgotten_at.is_(None) | Registration.contact_name.is_not(None)
    )
    assert session.scalars(known).all() == []
    assert told(session) == before


def test_control_whoever_deletes_tickets_instead_changes_the_figures(session):
    base = make_base(session)
    send(session, base, gate_rows(base))
    before = make_figures(session, 2009, at=REPORTED_AT)["F01"].made
    for ticket in session.scalars(select(Ticket).filter_by(event_id=base.party.id)).all():
        ticket.event_id = base.intday.id
    session.flush()
    session.expire_all()
    assert make_figures(session, 2009, at=REPORTED_AT)["F01"].made != before
