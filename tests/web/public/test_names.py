"""A name in any script comes back as it was typed: from form to page, paper and file."""

import csv
import io
import unicodedata
from collections import Counter

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.events.queries import get_event
from eventsys.events.rules import EventKind
from eventsys.exchange.participants import participant_lines
from eventsys.registration.models import Participant
from eventsys.web.organiser.registration.rows import words_of_participants
from tests.pages import Page
from tests.web.public.conftest import filled

SCRIPTS = {
    "Danish": "abcdefghijklmnopqrstuvwxyzæøåéö",
    "Turkish": "abcçdefgğhıijklmnoöprsştuüvyz",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "Urdu": "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنوہی",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψω",
    "Cyrillic": "абвгдежзийклмнопрстуфхцчшщыэюя",
}


def names_in(letters):
    word = st.text(letters, min_size=2, max_size=9)
    return st.lists(word, min_size=1, max_size=3).map(" ".join)


one_of_each = st.tuples(*map(names_in, SCRIPTS.values()))


@pytest.fixture
def slug(publish):
    """A course without limit, which asks for names."""
    return publish(kind=EventKind.COURSE, capacity=None)


def letters_of(text):
    """Count the letters of a text, whatever their shape or order on paper."""
    plain = unicodedata.normalize("NFKC", text)
    return Counter(letter for letter in plain if letter.isalpha())


def paper_of(pdf):
    """Read a PDF, a text for each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def rows_of(slug):
    """Read the names of the file that organisers take away."""
    db.session.rollback()
    event = get_event(db.session(), slug)
    text = b"".join(
        participant_lines(db.session(), event, words_of_participants("UTC", (), Language.DANISH))
    )
    return [row[1] for row in csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";")][1:]


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(names=one_of_each)
def test_names_in_six_scripts_come_back_as_they_were_typed(app, client, slug, names):
    path = f"/da/events/{slug}/register"
    typed = {f"participants-{number}-name": name for number, name in enumerate(names)}
    answers = {"channel": "none", "email": "", "contact_name": names[0]} | typed
    own = client.post(path, data=filled(client, path, len(names), answers)).location
    with app.app_context():
        stored = db.session.query(Participant).order_by(Participant.id).all()[-len(names) :]
        assert [person.name for person in stored] == [*names]
        assert rows_of(slug)[-len(names) :] == [*names]
    page = client.page(own)
    shown = [each.text for each in page.all("bdi") if each.get("dir") is None]
    assert [name for name in shown if name in names][: len(names)] == [*names]
    form = Page(client.get(f"{own}/change").text).form("change")
    assert [value for name, value in form.values() if name.endswith("-name")] == [*names]
    for paper, name in zip(paper_of(client.get(f"{own}/tickets.pdf").data), names, strict=True):
        assert letters_of(name) <= letters_of(paper)
