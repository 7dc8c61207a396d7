"""A party for children, as tests in the browser register for it."""

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.events.care.rules import Care, Companions
from eventsys.events.rules import AgeRule, Audience
from tests.factories import make_event


def add_party(server, *, born, capacity, **care):
    """Announce a party for children born from one year to another; give its address by language.

    What else is asked, such as `needs`, comes as `Care` names it.
    """
    with create_app(server.settings).app_context(), transaction() as session:
        make_event(
            session,
            slug="fest",
            at=clock.now(),
            days=(30,),
            titles={Language.DANISH: "Fest", Language.ARABIC: "حفلة"},
            audience=Audience.CHILDREN,
            age_rule=AgeRule(*born),
            capacity=capacity,
            care=Care(companions=Companions.COUNTED, **care),
        )
    return lambda language: f"{server.url}/{language}/events/fest"
