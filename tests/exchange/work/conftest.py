"""Somebody asks for the tickets of a number of people."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from eventsys.core.db import db, transaction
from eventsys.core.principal import Principal, PrincipalKind
from eventsys.core.text import Language
from eventsys.events.queries import get_event
from eventsys.exchange.work.models import LongWork, WorkPiece
from eventsys.exchange.work.operations import WorkRequest, ask
from eventsys.exchange.work.rules import WorkKind
from eventsys.registration.models import Participant
from tests.factories import AT, make_event, make_family

ASKER = Principal(PrincipalKind.ACCOUNT, 1)
SLUG = "fest"


def make_work(session, event, *, at=AT, by=ASKER, **changes):
    """Ask for the tickets of everybody at an event."""
    subjects = session.scalars(
        select(Participant.id).filter_by(event_id=event.id).order_by(Participant.id)
    ).all()
    wanted = {"kind": WorkKind.TICKETS, "language": Language.DANISH, "subjects": subjects}
    request = WorkRequest(**{**wanted, "key": str(uuid4()), **changes})
    return ask(session, event, request, at=at, by=by)


@pytest.fixture
def asked(database):
    """Ask for the tickets of many: `asked(number)` gives the id."""

    def ask_for(number=3, **changes):
        with transaction() as session:
            event = make_event(session, slug=SLUG, capacity=None)
            for _ in range(0, number, 10):
                make_family(session, event, min(10, number))
        with transaction() as session:
            return make_work(session, get_event(session, SLUG), **changes).id

    return ask_for


def look(work_id=1):
    """Read how long work stands, and how many pieces of a file there are."""
    db.session.rollback()
    work = db.session.get(LongWork, work_id)
    return work, db.session.scalars(select(func.count()).select_from(WorkPiece)).one()
