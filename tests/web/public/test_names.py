"""A name in any script comes back as it was typed: from form to page, paper and file."""

import csv
import io
import json
import unicodedata
from collections import Counter
from itertools import count

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import get_event
from eventsys.events.rules import EventKind
from eventsys.messages.composing.operations import compose_notices
from eventsys.messages.letters import letter_of
from eventsys.messages.models import OutboxMessage
from eventsys.people.operations import issue_api_token
from eventsys.registration.models import Participant
from tests.factories import make_account
from tests.messages.conftest import make_scribe
from tests.pages import Page
from tests.questions import make_question
from tests.settings import BASE_URL
from tests.web.public.conftest import filled

SCRIPTS = {
    "Danish": "abcdefghijklmnopqrstuvwxyzæøåéö",
    "Turkish": "abcçdefgğhıijklmnoöprsştuüvyz",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "Urdu": "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنوہی",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψω",
    "Cyrillic": "абвгдежзийклмнопрстуфхцчшщыэюя",
}

FAMILIES = count(1)


def names_in(letters):
    word = st.text(letters, min_size=2, max_size=9)
    return st.lists(word, min_size=1, max_size=3).map(" ".join)


one_of_each = st.tuples(*map(names_in, SCRIPTS.values()))


@pytest.fixture
def slug(publish):
    """A course without limit, which asks for names and one thing more."""
    slug = publish(kind=EventKind.COURSE, capacity=None)
    with transaction() as session:
        make_question(session, get_event(session, slug), "Andet?")
    return slug


def letters_of(text):
    """Count the letters of a text, whatever their shape or order on paper."""
    plain = unicodedata.normalize("NFKC", text)
    return Counter(letter for letter in plain if letter.isalpha())


def paper_of(pdf):
    """Read a PDF, a text for each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def rows_of(office, slug):
    """Read names and answers in the file that organisers take away."""
    wanted = {"columns": ["name", "question_andet"], "file": "csv"}
    answer = office.submit(f"/organiser/events/{slug}/exports", wanted, form="export")
    rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    return [(row[0], row[1]) for row in rows][1:]


def shapes_of(client, bearer, slug):
    """Read names and answers as programs do."""
    found = client.get(f"/api/v1/events/{slug}/participants?limit=200", headers=bearer).json
    return [(each["name"], each["answers"]["andet"]) for each in found["items"]]


def letters_about(number):
    """Write the newest letters that the worker would send, as one text."""
    with transaction() as session:
        while compose_notices(session, base_url=BASE_URL, at=clock.now()):
            pass
    scribe, newest = make_scribe(), OutboxMessage.id.desc()
    messages = db.session().scalars(select(OutboxMessage).order_by(newest).limit(number)).all()
    letters = [letter_of(db.session(), each, BASE_URL) for each in messages]
    mails = [scribe.mail(*pair) for pair in zip(messages, letters, strict=True)]
    assert len(mails) == number
    return "".join(
        part.get_content()
        for mail in mails
        for part in mail.walk()
        if part.get_content_maintype() == "text"
    )


@pytest.fixture
def bearer(in_app):
    """The token of a program that reads who is registered."""
    with transaction() as session:
        account = make_account(session, "program@example.org", at=clock.now())
        token = issue_api_token(session, account, at=clock.now(), by=SYSTEM)
        return {"Authorization": f"Bearer {token}"}


@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(names=one_of_each)
def test_names_in_six_scripts_come_back_as_they_were_typed(
    app, client, organiser_client, bearer, slug, names
):
    path = f"/da/events/{slug}/register"
    typed = {f"participants-{number}-name": name for number, name in enumerate(names)}
    said = [f"{name}, {name}!" for name in reversed(names)]
    typed |= {f"participants-{number}-answers-andet": text for number, text in enumerate(said)}
    email = f"family{next(FAMILIES)}@example.dk"  # or the limit for one address is reached
    answers = {"contact_name": names[0], "email": email} | typed
    own = client.post(path, data=filled(client, path, len(names), answers)).location
    with app.app_context():
        stored = db.session.query(Participant).order_by(Participant.id).all()[-len(names) :]
        assert [person.name for person in stored] == [*names]
        written = letters_about(1)
    assert [each for each in said if each in written] == []
    both = [*zip(names, said, strict=True)]
    assert rows_of(organiser_client, slug)[-len(names) :] == both
    assert shapes_of(client, bearer, slug)[-len(names) :] == both
    told = json.loads(client.get(f"{own}/data.json").text)
    assert [each["name"] for each in told["participant"]] == [*names]
    assert [each["value"] for each in told["question_answer"]] == said
    page = client.page(own)
    shown = [each.text for each in page.all("bdi") if each.get("dir") is None]
    assert [name for name in shown if name in names][: len(names)] == [*names]
    form = Page(client.get(f"{own}/change").text).form("change")
    assert [value for name, value in form.values() if name.endswith("-name")] == [*names]
    for paper, name in zip(paper_of(client.get(f"{own}/tickets.pdf").data), names, strict=True):
        assert letters_of(name) <= letters_of(paper)
