"""The pictures of events as the public gets them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.events.pictures.queries import find_file
from eventsys.events.pictures.rules import PictureSize, PictureView
from eventsys.web.common.guards import open_to_all
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.wording import set_apart

FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shot:
    """A picture on a page: its addresses by width, and what it shows."""

    url: str
    sources: str
    width: int
    height: int
    alt: str
    foreign: Markup


@blueprint.get("/pictures/<code>/<size>.jpg")
@open_to_all
def picture(code: str, size: str) -> ResponseReturnValue:
    """Give a picture, for ever: another one has another code, which nobody can guess."""
    wanted = PictureSize(size) if size in set(PictureSize) else abort(404)
    content = find_file(db.session(), code, wanted) or abort(404)
    headers = {"Cache-Control": FOR_EVER, "Content-Disposition": 'inline; filename="picture.jpg"'}
    response = Response(content, mimetype="image/jpeg", headers=headers)
    response.set_etag(f"{code}-{size}")
    return response


def shots_of(pictures: Sequence[PictureView], language: Language) -> list[Shot]:
    """Put an event's pictures onto a page."""
    return [shot_of(each, language) for each in pictures]


def shot_of(picture: PictureView, language: Language) -> Shot:
    """Put a picture onto a page; browsers choose the size that they need."""
    urls = {
        size: url_for("public.picture", code=picture.code, size=size.value) for size in PictureSize
    }
    sources = {picture.widths[size]: urls[size] for size in PictureSize}
    return Shot(
        url=urls[PictureSize.LARGE],
        sources=", ".join(f"{url} {width}w" for width, url in sources.items()),
        width=picture.widths[PictureSize.LARGE],
        height=picture.heights[PictureSize.LARGE],
        alt=picture.text(language),
        foreign=set_apart(picture.text_language(language), language),
    )
