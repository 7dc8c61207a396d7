"""Every kind of letter in every language, as a mail server took it and mail programs read it."""

import io
import re
from email import message_from_bytes, policy

import html5lib
import pytest
import zxingcpp
from icalendar import Calendar
from PIL import Image

from eventsys.core.db import db, transaction
from eventsys.core.outbox import NoticeKind
from eventsys.core.text import Language
from eventsys.documents.qr import ticket_address
from eventsys.events.programme.queries import get_event_view
from eventsys.messages.letters import SAMPLE_CODE, sample_letter
from eventsys.messages.models import OutboxMessage
from eventsys.messages.post import SmtpPost
from eventsys.messages.rules import COURTESIES, WITH_CALENDAR, WITH_TICKETS
from tests.factories import AT, make_event
from tests.messages.conftest import make_scribe
from tests.messages.server import Desk, mail_server
from tests.settings import BASE_URL

TITLES = {
    Language.DANISH: "Sommerfest på Nørrebro",
    Language.ENGLISH: "Summer party",
    Language.ARABIC: "حفلة الصيف",
    Language.TURKISH: "Yaz şenliği",
    Language.URDU: "گرمیوں کی تقریب",
    Language.SOMALI: "Xafladda xagaaga",
}


@pytest.fixture
def taken(in_app, tmp_path):
    """Send a kind of letter in each language over the wire, and read back what the server took."""
    with transaction() as session:
        event_id = make_event(session, titles=TITLES).id

    def sent(kind):
        desk, scribe = Desk(), make_scribe()
        event = get_event_view(db.session(), event_id)
        with mail_server(desk, tmp_path) as (url, trust):
            post = SmtpPost(url, trust=trust)
            for language in Language:
                message = OutboxMessage(
                    recipient="amina@example.org",
                    message_id=f"<{kind}.{language}@localhost>",
                    created_at=AT,
                )
                post.send(scribe.mail(message, sample_letter(kind, event, language, BASE_URL)))
        return [message_from_bytes(each, policy=policy.default) for each in desk.taken]

    return sent


@pytest.mark.parametrize("kind", sorted(NoticeKind))
def test_every_letter_arrives_whole_in_every_language(taken, kind):
    for language, mail in zip(Language, taken(kind), strict=True):
        check_headers(mail, kind, language)
        check_words(mail, language)
        check_pictures(mail, kind)
        check_calendar(mail, kind, language)


def check_headers(mail, kind, language):
    """The envelope says who, when, in which language, that a machine writes, and how to stop it."""
    assert mail["To"] == "amina@example.org"
    assert mail["From"] == "no-reply@localhost"
    assert mail["Message-ID"] == f"<{kind}.{language}@localhost>"
    assert (mail["Content-Language"], mail["Auto-Submitted"]) == (language, "auto-generated")
    assert mail["Date"].datetime == AT
    assert TITLES[language] in mail["Subject"]
    stop = f"<{BASE_URL}/{language}/messages/sample>" if kind in COURTESIES else None
    assert mail["List-Unsubscribe"] == stop
    assert (mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click") == (kind in COURTESIES)


def check_words(mail, language):
    """Text and page say the same in the reader's language; links lead to our own site."""
    text = mail.get_body(("plain",)).get_content()
    markup = mail.get_body(("html",)).get_content()
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(markup)
    letter = next(each for each in page.iter("div") if each.get("class") == "letter")
    for whole in (page, letter):
        assert (whole.get("lang"), whole.get("dir")) == (language, language.direction)
    heading = next(page.iter("h1"))
    assert "".join(heading.itertext()).strip() == TITLES[language]
    assert TITLES[language] in text.splitlines()
    assert "%(" not in text + markup
    links = re.findall(r"https?://\S+", text) + re.findall(r'href="([^"]*)"', markup)
    assert [link for link in links if not link.startswith(f"{BASE_URL}/{language}/")] == []


def check_pictures(mail, kind):
    """Every code that the page shows comes with it, and is that of the ticket."""
    shown = re.findall(r'src="cid:([^"]*)"', mail.get_body(("html",)).get_content())
    codes = {
        part["Content-ID"].strip("<>"): zxingcpp.read_barcodes(
            Image.open(io.BytesIO(part.get_content()))
        )[0].text
        for part in mail.walk()
        if part.get_content_type() == "image/png"
    }
    ticket = {"ticket-1": ticket_address(BASE_URL, SAMPLE_CODE)}
    assert (codes, shown) == ((ticket, [*ticket]) if kind in WITH_TICKETS else ({}, []))


def check_calendar(mail, kind, language):
    """The dates come as a calendar in the reader's language where they are news."""
    found = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert len(found) == (kind in WITH_CALENDAR)
    for part in found:
        [entry] = Calendar.from_ical(part.get_content()).walk("VEVENT")
        assert TITLES[language] in entry["SUMMARY"]
        assert part.get_filename() == "event.ics"
