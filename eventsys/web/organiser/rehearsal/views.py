"""The rehearsal of an event: practice tickets, on paper and one after the other on a screen."""

from collections.abc import Sequence
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.attendance.queries import count_event
from eventsys.checkin.practice.operations import begin_rehearsal, end_rehearsal
from eventsys.checkin.practice.queries import PracticeCode, list_practice, newest_practice
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.text import Language
from eventsys.documents.tickets import TicketFace, TicketLabels, TicketSheet, print_sheet
from eventsys.events.models import Event
from eventsys.events.programme.queries import list_all
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import EventName, find_event, get_event
from eventsys.web.common.guards import allowed_for, current_principal, my_reach
from eventsys.web.common.language_names import name_language
from eventsys.web.common.languages import current_language
from eventsys.web.common.papers import pdf_answer
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import both_or_404, event_or_404, frame_of, view_or_404
from eventsys.web.organiser.rehearsal.curve import curve_of, plausible_curve
from eventsys.web.organiser.rehearsal.words import one_of_each, shown
from eventsys.web.organiser.roles import GATEKEEPERS

blueprint = Blueprint("rehearsal", __name__)
HERE = "organiser.rehearsal.index"
PHONES = "organiser.checkin.index"
MOST_MODELS = 20


@blueprint.get("/<slug>/rehearsal")
@allowed_for(*GATEKEEPERS)
def index(slug: str) -> ResponseReturnValue:
    """Show the practice tickets, with what each is to come to."""
    codes = list_practice(db.session(), event_or_404(slug))
    return render_template(
        "organiser/rehearsal/index.html",
        frame=frame_of(view_or_404(slug), PHONES),
        tickets=[shown(each) for each in one_of_each(codes)],
        guides=[(each, name_language(each, current_language())) for each in Language],
    )


@blueprint.post("/<slug>/rehearsal/begin")
@allowed_for(*GATEKEEPERS)
def begin(slug: str) -> ResponseReturnValue:
    """Make the practice tickets."""
    with transaction() as session:
        begin_rehearsal(session, get_event(session, slug), at=clock.now(), by=current_principal())
    flash(_("The practice tickets are ready. Phones know them within a minute."), "ok")
    return redirect(url_for(HERE, slug=slug), 303)


@blueprint.post("/<slug>/rehearsal/end")
@allowed_for(*GATEKEEPERS)
def end(slug: str) -> ResponseReturnValue:
    """Take the practice tickets out of the phones."""
    with transaction() as session:
        end_rehearsal(session, get_event(session, slug), at=clock.now(), by=current_principal())
    flash(_("The practice tickets are removed."), "ok")
    return redirect(url_for(HERE, slug=slug), 303)


@blueprint.get("/<slug>/rehearsal/sheet.pdf")
@allowed_for(*GATEKEEPERS)
def sheet(slug: str) -> ResponseReturnValue:
    """Give one practice ticket of each kind on A4."""
    session, event = db.session(), event_or_404(slug)
    made_at = newest_practice(session, event) or abort(404)
    paper = TicketSheet(
        title=_("Practice ticket"),
        sender=_("City of Copenhagen"),
        language=current_language().value,
        labels=TicketLabels(
            when=_("The phone is to say"),
            place=_("Event"),
            name="",
            short_code=_("Short code"),
            hint="",
        ),
        made_at=made_at,
        tickets=faces_of(list_practice(session, event), view_or_404(slug), current_language()),
    )
    return pdf_answer(partial(print_sheet, paper), f"{slug}-practice")


def faces_of(
    codes: Sequence[PracticeCode], view: EventView, language: Language
) -> list[TicketFace]:
    """Put one practice ticket of each kind onto paper."""
    return [
        TicketFace(
            ordinal=_("It is not counted."),
            name=None,
            when=(shown(each).says,),
            place=(view.title(language),),
            short_code=each.codes.short_code,
            address=shown(each).address,
            picture=_("QR code of a practice ticket: %(says)s", says=shown(each).says),
        )
        for each in one_of_each(codes)
    ]


@blueprint.get("/<slug>/rehearsal/replay")
@allowed_for(*GATEKEEPERS)
def replay(slug: str) -> ResponseReturnValue:
    """Show practice tickets one after the other, as fast as people arrive."""
    session, (view, event) = db.session(), both_or_404(slug)
    codes = list_practice(session, event)
    if not codes:
        return redirect(url_for(HERE, slug=slug))
    quarters = quarters_like(event, request.args.get("like", ""))
    return render_template(
        "organiser/rehearsal/replay.html",
        frame=frame_of(view, PHONES),
        tickets=[shown(each) for each in codes],
        quarters=" ".join(map(str, quarters)),
        people=sum(quarters),
        models=held_events(),
        like=request.args.get("like", ""),
    )


def quarters_like(event: Event, slug: str) -> list[int]:
    """Tell how many arrive in each quarter of an hour, as at another event or as people do."""
    session, at = db.session(), clock.now()
    own = count_event(session, event, at=at)
    model = find_model(slug)
    real = curve_of(own if model is event else count_event(session, model or event, at=at))
    return real if slug and real else plausible_curve(own.confirmed)


def find_model(slug: str) -> Event | None:
    """Find the event as at which people may arrive, among those that one may see."""
    found = find_event(db.session(), slug) if slug else None
    return found if found is not None and my_reach(*GATEKEEPERS).holds(found.id) else None


def held_events() -> list[EventName]:
    """List the events that were held, with this one if it was: people may arrive as they did."""
    language, at, reach = current_language(), clock.now(), my_reach(*GATEKEEPERS)
    within = (each for each in list_all(db.session()) if reach.holds(each.id))
    begun = [each for each in within if each.occasions[0].starts_at <= at]
    newest = sorted(begun, key=lambda each: each.last_end, reverse=True)[:MOST_MODELS]
    return [
        EventName(each.slug, each.title(language), each.title_language(language)) for each in newest
    ]
