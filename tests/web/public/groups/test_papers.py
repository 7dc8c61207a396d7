"""Tickets on A4 and name badges, as their holders and organisers print them, in six languages."""

import io
from dataclasses import dataclass

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.documents.qr import ticket_address
from eventsys.documents.tickets import print_tickets
from eventsys.events.operations import cancel
from eventsys.events.queries import get_event_by_id
from eventsys.people.rules import RoleName
from eventsys.registration.queries import token_of
from eventsys.registration.rules import Category, ParticipantRequest
from tests.documents.judge import faults_of
from tests.documents.papers import NAMES, TITLES
from tests.documents.sheets import make_sheet
from tests.factories import codes_of, make_event, make_registration
from tests.settings import BASE_URL
from tests.web.conftest import add_signed_in

DPI = 100
KINDS = ("tickets.pdf", "sheet.pdf", "badges.pdf")
LANGUAGES = [
    *("da", "ar"),
    *(pytest.param(each, marks=pytest.mark.long) for each in ("en", "tr", "ur", "so")),
]


@dataclass(frozen=True)
class World:
    """A group of ten: its own page, its id, and what its tickets' QR codes say."""

    token: str
    registration_id: int
    event_id: int
    addresses: set[str]


@pytest.fixture
def group(app):
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at, titles=TITLES)
        people = [ParticipantRequest(name=name, category=Category.CHILD) for name in NAMES]
        found = make_registration(
            session, event, at=at, participants=people, group_name="3.B, Guldberg Skole"
        )
        addresses = {ticket_address(BASE_URL, codes.code) for codes in codes_of(session, found)}
        return World(token_of(found), found.id, event.id, addresses)


def pages_of(pdf):
    """Draw each page as a printer of 100 dpi does, and read its text."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            (
                page.render(scale=DPI / 72, grayscale=True).to_pil(),
                page.get_textpage().get_text_bounded(),
            )
            for page in document
        ]
    finally:
        document.close()


def codes_on(pages):
    return [found.text for picture, _ in pages for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_paper_can_be_read_out_and_its_codes_read_back(client, group, kind, language):
    answer = client.get(f"/{language}/registrations/{group.token}/{kind}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert faults_of(answer.data, language) == []
    codes = codes_on(pages_of(answer.data))
    assert (len(codes), set(codes)) == (len(NAMES), group.addresses)


@pytest.mark.parametrize(
    ("kind", "pages"), [("tickets.pdf", 10), ("sheet.pdf", 2), ("badges.pdf", 1)]
)
def test_papers_are_full_and_hold_every_name(client, group, kind, pages):
    drawn = pages_of(client.get(f"/da/registrations/{group.token}/{kind}").data)
    assert len(drawn) == pages
    text = "".join(text for _, text in drawn)
    assert [
        name for name in ("Ægir Ørsted", "Aylin Yıldız", "□", "Gæst 9 af 10") if name not in text
    ] == []


def test_papers_of_a_cancelled_event_are_not_printed(app, client, group):
    with app.app_context(), transaction() as session:
        cancel(session, get_event_by_id(session, group.event_id), at=clock.now(), by=SYSTEM)
    for kind in KINDS:
        client.page(f"/da/registrations/{group.token}/{kind}", status=404)


def test_organisers_print_a_groups_papers_and_everybodys_badges(app, client, group):
    with app.app_context(), transaction() as session:
        event = get_event_by_id(session, group.event_id)
        family = make_registration(session, event, "Fatima", at=clock.now())
        slug, others = (
            event.slug,
            {ticket_address(BASE_URL, e.code) for e in codes_of(session, family)},
        )
        family_id = family.id
    add_signed_in(app, client, RoleName.ORGANISER)
    here = f"/organiser/events/{slug}"
    page = client.page(f"{here}/groups")
    links = [link.get("href") for link in page.all("a") if ".pdf" in link.get("href", "")]
    own = f"{here}/groups/{group.registration_id}"
    assert links == [f"{own}/sheet.pdf", f"{own}/badges.pdf", f"{here}/badges.pdf"]
    expected = [group.addresses, group.addresses, group.addresses | others]
    for link, addresses in zip(links, expected, strict=True):
        answer = client.get(link)
        assert set(codes_on(pages_of(answer.data))) == addresses
        assert faults_of(answer.data, "da") == []
    client.page(f"{here}/groups/{family_id}/sheet.pdf", status=404)


def test_the_judge_sees_what_is_missing():
    whole = print_tickets(make_sheet())
    assert faults_of(whole, "da") == []
    assert faults_of(whole, "ar") == ["says that its language is da"]
    with pikepdf.open(io.BytesIO(whole)) as document:
        del document.Root.MarkInfo
        del document.Root.StructTreeRoot
        del document.pages[0].obj.Tabs
        fonts = document.pages[0].obj.Resources.Font
        for name in fonts:
            del fonts[name].ToUnicode
            del fonts[name].DescendantFonts[0].FontDescriptor
        page = document.pages[0]
        page.contents_add(b"0 0 10 10 re f", prepend=False)
        broken = io.BytesIO()
        document.save(broken)
    found = faults_of(broken.getvalue(), "da")
    assert {fault.split(" the ")[0].split(" letters")[0] for fault in found} >= {
        "is not marked as tagged",
        "has no structure",
        "has a page that is not tabbed in reading order",
        "draws by f what is neither content nor decoration",
        "does not hold",
        "does not tell",
    }
