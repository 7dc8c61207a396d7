"""What a person, or a program, is told when something cannot be."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException, InternalServerError

from eventsys.core.errors import Busy, DomainError
from eventsys.events.errors import EventNotFound
from eventsys.web.common.words import _

RETRY_AFTER_SECONDS = 5
RETRY_AFTER_TRIES = 60
API = "/api/"
FEEDS = "/feeds/"
RETRYABLE = frozenset({429, 503})
API_CODES = {
    400: "E_REQUEST",
    403: "E_FORBIDDEN",
    404: "E_NOT_FOUND",
    405: "E_METHOD",
    409: "E_CONFLICT",
    413: "E_TOO_LARGE",
    415: "E_CONTENT_TYPE",
    429: "E_RATE",
    503: "E_BUSY",
}


@dataclass(frozen=True)
class Explanation:
    """What happened, and what to do now."""

    heading: str
    text: str
    advice: tuple[str, ...] = ()


def explain(status: int) -> Explanation:
    """Find the words for a status, in the page's language."""
    words = {
        400: lambda: Explanation(
            _("We could not read that"),
            _("Something in the request was not as it should be."),
            (_("Go back, load the page again and try once more."),),
        ),
        403: lambda: Explanation(
            _("You may not see this"),
            _("Your account is not allowed to do this."),
            (_("Ask an organiser who is."),),
        ),
        404: lambda: Explanation(
            _("We cannot find this page"),
            _("The link may be old, or a character may be missing."),
            (_("Check that you have the whole link."), _("Look among the events.")),
        ),
        405: lambda: Explanation(
            _("This cannot be done here"), _("The page does not take this kind of request.")
        ),
        409: lambda: Explanation(
            _("This is not possible now"),
            _("Something has changed in the meantime."),
            (_("Go back and load the page again."),),
        ),
        413: lambda: Explanation(
            _("That was too much"), _("What you sent is larger than we can take.")
        ),
        429: lambda: Explanation(
            _("Too many tries"),
            _("There were very many tries from your network in a short time."),
            (_("Wait a minute and try again."),),
        ),
        503: lambda: Explanation(
            _("There is a queue just now"),
            _("Very many people use the page at this moment. Nothing is lost."),
            (_("Wait a few seconds and try again."),),
        ),
    }
    unknown = Explanation(
        _("Something went wrong"),
        _("It is our fault, not yours. Nothing you did is lost or half done."),
        (_("Try again in a little while."),),
    )
    if status in words:
        return words[status]()
    return words[400]() if status < InternalServerError.code else unknown


def init(app: Flask) -> None:
    """Answer every error with a page in the page's language, or with JSON in the API."""
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(Busy, answer_busy)
    app.register_error_handler(EventNotFound, answer_not_found)
    app.register_error_handler(DomainError, answer_refusal)
    app.register_error_handler(Exception, answer_fault)


def answer_http(error: HTTPException) -> Response:
    """Answer an error that has a status."""
    if error.response is not None:
        return make_response(error.response)
    response = error_answer(error.code or 500)
    if error.code == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = str(RETRY_AFTER_TRIES)
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def answer_busy(busy: Busy) -> Response:
    """Answer that there was no turn, and when to come again; why, if it is a fault, is logged."""
    if busy.__cause__ is not None:
        current_app.logger.error("the database broke off", exc_info=busy.__cause__)
    response = error_answer(503, code="E_BUSY")
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def answer_not_found(_: EventNotFound) -> Response:
    """Answer that there is no such event, or none that whoever asks may know of."""
    return error_answer(404)


def answer_refusal(refusal: DomainError) -> Response:
    """Answer a refusal that no view has put into words; what the database said is logged."""
    if refusal.__cause__ is not None:
        current_app.logger.error("the database refused", exc_info=refusal.__cause__)
    return error_answer(409, code="E_CONFLICT")


def answer_fault(error: Exception) -> Response:
    """Answer a fault of ours: a reference on the page, the rest in the log."""
    reference = secrets.token_hex(4)
    current_app.logger.error("fault %s", reference, exc_info=error)
    return error_answer(InternalServerError.code, reference=reference)


def error_answer(status: int, *, code: str | None = None, reference: str = "") -> Response:
    """Make the answer for a status: a page, or JSON in the API."""
    explanation = explain(status)
    if request.path.startswith(API):
        message = f"{explanation.heading}. {explanation.text}"
        facts = {"ref": reference} if reference else {}
        return json_error(status, code or code_of(status), message, facts)
    if shows_no_page():
        return Response(f"{explanation.heading}\n", status, mimetype="text/plain")
    page = render_template(
        "layouts/error.html",
        heading=explanation.heading,
        text=explanation.text,
        advice=explanation.advice,
        reference=reference,
        language_links=[],  # they would repeat an address that may be somebody's secret
    )
    return make_response(page, status)


def shows_no_page() -> bool:
    """Tell whether plain words must do: calendars show no page, a foreign host bears no link."""
    return request.path.startswith(FEEDS) or request_ctx.url_adapter is None


def code_of(status: int) -> str:
    """Find the code of a status; one without its own is a request we cannot read, or a fault."""
    return API_CODES.get(status, API_CODES[400] if status < InternalServerError.code else "E_FAULT")


def json_error(status: int, code: str, message: str, facts: Mapping[str, object]) -> Response:
    """Make the API's answer for an error; `facts` are what the code names, such as `left`."""
    body = {
        "code": code,
        "message": message,
        "fields": {},
        "retryable": status in RETRYABLE,
        "ref": None,
        **facts,
    }
    return make_response(jsonify(body), status)
