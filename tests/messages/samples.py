"""A mail of every kind in every language, each made the way its kind is really made."""

from dataclasses import replace

from eventsys.attendance.people.rules import PeopleFilter
from eventsys.core.db import transaction
from eventsys.core.notice_kinds import OF_ACCOUNTS, OF_BROADCASTS
from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Provenance
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.events.programme.queries import get_event_view
from eventsys.messages.accounts.letters import account_letter_of
from eventsys.messages.broadcasts.operations import draft_broadcast
from eventsys.messages.broadcasts.queries import said_to, texts_of
from eventsys.messages.broadcasts.rules import BroadcastPlan, Wording
from eventsys.messages.letters import sample_letter
from eventsys.messages.models import OutboxMessage
from eventsys.people.links.operations import NOTICES, send_link
from tests.factories import AT, make_account
from tests.messages.conftest import make_scribe
from tests.settings import BASE_URL

WRITTEN = {
    Language.DANISH: Wording("Tag regntøj med til {event}", "Det regner.\n\nSe {link}"),
    Language.ENGLISH: Wording("Bring rainwear to {event}", "It will rain.\n\nSee {link}"),
    Language.ARABIC: Wording("أحضروا ملابس المطر إلى {event}", "ستمطر.\n\nانظروا {link}"),
    Language.TURKISH: Wording("{event} için yağmurluk getirin", "Yağmur var.\n\nBakın {link}"),
    Language.URDU: Wording("{event} میں برساتی لائیں", "بارش ہوگی۔\n\nدیکھیں {link}"),
    Language.SOMALI: Wording("Dharka roobka u keena {event}", "Roob ayaa da'aya.\n\nEeg {link}"),
}
"""What organisers write in a broadcast."""
PURPOSES = {kind: purpose for purpose, kind in NOTICES.items()}


def sample_mail(kind, event_id, language, message_id="<1@localhost>"):
    """Write a mail of a kind, about an event if its kind is about one."""
    values = {"recipient": "amina@example.org", "message_id": message_id, "created_at": AT}
    message = OutboxMessage(kind=kind, **values)
    with transaction() as session:
        if kind in OF_ACCOUNTS:
            return account_mail(session, message, language)
        return make_scribe().mail(message, event_letter(session, kind, event_id, language))


def account_mail(session, message, language):
    """Write a mail with a link to an account of its own, whose link stays good."""
    account = make_account(session, f"{message.kind}.{language}@example.org")
    link = send_link(session, account, PURPOSES[message.kind], language, at=AT)
    message.subject_id = link.id
    letter = account_letter_of(session, message, BASE_URL, at=AT)
    return make_scribe().account_mail(message, letter)


def event_letter(session, kind, event_id, language):
    """Write a letter about an event; a broadcast says what organisers wrote."""
    letter = sample_letter(kind, get_event_view(session, event_id), language, BASE_URL)
    if kind not in OF_BROADCASTS:
        return letter
    plan = BroadcastPlan(audience=PeopleFilter(), texts=WRITTEN, said=Provenance())
    event = session.get_one(Event, event_id)
    broadcast = draft_broadcast(session, event, plan, language.value, at=AT, by=SYSTEM)
    return replace(letter, said=said_to(texts_of(session, broadcast), language))
