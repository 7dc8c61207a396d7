"""The poster at the door leads to the event's page."""

import pypdfium2
import pytest
import zxingcpp

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.operations import cancel
from eventsys.events.queries import get_event
from tests.factories import make_event
from tests.settings import BASE_URL

TITLES = {Language.DANISH: "Sommerfest", Language.ARABIC: "حفلة الصيف"}
POSTER = "/organiser/events/fest-1/poster.pdf"


@pytest.fixture
def event(in_app):
    """A published event with a title in two languages."""
    with transaction() as session:
        make_event(session, at=clock.now(), titles=TITLES)


def width_of(answer):
    document = pypdfium2.PdfDocument(answer.data)
    try:
        return round(document[0].get_width())
    finally:
        document.close()


def code_of(answer):
    document = pypdfium2.PdfDocument(answer.data)
    try:
        [code] = zxingcpp.read_barcodes(document[0].render(scale=100 / 72).to_pil())
        return code.text
    finally:
        document.close()


def words_of(answer):
    document = pypdfium2.PdfDocument(answer.data)
    try:
        return document[0].get_textpage().get_text_bounded()
    finally:
        document.close()


def test_an_organiser_takes_the_poster_home_in_two_sizes(organiser_client, event):
    links = [
        link.get("href") for link in organiser_client.page("/organiser/events/fest-1/").all("a")
    ]
    sizes = [link for link in links if "poster" in link]
    assert sizes == [POSTER, f"{POSTER}?paper=a3"]
    answers = [organiser_client.get(each) for each in sizes]
    assert [answer.mimetype for answer in answers] == ["application/pdf"] * 2
    assert [width_of(answer) for answer in answers] == [595, 842]


def test_its_code_opens_the_events_page(organiser_client, event):
    address = code_of(organiser_client.get(f"{POSTER}?paper=nothing"))
    assert address == f"{BASE_URL}/da/events/fest-1"
    assert organiser_client.page(address.removeprefix(BASE_URL)).heading == "Sommerfest"


def test_a_poster_of_a_cancelled_event_says_so_instead_of_welcoming_people(
    in_app, organiser_client, event
):
    welcomes = words_of(organiser_client.get(POSTER))
    with transaction() as session:
        cancel(session, get_event(session, "fest-1"), at=clock.now(), by=SYSTEM)
    says = words_of(organiser_client.get(POSTER))
    for there, gone in (("Aflyst", "Velkommen"), ("Waa la baajiyay", "Soo dhawow")):
        assert [word in says for word in (there, gone)] == [True, False]
        assert [word in welcomes for word in (there, gone)] == [False, True]


def test_a_poster_of_nothing_is_not_there(organiser_client):
    assert organiser_client.get("/organiser/events/nothing/poster.pdf").status_code == 404
