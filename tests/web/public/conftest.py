"""What the tests of citizens' pages start from."""

import pytest
from werkzeug.datastructures import MultiDict

from eventsys.core import clock
from eventsys.core.db import transaction
from tests.factories import make_event
from tests.pages import Page


@pytest.fixture
def publish(in_app):
    """Publish an event that begins in a week, and give its slug."""

    def published(**changes):
        with transaction() as session:
            return make_event(session, at=clock.now(), **changes).slug

    return published


@pytest.fixture
def register(client):
    """Register as a citizen does, and give the path of the own page."""

    def registered(slug, people=1, **changes):
        path = f"/da/events/{slug}/register"
        answer = client.post(path, data=filled(client, path, people, changes))
        assert answer.status_code == 303, answer.text
        return answer.location

    return registered


def filled(client, path, people, changes):
    """Fill in the form for some people: press the number, then answer what it asks."""
    answer = client.post(path, data=pressed(client, path, people))
    answers = {"contact_name": "Fatima Yılmaz", "email": "fatima@example.dk", "is_adult": "y"}
    for number in range(people):
        answers |= {f"participants-{number}-category": "child"}
    form = Page(answer.text).form("registration")
    return dict(MultiDict(form.filled(answers | changes)).lists())


def pressed(client, path, people, **typed):
    """Press the button for a number of people, with what was typed before."""
    form = client.page(path).form("registration")
    return MultiDict([*form.filled(typed), ("people", people)])
