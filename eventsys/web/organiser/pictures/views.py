"""The pictures on the page of an event: added, described, put first, taken away."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.events.operations import hold
from eventsys.events.pictures import operations
from eventsys.events.pictures.drawing import draw_anew
from eventsys.events.pictures.errors import TooManyPictures, UnusablePicture
from eventsys.events.pictures.models import EventPicture
from eventsys.events.pictures.queries import find_picture, list_pictures
from eventsys.events.pictures.rules import (
    LARGEST_FILE,
    MOST_PICTURES,
    PictureSize,
    PictureView,
)
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import get_event
from eventsys.web.common.bodies import takes_files
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import frame_of, view_or_404
from eventsys.web.organiser.meanwhile import (
    CONFLICT,
    ChangedMeanwhile,
    check_unchanged,
    differences,
    merged,
    seal,
)
from eventsys.web.organiser.pictures.form import DescriptionForm, UploadForm, values_from
from eventsys.web.organiser.roles import EDITORS
from eventsys.web.organiser.translated import tell_states

blueprint = Blueprint("pictures", __name__)
HERE = "organiser.pictures.index"
LARGEST_BODY = LARGEST_FILE + 1024 * 1024
PICTURE = "/<slug>/images/<int:picture_id>"
WRONG = 422
Change = Callable[[Session, Event, EventPicture], None]


@dataclass(frozen=True, kw_only=True)
class PictureRow:
    """A picture in the list, with the languages in which nothing says what it shows."""

    id: int
    url: str
    width: int
    height: int
    text: str
    missing: list[Language]


@blueprint.route("/<slug>/images", methods=["GET", "POST"])
@allowed_for(*EDITORS)
@takes_files(LARGEST_BODY)
def index(slug: str) -> ResponseReturnValue:
    """Show the pictures of an event, and take one more."""
    view, form = view_or_404(slug), UploadForm()
    if form.validate_on_submit() and is_added(form, slug):
        flash(_("The picture is on the page of the event."), "ok")
        return redirect(url_for(HERE, slug=slug))
    problems = problems_of(form)
    pictures = list_pictures(db.session(), view.id)
    page = render_template(
        "organiser/pictures/index.html",
        frame=frame_of(view, HERE),
        pictures=[row_of(each) for each in pictures],
        may_add=len(pictures) < MOST_PICTURES or bool(problems),
        form=form,
        problems=problems,
    )
    return page, WRONG if problems else 200


def is_added(form: UploadForm, slug: str) -> bool:
    """Draw the picture and keep it; False, and why at its field, where that cannot be."""
    try:
        drawings = draw_anew(form.content)
    except UnusablePicture as error:
        form.lay(error)
        return False
    alt, at, by = form.to_alt(), clock.now(), current_principal()
    try:
        with transaction() as session:
            operations.add_picture(session, get_event(session, slug), drawings, alt, at=at, by=by)
    except TooManyPictures:
        refuse(form.picture, _("An event can have 8 pictures. Take one away first."))
        return False
    return True


@blueprint.route(PICTURE, methods=["GET", "POST"])
@allowed_for(*EDITORS)
def edit(slug: str, picture_id: int) -> ResponseReturnValue:
    """Say anew what a picture shows."""
    view, known = view_or_404(slug), picture_or_404(slug, picture_id)
    form = DescriptionForm(data=values_from(known))
    tell_states(form.texts(), known.states, "")
    if not form.is_submitted():
        seal(form)
    if form.validate_on_submit():
        try:
            return changed(slug, picture_id, describing(form), _("Your changes are saved."))
        except ChangedMeanwhile as change:
            told = differences(form, change.stored)
            again = DescriptionForm(formdata=None, data=merged(form, change.stored))
            page = edit_page(view, picture_or_404(slug, picture_id), again, differences=told)
            return page, CONFLICT
    page = edit_page(view, known, form)
    return page, WRONG if form.is_submitted() else 200


def describing(form: DescriptionForm) -> Change:
    """Give the operation that says anew what a picture shows, unless somebody else has."""
    alt = form.to_alt()

    def describe(session: Session, event: Event, picture: EventPicture) -> None:
        at, by = clock.now(), current_principal()
        hold(session, event)
        pictures = list_pictures(session, event.id)
        stored = next(each for each in pictures if each.id == picture.id)
        check_unchanged(form, DescriptionForm(formdata=None, data=values_from(stored)))
        operations.describe_picture(session, event, picture, alt, at=at, by=by)

    return describe


def edit_page(view: EventView, known: PictureView, form: DescriptionForm, **more: object) -> str:
    """Write the page on which a picture is described."""
    return render_template(
        "organiser/pictures/edit.html",
        frame=frame_of(view, HERE),
        picture=row_of(known),
        form=form,
        problems=[] if more else problems_of(form),
        **more,
    )


@blueprint.post(f"{PICTURE}/first")
@allowed_for(*EDITORS)
def first(slug: str, picture_id: int) -> ResponseReturnValue:
    """Let a picture stand before the others."""
    view_or_404(slug)

    def put_first(session: Session, event: Event, picture: EventPicture) -> None:
        at, by = clock.now(), current_principal()
        operations.put_first(session, event, picture, at=at, by=by)

    return changed(slug, picture_id, put_first, _("The picture stands first now."))


@blueprint.route(f"{PICTURE}/remove", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def remove(slug: str, picture_id: int) -> ResponseReturnValue:
    """Ask whether a picture is to be taken away, and take it away."""
    view, known = view_or_404(slug), picture_or_404(slug, picture_id)
    if request.method == "GET":
        frame = frame_of(view, HERE)
        return render_template("organiser/pictures/remove.html", frame=frame, picture=row_of(known))

    def take_away(session: Session, event: Event, picture: EventPicture) -> None:
        at, by = clock.now(), current_principal()
        operations.remove_picture(session, event, picture, at=at, by=by)

    return changed(slug, picture_id, take_away, _("The picture is taken away."))


def changed(
    slug: str,
    picture_id: int,
    operation: Change,
    done: str,
) -> ResponseReturnValue:
    """Change a picture by an operation and say so."""
    with transaction() as session:
        event = get_event(session, slug)
        operation(session, event, find_picture(session, event.id, picture_id) or abort(404))
    flash(done, "ok")
    return redirect(url_for(HERE, slug=slug))


def picture_or_404(slug: str, picture_id: int) -> PictureView:
    """Give a picture of an event, or answer that there is none."""
    pictures = list_pictures(db.session(), view_or_404(slug).id)
    return next((each for each in pictures if each.id == picture_id), None) or abort(404)


def row_of(picture: PictureView) -> PictureRow:
    """Put a picture into the list."""
    small = PictureSize.SMALL
    return PictureRow(
        id=picture.id,
        url=url_for("public.picture", code=picture.code, size=small.value),
        width=picture.widths[small],
        height=picture.heights[small],
        text=picture.text(Language.DANISH),
        missing=[each for each in Language if each not in picture.texts],
    )
