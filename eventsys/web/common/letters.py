"""Fills the templates of messages; the worker gets it from the composition root."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime

from flask import current_app, render_template

from eventsys.core.settings import Settings
from eventsys.core.text import Language
from eventsys.documents.qr import qr_png, ticket_address
from eventsys.events.programme.rules import OccasionView
from eventsys.messages.enclosed import LetterTicket
from eventsys.messages.post import sender_of
from eventsys.messages.writing import Scribe
from eventsys.web.common.dates import When, say_moment, say_when
from eventsys.web.common.entries import attached_calendar
from eventsys.web.common.languages import PageLanguage, speaking

MAIL = "emails/_mail.html"


def render_letter(
    template: str, language: Language, values: Mapping[str, object], frame: str = MAIL
) -> str:
    """Fill a message's template in a language; within the application's context.

    Its page stands in the frame of a mail, or in another one where organisers look at it first.
    """

    def when(occasion: OccasionView) -> When:
        zone = str(values["zone"])
        return say_when(occasion.starts_at, occasion.ends_at, zone, language, year=True)

    def moment(at: datetime) -> str:
        return say_moment(at, str(values["zone"]), language)

    with speaking(language):
        return render_template(
            template,
            **{
                **values,
                "language": PageLanguage(language.value, language.direction),
                "language_links": [],
                "when": when,
                "moment": moment,
                "frame": frame,
                "source": source_in_mail if frame == MAIL else source_in_page,
            },
        )


def scribe_of(settings: Settings) -> Scribe:
    """Make what words this installation's messages."""
    return Scribe(
        render=render_letter,
        calendar=attached_calendar,
        sender=sender_of(settings),
        base_url=settings.base_url,
    )


def source_in_mail(ticket: LetterTicket) -> str:
    """Tell where a mail's page finds the QR: beside it in the same mail."""
    return f"cid:{ticket.picture}"


def source_in_page(ticket: LetterTicket) -> str:
    """Tell where a page of ours finds the QR: within itself."""
    png = qr_png(ticket_address(current_app.config["BASE_URL"], ticket.code))
    return f"data:image/png;base64,{b64encode(png).decode()}"
