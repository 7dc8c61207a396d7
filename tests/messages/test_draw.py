"""What those are told who take part in a draw, before it and after."""

from datetime import timedelta

import pytest

from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.registration.draw.operations import draw
from tests.factories import AT, make_event, make_family

TITLES = {Language.DANISH: "Sommerfest", Language.ENGLISH: "Summer party"}


@pytest.fixture
def told(in_app, work, shelf):
    """Let two take part in a draw for one place, and give what they are told, last first."""
    with transaction() as session:
        event = make_event(
            session,
            titles=TITLES,
            capacity=1,
            intake=IntakePlan(way=Way.DRAW),
            registration_opens_at=AT - timedelta(days=1),
            registration_closes_at=AT + timedelta(hours=1),
        )
        for _ in range(2):
            make_family(session, event, 1, language=Language.ENGLISH)
    work()
    with transaction() as session:
        event = session.get_one(type(event), event.id)
        draw(session, event, at=AT + timedelta(hours=2), by=SYSTEM)
    work()
    return {mail["Subject"]: lines(mail) for mail in shelf.taken}


def lines(mail):
    text = mail.get_body(("plain",)).get_content()
    return [line for line in text.splitlines() if line][:3]


def test_everybody_is_told_what_their_lot_came_to(told):
    assert list(told) == [
        "You take part in the draw: Summer party",
        "You have a place: Summer party",
        "You are on the waiting list: Summer party",
    ]
    before, won, lost = told.values()
    assert before[:2] == [
        "Lots decide who gets a place. You have no place yet.",
        "We write to you when the lots are drawn.",
    ]
    assert won[0] == "The lots are drawn, and you have a place."
    assert lost == [
        "The lots are drawn, and all places are taken.",
        "1 person waits for a place.",
        "You are number 1 on the waiting list.",
    ]
