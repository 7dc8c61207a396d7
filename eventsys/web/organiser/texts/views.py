"""The worklist of texts, and one text beside the Danish, where it is confirmed."""

from collections import Counter
from collections.abc import Iterator, Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.text import Language
from eventsys.events.errors import DanishChanged, TextNotFound
from eventsys.events.programme.queries import list_planned
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import get_event
from eventsys.events.texts.operations import confirm_text
from eventsys.events.texts.queries import rows_of
from eventsys.events.texts.rules import Work
from eventsys.registration.questions.wordings.queries import list_worded
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.office import describe_office
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import both_or_404, event_or_404, frame_of
from eventsys.web.organiser.paging import page_of
from eventsys.web.organiser.roles import EDITORS
from eventsys.web.organiser.tabs import Tab
from eventsys.web.organiser.texts.beside import ConfirmForm, beside_of
from eventsys.web.organiser.texts.rows import Texts, work_row, work_words

blueprint = Blueprint("texts", __name__)
blueprint.context_processor(describe_office("texts"))
TEXT = "/events/<slug>/texts/<language:of>"


@blueprint.get("/texts/")
@allowed_for(*EDITORS)
def index() -> ResponseReturnValue:
    """List what there is to do on the texts of the events to come, the next one first."""
    at, asked = clock.now(), request.args.get("only", "")
    only = Work(asked) if asked in set(Work) else None
    texts = texts_of(list_planned(db.session(), at))
    counts = Counter(texts.work())
    page = page_of(texts.with_work(only), only=only)
    language = current_language()
    return render_template(
        "organiser/texts/index.html",
        page=page,
        rows=[work_row(texts, event, only, language, at) for event in page.rows],
        pages=list(tabs_of(counts, only)),
    )


def tabs_of(counts: Counter[Work], only: Work | None) -> Iterator[Tab]:
    """List the ways to all texts that ask for something, and to those of each kind."""
    here, everything = "organiser.texts.index", _("All")
    yield Tab(text=f"{everything} ({counts.total()})", url=url_for(here), current=only is None)
    for kind in Work:
        text = f"{work_words(kind)} ({counts[kind]})"
        yield Tab(text=text, url=url_for(here, only=kind), current=only is kind)


def texts_of(events: Sequence[EventView]) -> Texts:
    """Gather what events to come ask."""
    return Texts(events, list_worded(db.session(), [event.id for event in events]))


@blueprint.get(TEXT)
@allowed_for(*EDITORS)
def show(slug: str, of: Language) -> ResponseReturnValue:
    """Show a text beside the Danish, and what changed there."""
    return page_beside(slug, of, ConfirmForm())


@blueprint.post(TEXT)
@allowed_for(*EDITORS)
def confirm(slug: str, of: Language) -> ResponseReturnValue:
    """Say that a text still says what the Danish says."""
    event_or_404(slug)
    form = ConfirmForm()
    if not form.validate_on_submit():
        return page_beside(slug, of, form), 422
    try:
        with transaction() as session:
            event = get_event(session, slug)
            confirmation = form.to_confirmation(of)
            confirm_text(session, event, confirmation, at=clock.now(), by=current_principal())
    except TextNotFound:
        abort(404)
    except DanishChanged:
        flash(_("The Danish text has just changed again. Look at it once more."), "error")
        return redirect(url_for(".show", slug=slug, of=of))
    flash(_("The text is confirmed."), "ok")
    return redirect(url_for(".index"))


def page_beside(slug: str, language: Language, form: ConfirmForm) -> str:
    """Show the page of one text, with what is wrong in the form."""
    view, event = both_or_404(slug)
    rows = rows_of(db.session(), event)
    if language is Language.DANISH or language not in rows:
        abort(404)
    beside = beside_of(view, rows[Language.DANISH], rows[language])
    form.offer(rows[language].origin, beside.seen)
    return render_template(
        "organiser/texts/show.html",
        frame=frame_of(view, "organiser.events.edit"),
        beside=beside,
        form=form,
        problems=problems_of(form),
    )
