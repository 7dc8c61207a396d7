"""Organisers give places to people who wait: at once, within what is free, told and logged."""

from datetime import timedelta

import pytest

from eventsys.core.audit import AuditEntry
from eventsys.core.outbox import Notice
from eventsys.core.principal import SYSTEM
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.intake.rules import IntakePlan, WaitlistOrder, Way
from eventsys.events.pools.queries import count_taken
from eventsys.registration.approval.errors import NothingToDecide
from eventsys.registration.granting.operations import give_places
from eventsys.registration.links.operations import send_link_once
from eventsys.registration.models import Participant
from eventsys.registration.rules import IfFull
from eventsys.registration.waitlist.errors import NobodyWaits
from eventsys.registration.waitlist.operations import offer_now
from eventsys.registration.waitlist.queries import position_of
from tests.factories import AT, START, make_event, make_family

WAITLIST = {"if_full": IfFull.WAITLIST}
HOUR = timedelta(hours=1)


def statuses(session, registration):
    people = session.query(Participant.status).filter_by(registration_id=registration.id)
    return [status for (status,) in people.order_by(Participant.position)]


def told(session, registration):
    kinds = session.query(Notice.kind).filter_by(subject_id=registration.id).order_by(Notice.id)
    return [kind for (kind,) in kinds]


@pytest.fixture
def line(session):
    """An event of three places; a family of four waits, and behind it one person who would fit."""
    strictly = IntakePlan(waitlist_order=WaitlistOrder.FIRST)
    event = make_event(session, capacity=3, intake=strictly)
    make_family(session, event, 2)
    four = make_family(session, event, 4, **WAITLIST)
    return event, four, make_family(session, event, 1, **WAITLIST)


def test_whoever_waits_has_a_place_at_once_whoever_is_before_them(session, line):
    event, four, one = line
    give_places(session, one, at=AT, by=SYSTEM)
    assert (statuses(session, one), statuses(session, four)) == (["confirmed"], ["waiting"] * 4)
    assert told(session, one) == ["waiting", "offered", "promoted"]
    assert (count_taken(session, event), position_of(session, four)) == (3, 1)
    verbs = session.query(AuditEntry.verb).filter_by(object_id=one.id, object_kind="registration")
    assert [verb for (verb,) in verbs] == ["give places"]


def test_a_party_that_does_not_fit_goes_on_waiting(session, line):
    event, four, _ = line
    with pytest.raises(NotEnoughPlaces) as refusal:
        give_places(session, four, at=AT, by=SYSTEM)
    assert (refusal.value.asked, refusal.value.left) == (4, 1)
    assert (statuses(session, four), count_taken(session, event)) == (["waiting"] * 4, 2)


def test_an_offer_that_stands_is_taken_in_their_name(session, line):
    event, _, one = line
    offer_now(session, one, at=AT, by=SYSTEM)
    give_places(session, one, at=AT + HOUR, by=SYSTEM)
    assert (statuses(session, one), count_taken(session, event)) == (["confirmed"], 3)


def test_an_offer_that_has_run_out_gives_no_place(session, line):
    _, _, one = line
    offer = offer_now(session, one, at=AT, by=SYSTEM)
    with pytest.raises(NobodyWaits):
        give_places(session, one, at=offer.expires_at, by=SYSTEM)


@pytest.mark.parametrize("at", [AT, START + HOUR])
def test_nobody_waits_where_all_have_places_or_it_is_too_late(session, line, at):
    _, _, one = line
    give_places(session, one, at=AT, by=SYSTEM)
    with pytest.raises(NobodyWaits):
        give_places(session, one, at=at, by=SYSTEM)


def test_a_request_gets_its_yes_and_a_registration_with_places_nothing(session):
    event = make_event(session, intake=IntakePlan(way=Way.APPROVAL))
    asking = make_family(session, event, 2)
    give_places(session, asking, at=AT, by=SYSTEM)
    assert (statuses(session, asking), told(session, asking)) == (
        ["confirmed"] * 2,
        ["waiting", "approved"],
    )
    settled = make_family(session, make_event(session), 1)
    with pytest.raises(NothingToDecide):
        give_places(session, settled, at=AT, by=SYSTEM)


def test_a_link_is_sent_once_more_for_each_form_however_often_it_is_sent(session):
    family = make_family(session, make_event(session))
    version = family.link_version
    for key in ("one form", "one form", "another"):
        send_link_once(session, family, key, at=AT, by=SYSTEM)
    assert told(session, family) == ["registered", "new-link", "new-link"]
    assert family.link_version == version
    assert session.query(AuditEntry).filter_by(verb="send link").count() == 2
