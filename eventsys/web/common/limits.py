"""How often somebody may try; counted in the memory of this process."""

from flask import Flask, request
from flask_limiter import Limiter
from limits import parse

REGISTRATIONS_PER_CONTACT = parse("5/hour")


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


def may_register(contact: str) -> bool:
    """Count a registration against its contact; False where it is one too many."""
    return limiter.limiter.hit(REGISTRATIONS_PER_CONTACT, "registrations", contact)


def init(app: Flask) -> None:
    """Count in memory."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", "memory://")
    app.config.setdefault("RATELIMIT_HEADERS_ENABLED", False)
    limiter.init_app(app)
    # It would look for limits of the whole site at each request; there are none, and a view that
    # has a limit asks by itself.
    app.before_request_funcs[None].pop()
