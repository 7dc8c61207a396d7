"""What somebody typed is shown as they typed it: no page, mail or file takes it for its own."""

import json

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.text import Language
from eventsys.messages.composing.operations import compose_notices
from eventsys.messages.letters import letter_of
from eventsys.messages.models import OutboxMessage
from eventsys.registration.models import Participant
from tests.messages.conftest import make_scribe
from tests.settings import BASE_URL

SCRIPT = "</script><img src=x onerror=alert(1)>"
ATTRIBUTE = "\" autofocus onfocus=alert(1) x='"
TEMPLATES = "{{config}} {0.__class__} %(first)s ${7*7} {% if 1 %}"
HOSTILE = [SCRIPT, ATTRIBUTE, TEMPLATES]


@pytest.fixture
def own(publish, register):
    """A registration of three people with such names, at an event with such a title."""
    slug = publish(slug="fest", titles=dict.fromkeys(Language, f"Fest {SCRIPT} {TEMPLATES}"))
    names = {f"participants-{number}-name": name for number, name in enumerate(HOSTILE)}
    return register(slug, 3, contact_name=SCRIPT, **names)


def shown(page):
    """Give all that is shown on a page, and what stands in its fields."""
    values = [field.get("value") or "" for field in page.all("input")]
    return " ".join([page.text, *values])


def is_harmless(page):
    """Tell whether none of what was typed has become part of the page."""
    handlers = [name for each in page.elements() for name in each.attrib if name.startswith("on")]
    pictures = [each for each in page.all("img") if each.get("src") == "x"]
    return handlers == [] and pictures == []


OFFICE = [
    "/organiser/",
    "/organiser/events/fest/registrations",
    "/organiser/events/fest/desk/find",
    "/organiser/events/fest/desk/people/1",
    "/organiser/events/fest/messages",
    "/organiser/events/fest/list/1",
]


@pytest.mark.parametrize("path", OFFICE)
def test_a_name_is_text_in_the_office(own, organiser_client, path):
    assert is_harmless(organiser_client.page(path))


def test_a_name_is_text_in_the_lists_it_stands_in(own, organiser_client):
    text = shown(organiser_client.page("/organiser/events/fest/registrations"))
    assert [name for name in HOSTILE if name.strip() not in text] == []


@pytest.mark.parametrize("part", ["", "/change", "/data"])
def test_a_name_is_text_on_ones_own_pages(own, client, part):
    page = client.page(f"{own}{part}")
    assert is_harmless(page)
    assert TEMPLATES in shown(page)


@pytest.mark.parametrize(
    "path", ["/da/", "/da/events/fest", "/da/events/fest/register", "/da/embed"]
)
def test_a_title_is_text_for_everybody(own, client, path):
    page = client.page(path)
    assert is_harmless(page)
    assert f"{SCRIPT} {TEMPLATES}" in page.text


def test_no_letter_takes_a_title_or_a_name_for_its_own_words(own):
    with transaction() as session:
        while compose_notices(session, base_url=BASE_URL, at=clock.now()):
            pass
    [message] = db.session().scalars(select(OutboxMessage)).all()
    mail = make_scribe().mail(message, letter_of(db.session(), message, BASE_URL))
    parts = {
        part.get_content_subtype(): part.get_content() for part in mail.walk() if is_text(part)
    }
    assert f"{SCRIPT} {TEMPLATES}" in parts["plain"]
    assert "<img src=x" not in parts["html"]
    assert "{{config}} {0.__class__} %(first)s" in parts["html"]


def is_text(part):
    """Tell whether a part of a mail is read by people."""
    return part.get_content_maintype() == "text"


def test_what_programs_read_is_what_was_typed(own, client):
    told = json.loads(client.get(f"{own}/data.json").text)
    assert [each["name"] for each in told["participant"]] == [name.strip() for name in HOSTILE]
    names = db.session().scalars(select(Participant.name).order_by(Participant.position)).all()
    assert names == [name.strip() for name in HOSTILE]
