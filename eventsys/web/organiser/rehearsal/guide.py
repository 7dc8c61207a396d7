"""The one-page guide for volunteers, in their language."""

from collections.abc import Iterator
from functools import partial

from flask import request
from flask.typing import ResponseReturnValue

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.documents.guides import Chapter, Guide, Sign, print_guide
from eventsys.events.programme.rules import EventView
from eventsys.events.team.queries import get_contact
from eventsys.events.team.rules import TeamContact
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.languages import current_language, speaking
from eventsys.web.common.papers import pdf_answer
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import event_or_404, view_or_404
from eventsys.web.organiser.rehearsal.views import blueprint
from eventsys.web.organiser.roles import GATEKEEPERS


@blueprint.get("/<slug>/guide.pdf")
@allowed_for(*GATEKEEPERS)
def guide(slug: str) -> ResponseReturnValue:
    """Give the guide, in the language that is asked for or that of the page."""
    view, asked = view_or_404(slug), request.args.get("language", "")
    language = Language(asked) if asked in set(Language) else current_language()
    contact = get_contact(db.session(), event_or_404(slug))
    with speaking(language):
        page = guide_of(view, contact, language)
    return pdf_answer(partial(print_guide, page), f"{slug}-guide-{language}")


def guide_of(view: EventView, contact: TeamContact, language: Language) -> Guide:
    """Put the guide into words."""
    return Guide(
        title=_("Guide for volunteers"),
        event=view.title(language),
        call=call_of(contact),
        sender=_("City of Copenhagen"),
        language=language.value,
        signs_heading=_("What the phone shows"),
        signs=list(signs()),
        chapters=list(chapters()),
        made_at=view.revised_at,
    )


def call_of(contact: TeamContact) -> str:
    """Say whom to call, where the event names somebody."""
    if not contact.phone:
        return ""
    return _(
        "Organiser: %(contact)s",
        contact=", ".join(filter(None, (contact.name, contact.phone))),
    )


def signs() -> Iterator[Sign]:
    """Name what phones show, by shape, with what to do then."""
    known = (
        ("good", _("Welcome"), _("Let in.")),
        ("good", _("Welcome back"), _("Let in.")),
        ("neutral", _("Same ticket"), _("It was read a moment ago and counts once.")),
        ("neutral", _("Practice ticket"), _("It is not counted.")),
        ("stored", _("Stored, not judged"), _("Let in. It is sent later.")),
        ("caution", _("Already in"), _("Ask whether it was the same person.")),
        ("caution", _("Waiting list"), _("No place yet. Ask the organiser.")),
        ("caution", _("Unknown"), _("Let in and note. Does it turn red? Call the organiser.")),
        ("stop", _("Blocked"), _("Do not let in. Call the organiser.")),
        ("stop", _("Replaced"), _("There is a newer ticket. Ask to see it.")),
        ("stop", _("Given back"), _("This place was given back. Ask the organiser.")),
        ("stop", _("Other event"), _("The ticket is for something else.")),
    )
    for shape, word, advice in known:
        yield Sign(shape=shape, word=word, advice=advice)


def chapters() -> Iterator[Chapter]:
    """Tell what to do, from the first minute of the shift to the last."""
    yield Chapter(
        heading=_("Begin"),
        is_numbered=True,
        lines=(
            _("Open the phone's camera and point it at the organiser's code."),
            _("Open the link that it shows, and press Connect."),
            _("Start the camera. Hold the ticket's code in front of it, or type the short code."),
        ),
    )
    yield Chapter(
        heading=_("People"),
        lines=(
            _("No ticket? Press +1 for a child or an adult on the counter."),
            _("A child alone? Call the organiser. The child does not leave alone."),
            _("Nobody under 18 interprets. Call the organiser instead."),
        ),
    )
    yield Chapter(
        heading=_("The phone"),
        lines=(
            _("No coverage is fine. Go on: everything is sent later."),
            _("Battery nearly empty? Charge it, or hand over to another phone."),
            _("Done? Press “End the shift”, and wait until everything is sent."),
        ),
    )
