from dataclasses import replace

import pytest
from sqlalchemy import func, select

from eventsys.core.principal import SYSTEM
from eventsys.events.care.models import EventCare
from eventsys.events.care.queries import get_care
from eventsys.events.care.rules import NO_CARE, Care, Companions, NeedKind
from eventsys.events.operations import amend_event
from eventsys.events.programme.queries import find_event_view
from eventsys.events.queries import plan_of
from eventsys.events.rules import AgeRule
from eventsys.registration.queries import get_terms
from tests.factories import AT, make_event

CARES = [
    NO_CARE,
    Care(needs=frozenset({NeedKind.ALLERGY, NeedKind.OTHER})),
    Care(photos=True, companions=Companions.UNCOUNTED),
    Care(needs=frozenset(NeedKind), photos=True, companions=Companions.COUNTED),
]


@pytest.mark.parametrize("care", CARES)
def test_what_an_event_asks_is_read_as_it_was_written_everywhere(session, care):
    event = make_event(session, age_rule=AgeRule(2016, 2016), care=care)
    assert get_care(session, event) == care
    assert plan_of(session, event).care == care
    assert find_event_view(session, event.slug).care == care
    assert get_terms(session, event.slug).care == care


def test_an_event_that_asks_nothing_any_more_keeps_no_row(session):
    event = make_event(session, care=Care(photos=True))
    plan = replace(plan_of(session, event), care=NO_CARE)
    amend_event(session, event, plan, at=AT, by=SYSTEM)
    assert session.scalar(select(func.count(EventCare.event_id))) == 0
