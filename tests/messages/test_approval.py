"""What those are told who wait for the organisers' yes, and what came of it."""

from functools import partial

import pytest

from eventsys.core.db import db, transaction
from eventsys.core.outbox import NoticeKind
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.programme.queries import get_event_view
from eventsys.events.queries import get_event_by_id
from eventsys.messages.letters import sample_letter
from eventsys.registration.approval.operations import (
    approve,
    approve_to_waitlist,
    decline,
    take_up_again,
)
from eventsys.registration.queries import get_registration
from tests.factories import AT, make_event, make_family
from tests.settings import BASE_URL

APPROVAL = IntakePlan(way=Way.APPROVAL)
TITLES = {Language.DANISH: "Sommerfest", Language.ENGLISH: "Summer party"}


@pytest.fixture
def asking(in_app):
    """A registration that waits for a yes, to one place."""
    with transaction() as session:
        event = make_event(session, titles=TITLES, capacity=1, intake=APPROVAL)
        return make_family(session, event, 1, language=Language.ENGLISH).id


def last(work, shelf, registration_id, *operations):
    """Decide, let the worker write, and give the last mail's subject and first lines."""
    for operation in operations:
        with transaction() as session:
            operation(session, get_registration(session, registration_id), at=AT, by=SYSTEM)
    work()
    mail = shelf.taken[-1]
    lines = mail.get_body(("plain",)).get_content().splitlines()
    return mail["Subject"], [line for line in lines if line][:3]


def no(session, registration, **given):
    decline(session, registration, "We first take those from Tingbjerg.", **given)


def test_first_they_read_that_they_have_no_place_yet(asking, work, shelf):
    subject, lines = last(work, shelf, asking)
    assert subject == "We have your registration: Summer party"
    assert lines[:2] == [
        "The organisers look at your registration. You have no place yet.",
        "We write to you when they have answered.",
    ]


def test_a_yes_brings_the_tickets(asking, work, shelf):
    subject, lines = last(work, shelf, asking, approve)
    assert subject == "You have a place: Summer party"
    assert lines[0] == "The organisers have said yes to your registration."
    assert "Ticket 1 of 1" in shelf.taken[-1].get_body(("plain",)).get_content()


def test_a_no_brings_its_reason(asking, work, shelf):
    subject, lines = last(work, shelf, asking, no)
    assert subject == "No place this time: Summer party"
    assert lines == [
        "We are sorry: the organisers could not give you a place this time.",
        "This is their reason:",
        "We first take those from Tingbjerg.",
    ]
    page = shelf.taken[-1].get_body(("html",)).get_content()
    quoted = page.partition('<blockquote dir="auto">')[2].partition("</blockquote>")[0]
    assert quoted.strip() == "We first take those from Tingbjerg."


def test_a_no_that_is_taken_back_at_once_is_never_sent(asking, work, shelf):
    subject, _ = last(work, shelf, asking, no, take_up_again)
    assert subject == "We have your registration: Summer party"
    assert len(shelf.taken) == 1


def test_a_yes_to_the_waiting_list_says_so(asking, work, shelf):
    with transaction() as session:
        event = get_event_by_id(session, get_registration(session, asking).event_id)
        approve(session, make_family(session, event, 1), at=AT, by=SYSTEM)
    subject, lines = last(work, shelf, asking, approve_to_waitlist)
    assert subject == "You are on the waiting list: Summer party"
    assert lines == [
        "The organisers have said yes, but all places are taken now.",
        "1 person waits for a place.",
        "You are number 1 on the waiting list.",
    ]


def test_what_is_previewed_of_an_event_by_approval_waits_for_a_yes(asking):
    event = get_event_view(db.session(), get_registration(db.session(), asking).event_id)
    of = partial(sample_letter, event=event, language=Language.DANISH, base_url=BASE_URL)
    positions = {kind: of(kind).values["position"] for kind in NoticeKind}
    assert positions == {
        kind: 1 if kind in {NoticeKind.OFFERED, NoticeKind.OFFER_EXPIRED} else None
        for kind in NoticeKind
    }
