"""One date of several: called off, and held after all."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.outbox import NoticeKind
from eventsys.events.errors import HasRegistrations, LastOccasion, WrongTransition
from eventsys.events.occasions import operations
from eventsys.events.occasions.queries import find_occasion
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.queries import get_event
from eventsys.events.rules import Attends, EventStatus
from eventsys.web.common.dates import When, say_when
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.events.views import HERE, blueprint
from eventsys.web.organiser.frame import frame_of, view_or_404
from eventsys.web.organiser.messages.previews import News, news_of
from eventsys.web.organiser.roles import EDITORS


@blueprint.route("/<slug>/dates/<int:no>/cancel", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def cancel_date(slug: str, no: int) -> ResponseReturnValue:
    """Ask whether to call one date off, and do it."""
    view = view_or_404(slug)
    if request.method == "POST":
        return change(slug, no, operations.cancel_occasion, _("The date is cancelled."))
    date = date_or_404(view.occasions, no)
    held = [each for each in view.occasions if each is not date]
    return render_template(
        "organiser/events/cancel_date.html",
        frame=frame_of(view, HERE),
        no=no,
        when=when_of(date, view),
        news=news_of_dates(view, held, date) if held else None,
    )


@blueprint.route("/<slug>/dates/<int:no>/restore", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def restore_date(slug: str, no: int) -> ResponseReturnValue:
    """Ask whether a date is held after all, and hold it."""
    view = view_or_404(slug)
    if request.method == "POST":
        return change(slug, no, operations.restore_occasion, _("The date is held after all."))
    date = date_or_404(view.cancelled_occasions, no)
    held = sorted([*view.occasions, date], key=lambda each: each.starts_at)
    return render_template(
        "organiser/events/restore_date.html",
        frame=frame_of(view, HERE),
        no=no,
        when=when_of(date, view),
        news=news_of_dates(view, held, date),
    )


def date_or_404(dates: Sequence[OccasionView], no: int) -> OccasionView:
    """Find a date by its number, or answer that there is none."""
    return next((each for each in dates if each.no == no), None) or abort(404)


def when_of(date: OccasionView, view: EventView) -> When:
    """Say when a date is."""
    return say_when(date.starts_at, date.ends_at, view.zone, current_language(), year=True)


def news_of_dates(view: EventView, held: Sequence[OccasionView], date: OccasionView) -> News | None:
    """Write what people would be told; None where it is over, or where people chose one date."""
    is_news = view.status is EventStatus.PUBLISHED and view.attends is Attends.ALL
    if not is_news or date.ends_at <= clock.now():
        return None
    return news_of(NoticeKind.MOVED, replace(view, occasions=held), view.occasions)


def change(slug: str, no: int, operation: Callable[..., None], done: str) -> ResponseReturnValue:
    """Change one date by an operation and say so, or why it cannot be."""
    try:
        with transaction() as session:
            event = get_event(session, slug)
            occasion = find_occasion(session, event.id, no) or abort(404)
            operation(session, event, occasion, at=clock.now(), by=current_principal())
    except HasRegistrations as error:
        flash(chosen_words(error.places_taken), "error")
    except LastOccasion:
        flash(_("It is the only date that is left. Cancel the event instead."), "error")
    except WrongTransition:
        flash(_("That is not possible as the event stands now."), "error")
    else:
        flash(done, "ok")
    return redirect(url_for(HERE, slug=slug))


def chosen_words(number: int) -> str:
    """Say how many would be left without a date."""
    return ngettext(
        "%(num)d person has chosen this date. Move them to another one first.",
        "%(num)d people have chosen this date. Move them to another one first.",
        number,
    )
