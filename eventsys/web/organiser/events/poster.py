"""The poster at an event's door."""

from flask import current_app, request
from flask.typing import ResponseReturnValue

from eventsys.core.text import Language
from eventsys.documents.posters import (
    Greeting,
    PaperSize,
    Poster,
    PosterDate,
    print_poster,
)
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import EventStatus
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.languages import current_language, speaking
from eventsys.web.common.papers import pdf_answer, place_lines, when_lines
from eventsys.web.common.words import _
from eventsys.web.organiser.events.views import blueprint
from eventsys.web.organiser.frame import view_or_404
from eventsys.web.organiser.roles import READERS


@blueprint.get("/<slug>/poster.pdf")
@allowed_for(*READERS)
def poster(slug: str) -> ResponseReturnValue:
    """Give the poster of an event, on A4 or A3."""
    view, asked = view_or_404(slug), request.args.get("paper", "")
    paper = PaperSize(asked) if asked in set(PaperSize) else PaperSize.A4
    page = poster_of(view, paper, current_language())
    return pdf_answer(lambda: print_poster(page), f"{slug}-{paper}")


def poster_of(view: EventView, paper: PaperSize, language: Language) -> Poster:
    """Put an event onto a poster; the code opens its page."""
    return Poster(
        title=view.title(language),
        sender=_("City of Copenhagen"),
        language=language.value,
        paper=paper,
        greetings=[greeting_in(each, view.status) for each in Language],
        dates=[
            PosterDate(when=when_lines(each, view.zone, language), place=place_lines(each))
            for each in view.occasions
        ],
        hint=_("Read more on your phone"),
        address=f"{current_app.config['BASE_URL']}/{language}/events/{view.slug}",
        picture=_("QR code of the event's page"),
        made_at=view.revised_at,
    )


def greeting_in(language: Language, status: EventStatus) -> Greeting:
    """Welcome people in a language, or say that there is nothing to come to."""
    with speaking(language):
        words = _("Cancelled") if status is EventStatus.CANCELLED else _("Welcome")
        return Greeting(language=language.value, words=words)
