"""What each kind of letter says, in each language, read back as mail programs read it."""

import re
from email import message_from_bytes, policy

import html5lib
import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.outbox import NoticeKind
from eventsys.core.standing import Origin
from eventsys.core.text import Language
from eventsys.events.programme.queries import get_event_view
from eventsys.events.texts.queries import rows_of
from eventsys.messages.letters import sample_letter
from eventsys.messages.rules import COURTESIES, WITH_CALENDAR, WITH_TICKETS
from tests.factories import AT, make_event
from tests.messages.conftest import make_scribe
from tests.messages.samples import sample_mail
from tests.settings import BASE_URL

KINDS = sorted(NoticeKind)
TITLES = {Language.DANISH: "Sommerfest", Language.ARABIC: "حفلة الصيف"}


@pytest.fixture
def mail_of(in_app):
    """Write a mail of a kind in a language, and read it back."""
    with transaction() as session:
        event_id = make_event(session, titles=TITLES).id

    def mail(kind, language):
        written = sample_mail(kind, event_id, language)
        return message_from_bytes(written.as_bytes(), policy=policy.default)

    return mail


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_is_in_its_language_from_subject_to_calendar(mail_of, kind):
    subjects = set()
    for language in Language:
        mail = mail_of(kind, language)
        page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
            mail.get_body(("html",)).get_content()
        )
        assert (page.get("lang"), page.get("dir")) == (language, language.direction)
        assert mail["Content-Language"] == language
        text = mail.get_body(("plain",)).get_content()
        assert "%(" not in text + mail["Subject"]
        subjects.add(mail["Subject"].replace("Sommerfest", "").replace("حفلة الصيف", ""))
    assert len(subjects) == len(Language)


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_carries_tickets_dates_and_a_way_out_as_its_kind_has_it(mail_of, kind):
    mail = mail_of(kind, Language.DANISH)
    types = [part.get_content_type() for part in mail.walk()]
    assert ("image/png" in types) == (kind in WITH_TICKETS)
    assert ("text/calendar" in types) == (kind in WITH_CALENDAR)
    ways_out = mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]
    if kind in COURTESIES:
        assert ways_out == (
            f"<{BASE_URL}/da/messages/sample>",
            "List-Unsubscribe=One-Click",
        )
    else:
        assert ways_out == (None, None)


@pytest.mark.parametrize("kind", KINDS)
def test_links_lead_to_our_own_site_alone(mail_of, kind):
    page = mail_of(kind, Language.URDU).get_body(("html",)).get_content()
    links = re.findall(r'(?:href|src)="([^"]*)"', page)
    assert links
    assert [link for link in links if not link.startswith((BASE_URL, "cid:"))] == []


def test_a_title_in_another_language_says_so(mail_of):
    page = mail_of(NoticeKind.MOVED, Language.URDU).get_body(("html",)).get_content()
    assert '<h1><bdi lang="da">Sommerfest</bdi></h1>' in page


def test_a_letter_says_which_text_its_page_holds(mail_of):
    mail = mail_of(NoticeKind.REMINDER, Language.URDU)
    assert "(متن ڈینش میں)\n" in mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert "(متن ڈینش میں)" in mail.get_body(("html",)).get_content()
    danish = mail_of(NoticeKind.REMINDER, Language.DANISH)
    assert "(Tekst på dansk)" not in danish.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("origin", "outdated_at", "words"),
    [(Origin.MACHINE, None, "(ترجمة آلية)"), (Origin.HUMAN, AT, "(ترجمة قديمة)")],
)
def test_a_letter_says_that_its_page_holds_a_doubtful_text(in_app, origin, outdated_at, words):
    with transaction() as session:
        event = make_event(session, titles=TITLES, bodies={})
        row = rows_of(session, event)[Language.ARABIC]
        row.origin, row.outdated_at = origin, outdated_at
        session.flush()
        view = get_event_view(session, event.id)
        letter = sample_letter(NoticeKind.THANKS, view, Language.ARABIC, BASE_URL)
        assert words in make_scribe().words(letter)


def test_headers_are_those_of_a_machine_with_a_date_of_ours(mail_of):
    mail = mail_of(NoticeKind.REMINDER, Language.DANISH)
    assert (mail["Auto-Submitted"], mail["Date"].datetime) == ("auto-generated", AT)
    assert mail["Date"].datetime < clock.now()
