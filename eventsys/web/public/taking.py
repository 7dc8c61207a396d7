"""Taking a registration in that a form has sent, a family's or a group's."""

from datetime import datetime
from http import HTTPStatus

from flask import Response, make_response

from eventsys.core.db import Session, write
from eventsys.core.principal import VISITOR
from eventsys.registration.operations import register_once
from eventsys.registration.queries import token_of
from eventsys.registration.requests import Attempt, RegistrationRequest
from eventsys.web.common.limits import count_registration

RETRY_AFTER_SECONDS = "5"


def take(slug: str, request: RegistrationRequest, key: str, *, at: datetime) -> str:
    """Register; give the token of the own page.

    What is sent again with the form's `key` is not counted again. Raise what `register_once`
    raises, and `TooOften` where nothing new may come.
    """
    contact = request.contact.email or request.contact.phone
    attempt = Attempt(scope=f"form:{slug}", key=key, body=repr(request))

    def operation(session: Session) -> str:
        registered = register_once(session, slug, request, attempt, at=at, by=VISITOR)
        if registered.is_new and contact:
            count_registration(contact)
        return token_of(registered.registration)

    return write(operation, about=slug)


def answered(page: str, status: int) -> Response:
    """Answer with a form that is shown again; where too many are here, say when to try again."""
    response = make_response(page, status)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response
