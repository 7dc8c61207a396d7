"""How often somebody may try; counted in the memory of this process."""

from http import HTTPStatus

from flask import Flask, request
from flask_limiter import Limiter
from limits import parse

from eventsys.core.errors import DomainError
from eventsys.web.common.counts import SCHEMES

REGISTRATIONS_PER_CONTACT = parse("5/hour")
LINKS_SENT = parse("3/hour")


def client_address() -> str:
    """Tell who asks: the address behind the trusted proxies."""
    return request.remote_addr or "unknown"


limiter = Limiter(key_func=client_address)
registrations_per_address = limiter.shared_limit(
    "600/minute", scope="registrations", methods=["POST"]
)
failed_look_ups = limiter.shared_limit(
    "20/minute",
    scope="look-ups",
    deduct_when=lambda response: response.status_code in {401, 404},
)


looking_for = limiter.shared_limit(
    "20/minute",
    scope="look-ups",
    methods=["POST"],
    deduct_when=lambda response: response.status_code == HTTPStatus.OK,
)
"""Whoever looks for a registration and is not led to one has used up one of the look-ups."""


def may_send_link(whose: str) -> bool:
    """Count a link that is to be sent; False where enough were sent there."""
    return limiter.limiter.hit(LINKS_SENT, "links", whose)


class TooOften(DomainError):
    """A contact has registered as often as it may for now."""


def count_registration(contact: str) -> None:
    """Count a new registration against its contact; raise `TooOften` where it is one too many."""
    if not limiter.limiter.hit(REGISTRATIONS_PER_CONTACT, "registrations", contact):
        raise TooOften


def init(app: Flask) -> None:
    """Count in memory."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", f"{SCHEMES[0]}://")
    app.config.setdefault("RATELIMIT_HEADERS_ENABLED", False)
    limiter.init_app(app)
    # It would look for limits of the whole site at each request; there are none, and a view that
    # has a limit asks by itself.
    app.before_request_funcs[None].pop()
