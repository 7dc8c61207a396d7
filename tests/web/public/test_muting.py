"""Reminders can be ended from the mail itself, by a person or by a mail program's button."""

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.keys import Purpose
from eventsys.core.links import make_token
from eventsys.messages.channels.queries import is_muted
from eventsys.registration.queries import token_of
from tests.factories import make_event, make_registration

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def registration(in_app):
    with transaction() as session:
        event = make_event(session, at=clock.now())
        return make_registration(session, event, at=clock.now())


@pytest.fixture
def path(registration):
    return f"/da/messages/{make_token(Purpose.MUTE_LINK, registration.public_id, 1)}"


def muted():
    db.session.rollback()
    return is_muted(db.session(), "amina@example.org")


def test_looking_at_the_page_changes_nothing_and_its_button_does(client, path):
    assert client.page(path).heading == "Påmindelser og tak"
    client.head(path)
    assert not muted()
    assert client.submit(path, {}).status_code == 303
    assert muted()
    assert "ikke flere påmindelser" in client.page(path).text
    client.submit(path, {"again": "1"})
    assert not muted()


def test_a_mail_programs_one_click_needs_no_form_of_ours(client, path):
    answer = client.post(path, data=ONE_CLICK, headers={"Origin": "https://mail.example"})
    assert (answer.status_code, answer.data, muted()) == (204, b"", True)
    client.post(path, data=ONE_CLICK)
    assert muted()


def test_any_other_post_without_our_form_is_refused(client, path):
    assert client.post(path, data={"List-Unsubscribe": "yes"}).status_code == 400
    assert not muted()


def test_the_link_to_the_tickets_ends_nothing_and_this_one_opens_no_tickets(
    client, path, registration
):
    own = token_of(registration)
    assert client.post(f"/da/messages/{own}", data=ONE_CLICK).status_code == 404
    other = path.rpartition("/")[2]
    assert client.get(f"/da/registrations/{other}").status_code == 404
    assert client.get(f"/r/{other}").status_code == 404


def test_the_short_link_leads_to_ones_own_page_in_ones_language(client, registration):
    own = token_of(registration)
    answer = client.get(f"/r/{own}")
    assert (answer.status_code, answer.location) == (302, f"/da/registrations/{own}")
