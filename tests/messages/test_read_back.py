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
from eventsys.core.notice_kinds import OF_ACCOUNTS, OF_BROADCASTS
from eventsys.core.outbox import NoticeKind
from eventsys.core.text import Language
from eventsys.documents.qr import ticket_address
from eventsys.messages.broadcasts.rules import fill_in, paragraphs_of
from eventsys.messages.letters import SAMPLE_CODE
from eventsys.messages.post import SmtpPost
from eventsys.messages.rules import COURTESIES, WITH_CALENDAR, WITH_TICKETS
from eventsys.people.links.operations import NOTICES
from eventsys.people.links.queries import find_link
from tests.factories import AT, make_event
from tests.messages.samples import WRITTEN, sample_mail
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
        desk = Desk()
        with mail_server(desk, tmp_path) as (url, trust):
            post = SmtpPost(url, trust=trust)
            for language in Language:
                message_id = f"<{kind}.{language}@localhost>"
                post.send(sample_mail(kind, event_id, language, message_id))
        return [message_from_bytes(each, policy=policy.default) for each in desk.taken]

    return sent


@pytest.mark.parametrize("kind", sorted(NoticeKind))
def test_every_letter_arrives_whole_in_every_language(taken, kind):
    for language, mail in zip(Language, taken(kind), strict=True):
        check_headers(mail, kind, language)
        check_words(mail, kind, language)
        check_pictures(mail, kind)
        check_calendar(mail, kind, language)
        if kind in OF_ACCOUNTS:
            check_account_link(mail, kind, language)
        if kind in OF_BROADCASTS:
            check_what_was_written(mail, language)


def check_headers(mail, kind, language):
    """The envelope says who, when, in which language, that a machine writes, and how to stop it."""
    assert mail["To"] == "amina@example.org"
    assert mail["From"] == "no-reply@localhost"
    assert mail["Message-ID"] == f"<{kind}.{language}@localhost>"
    assert (mail["Content-Language"], mail["Auto-Submitted"]) == (language, "auto-generated")
    assert mail["Date"].datetime == AT
    assert (TITLES[language] in mail["Subject"]) == (kind not in OF_ACCOUNTS)
    stop = f"<{BASE_URL}/{language}/messages/sample>" if kind in COURTESIES else None
    assert mail["List-Unsubscribe"] == stop
    assert (mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click") == (kind in COURTESIES)


def check_words(mail, kind, language):
    """Text and page say the same in the reader's language; links lead to our own site."""
    text, markup, page = parts_of(mail)
    letter = next(each for each in page.iter("div") if each.get("class") == "letter")
    for whole in (page, letter):
        assert (whole.get("lang"), whole.get("dir")) == (language, language.direction)
    title = mail["Subject"] if kind in OF_ACCOUNTS else TITLES[language]
    heading = next(page.iter("h1"))
    assert words_in(heading) == words_in(next(page.iter("title"))) == title
    assert [each.get("lang") for each in heading.iter("bdi")] == [language]
    assert (TITLES[language] in text.splitlines()) == (kind not in OF_ACCOUNTS)
    assert "%(" not in text + markup
    ours = f"{BASE_URL}/account/links/" if kind in OF_ACCOUNTS else f"{BASE_URL}/{language}/"
    links = links_in(text, markup)
    assert links
    assert [link for link in links if not link.startswith(ours)] == []


def parts_of(mail):
    """Give a mail's text, its page as it came, and its page as it is read."""
    markup = mail.get_body(("html",)).get_content()
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(markup)
    return mail.get_body(("plain",)).get_content(), markup, page


def words_in(element):
    return "".join(element.itertext()).strip()


def links_in(text, markup):
    """Give where the text leads, then where the page does."""
    return re.findall(r"https?://\S+", text) + re.findall(r'href="([^"]*)"', markup)


def check_account_link(mail, kind, language):
    """Text and page have one link, the same; it opens the account for what the mail is about."""
    text, markup, _ = parts_of(mail)
    address, again = links_in(text, markup)
    assert address == again
    link = find_link(db.session(), address.rpartition("/")[2], at=AT)
    assert (NOTICES[link.purpose], link.language) == (kind, language)
    assert link.account.email == f"{kind}.{language}@example.org"


def check_what_was_written(mail, language):
    """Subject, text and page say what organisers wrote in the language, and mark it as such."""
    values = {"event": TITLES[language], "link": f"{BASE_URL}/{language}/registrations/sample"}
    written = WRITTEN[language]
    assert mail["Subject"] == fill_in(written.subject, values)
    paragraphs = paragraphs_of(fill_in(written.body, values))
    text, _, page = parts_of(mail)
    assert [line for line in text.splitlines() if line][: len(paragraphs)] == paragraphs
    marked = [each for each in page.iter("p") if each.get("lang")]
    assert [words_in(each) for each in marked] == paragraphs
    assert {(e.get("lang"), e.get("dir")) for e in marked} == {(language, language.direction)}


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
