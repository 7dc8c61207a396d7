"""What the back office shows of messages and of tickets on paper, of invented people alone."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from eventsys.core.outbox import NoticeKind
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.queries import find_event, get_event
from eventsys.messages.channels.operations import break_channel
from eventsys.messages.composing.operations import Matter, put_messages
from eventsys.messages.journal.queries import list_messages
from eventsys.messages.operations import give_up, mark_sent
from eventsys.registration.models import Registration
from eventsys.registration.operations import register
from eventsys.registration.preprinted.operations import preprint
from eventsys.registration.preprinted.queries import list_print_runs
from eventsys.registration.preprinted.requests import PrintRun
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import Category, Channel, Contact, ParticipantRequest, Source

TOLD_OF = "medborgerskab"
READERS = (
    ("Amina Demosen", Language.SOMALI),
    ("Bilal Testrup", Language.ARABIC),
    ("Clara Opdigtet", Language.DANISH),
)
"""Who is written to; their addresses end in `.invalid`, which no mail reaches."""
PRINTED_ON = "faellesspisning"
PRINTED = 10
BOUNCED = "5.1.1"


def add_letters(session: Session, *, at: datetime) -> None:
    """Let a few people have been written to, one of them in vain, unless somebody was."""
    event = find_event(session, TOLD_OF)
    if event is None or list_messages(session, event, limit=1):
        return
    readers = [
        register(session, event, reader(name, language), at=at, by=SYSTEM)
        for name, language in READERS
    ]
    for registration in readers:
        confirm(session, registration, at=at)
    for message in list_messages(session, event, limit=len(readers)):
        mark_sent(session, message.id, at=at)
    last = list_messages(session, event, limit=1)[0]
    give_up(session, last.id, f"bounced {BOUNCED}")
    break_channel(session, last.recipient, BOUNCED, at=at)


def reader(name: str, language: Language) -> RegistrationRequest:
    """Invent somebody with an address."""
    email = f"{name.split(maxsplit=1)[0].lower()}@example.invalid"
    return RegistrationRequest(
        contact=Contact(name=name, channel=Channel.EMAIL, email=email),
        language=language,
        participants=[ParticipantRequest(name=name, category=Category.ADULT)],
        source=Source.DEMONSTRATION,
    )


def confirm(session: Session, registration: Registration, *, at: datetime) -> None:
    """Put the confirmation of a registration, which nobody sends."""
    matter = Matter(kind=NoticeKind.REGISTERED, subject_id=registration.id, revision=1)
    base_url = current_app.config["BASE_URL"]
    put_messages(session, matter, [registration], base_url=base_url, at=at)


def add_printed_tickets(session: Session, *, slugs: Sequence[str], at: datetime) -> None:
    """Print some tickets for the first dinner before anybody has them, unless some are."""
    slug = next((each for each in slugs if each.startswith(PRINTED_ON)), None)
    if slug is None or list_print_runs(session, get_event(session, slug)):
        return
    run = PrintRun(number=PRINTED, category=Category.ADULT)
    preprint(session, get_event(session, slug), run, at=at, by=SYSTEM)
