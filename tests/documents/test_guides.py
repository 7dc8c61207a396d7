"""The guide for volunteers is one page in every language, with whom to call."""

import io

import pikepdf
import pypdfium2
import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.events.team.rules import TeamContact
from eventsys.people.rules import RoleName
from tests.documents.judge import faults_of
from tests.factories import make_event
from tests.web.conftest import add_signed_in

GUIDE = "/organiser/events/fest-1/guide.pdf"
LONG = "Forældreinddragelse og fællesskab på Nørrebro, i Tingbjerg og i Sydhavnen " * 2
TALK = TeamContact(name="Åse Ørsted", phone="+4512345678")
# Words of each language that must come out as they are read; Arabic letters lose their order in
# a PDF's text, so its font is asked for instead.
WORDS = {
    Language.DANISH: ("Velkommen", "Spærret", "Ingen under 18"),
    Language.ENGLISH: ("Welcome", "Blocked", "Nobody under 18"),
    Language.TURKISH: ("Hoş geldiniz", "Engellendi", "18 yaşından"),
    Language.SOMALI: ("Soo dhawow", "La xannibay", "18 jir"),
}
FONTS = {Language.ARABIC: "Amiri", Language.URDU: "Plex"}


@pytest.fixture
def fetch(app, client):
    """Fetch the guide of an event with a long name and an organiser."""
    with app.app_context(), transaction() as session:
        titles = dict.fromkeys(Language, LONG)
        make_event(session, at=clock.now(), titles=titles, contact=TALK)
    add_signed_in(app, client, RoleName.EVENT_ASSISTANT, named_for="fest-1")
    return lambda language: client.get(GUIDE, query_string={"language": language}).data


@pytest.mark.parametrize("language", list(Language))
def test_it_is_one_page_that_can_be_read_out(fetch, language):
    pdf = fetch(language.value)
    assert faults_of(pdf, language.value) == []
    document = pypdfium2.PdfDocument(pdf)
    try:
        [page] = document
        text = " ".join(page.get_textpage().get_text_bounded().split())
    finally:
        document.close()
    assert "+4512345678" in text
    for words in WORDS.get(language, ()):
        assert words in text


@pytest.mark.parametrize(("language", "font"), FONTS.items())
def test_its_script_is_set_in_the_font_that_draws_it(fetch, language, font):
    with pikepdf.open(io.BytesIO(fetch(language.value))) as document:
        names = {
            str(each.FontName)
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        }
    assert any(font in name for name in names), names


def test_without_an_organiser_nobody_is_named(app, client):
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now())
    add_signed_in(app, client, RoleName.ORGANISER)
    assert client.get(GUIDE).mimetype == "application/pdf"
