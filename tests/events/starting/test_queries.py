"""How far a new installation has come."""

from eventsys.core.principal import SYSTEM
from eventsys.events.operations import cancel, publish
from eventsys.events.starting.queries import FirstSteps, first_steps
from eventsys.people.hints.operations import put_away
from eventsys.people.hints.rules import Hint
from tests.factories import AT, make_account, make_draft, make_venue

NOTHING = {"has_place": False, "draft": None, "is_published": False, "is_put_away": False}


def test_each_step_is_known_when_it_is_done(session):
    me = make_account(session, "me@example.org").id
    found = [first_steps(session, me)]
    make_venue(session)
    found.append(first_steps(session, me))
    event = make_draft(session, slug="fest")
    found.append(first_steps(session, me))
    publish(session, event, at=AT, by=SYSTEM)
    cancel(session, event, at=AT, by=SYSTEM)
    found.append(first_steps(session, me))
    assert found == [
        FirstSteps(**NOTHING),
        FirstSteps(**NOTHING | {"has_place": True}),
        FirstSteps(**NOTHING | {"has_place": True, "draft": "fest"}),
        FirstSteps(**NOTHING | {"has_place": True, "is_published": True}),
    ]
    assert [each.are_shown for each in found] == [True, True, True, False]


def test_what_one_puts_away_the_others_still_see(session):
    me, other = (make_account(session, f"{name}@example.org").id for name in ("me", "other"))
    for _ in range(2):
        put_away(session, me, Hint.FIRST_STEPS, at=AT)
    assert [first_steps(session, each).are_shown for each in (me, other)] == [False, True]
