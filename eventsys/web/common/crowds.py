"""The opening minute: whom we cannot serve at once is told so, and keeps what was typed."""

from dataclasses import dataclass
from threading import Semaphore

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    g,
    get_template_attribute,
    make_response,
    render_template,
    request,
)
from markupsafe import Markup

from eventsys.core.errors import DomainError
from eventsys.core.text import Language
from eventsys.web.common.languages import current_language

ROOM = "eventsys.room"
PAGES = "eventsys.crowded-pages"
HERE = "<!-- here -->"
PLACES = 32
LINE = 12
PATIENCE_IN_SECONDS = 1.0
RETRY_AFTER_SECONDS = 5


class Crowded(DomainError):
    """More people ask for pages at this moment than can be served."""


class Room:
    """Lets so many be served at once; a few may wait in line for a moment.

    Threads that none of them holds are left for gates, organisers and the telling of the rest.
    """

    def __init__(self, places: int = PLACES, line: int = LINE) -> None:
        self.places = Semaphore(places)
        self.line = Semaphore(line)

    def enter(self) -> bool:
        """Take a place, at once or after waiting in line; False where there is none."""
        if self.places.acquire(blocking=False):
            return True
        if not self.line.acquire(blocking=False):
            return False
        try:
            return self.places.acquire(timeout=PATIENCE_IN_SECONDS)
        finally:
            self.line.release()

    def leave(self) -> None:
        """Give the place to the next."""
        self.places.release()


@dataclass(frozen=True)
class Typed:
    """One field as it was sent, to be sent again."""

    name: str
    value: str


def init(app: Flask) -> None:
    """Give the application its room, and the pages of those who find none."""
    app.extensions[ROOM] = Room()
    app.extensions[PAGES] = {}


def guard(blueprint: Blueprint) -> None:
    """Serve a part of the site to as many at once as have room."""
    blueprint.before_request(come_in)
    blueprint.teardown_request(go_out)
    blueprint.register_error_handler(Crowded, answer_crowded)


def come_in() -> None:
    """Take a place for this request, whose body is read by now: no slow sender holds one."""
    room: Room = current_app.extensions[ROOM]
    if not room.enter():
        raise Crowded
    g.room = room


def go_out(_: BaseException | None) -> None:
    """Give the request's place back."""
    room: Room | None = g.pop("room", None)
    if room is not None:
        room.leave()


def answer_crowded(_: Crowded) -> Response:
    """Tell when to come again, with everything typed in a form that goes there by itself."""
    sent = request.form if request.method == "POST" else request.args
    form = get_template_attribute("components/again.html", "again")(
        method="post" if request.method == "POST" else "get",
        address=request.path,
        typed=[Typed(name, value) for name, value in sent.items(multi=True)],
        seconds=RETRY_AFTER_SECONDS,
    )
    response = make_response(page_around(form), 503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def page_around(form: str) -> str:
    """Put a form into the page, which is made once for each language: it must cost little now."""
    pages: dict[Language, str] = current_app.extensions[PAGES]
    language = current_language()
    if language not in pages:
        pages[language] = render_template(
            "layouts/crowded.html",
            again=Markup(HERE),  # noqa: S704 -- the markup is ours and escaped
            language_links=[],  # they would lose what was typed
        )
    return pages[language].replace(HERE, form)
