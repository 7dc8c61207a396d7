"""What all our papers share: words on tickets, when and where in lines, and handing a PDF out."""

from collections.abc import Callable

from flask import Response
from werkzeug.exceptions import ServiceUnavailable

from eventsys.core.text import Language
from eventsys.documents.errors import PressFailed
from eventsys.documents.tickets import TicketLabels
from eventsys.events.programme.rules import OccasionView
from eventsys.web.common.dates import say_when
from eventsys.web.common.words import _

RETRY_AFTER_SECONDS = 5


def ticket_labels(*, is_together: bool = False) -> TicketLabels:
    """Give the words beside what stands on a ticket, be it one of several that go together."""
    one_is_enough = _("One of your tickets is enough: show any one, and say how many you are.")
    return TicketLabels(
        when=_("When"),
        place=_("Where"),
        name=_("Name"),
        short_code=_("Short code"),
        hint=one_is_enough if is_together else _("Show this code at the entrance."),
    )


def when_lines(occasion: OccasionView, zone: str, language: Language) -> tuple[str, str]:
    """Say when an occasion is: the day, then the hours."""
    when = say_when(occasion.starts_at, occasion.ends_at, zone, language, year=True)
    return when.day, when.hours


def place_lines(occasion: OccasionView) -> tuple[str, str]:
    """Say where an occasion is: the venue, then address and district."""
    return occasion.venue, ", ".join(filter(None, (occasion.address, occasion.district)))


def pdf_answer(make: Callable[[], bytes], name: str) -> Response:
    """Hand out a PDF, to be shown; where it cannot be made now, say when to ask again."""
    try:
        paper = make()
    except PressFailed as error:
        raise ServiceUnavailable(retry_after=RETRY_AFTER_SECONDS) from error
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(paper, mimetype="application/pdf", headers=headers)
