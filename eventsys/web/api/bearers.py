"""Who may call a route of the API: bearers of a device's token, or of an account's."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import g, request
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.principal import Principal, PrincipalKind
from eventsys.events.assistants.queries import is_named_for, reach_of
from eventsys.events.assistants.rules import Reach, needs_a_name
from eventsys.people.queries import Bearer, find_bearer
from eventsys.people.rules import RoleName, may
from eventsys.web.api.reading import read_token
from eventsys.web.api.refusals import Refusal
from eventsys.web.api.uses import note_use
from eventsys.web.common.denials import note_denial
from eventsys.web.common.guards import mark

Parameters = ParamSpec("Parameters")
View = Callable[Parameters, ResponseReturnValue]
DEVICES = "devices"
STAFF = (RoleName.ORGANISER,)
DESK = (RoleName.ORGANISER, RoleName.SERVICE_DESK)
READERS = (
    RoleName.ORGANISER,
    RoleName.EVENT_ASSISTANT,
    RoleName.SERVICE_DESK,
)
DRAFTERS = (RoleName.ORGANISER, RoleName.EVENT_ASSISTANT)
"""Who reads drafts, assistants those of their events."""
COUNTERS = (*READERS, RoleName.EVALUATOR, RoleName.VIEWER)


def for_devices(view: View[Parameters]) -> View[Parameters]:
    """Let bearers of a token call a route; the operation finds out whose it is."""

    @wraps(view)
    def guarded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> ResponseReturnValue:
        g.token = read_token()
        if not g.token:
            raise Refusal("E_DEVICE")
        return view(*args, **kwargs)

    return mark(guarded, DEVICES)


def for_accounts(*roles: RoleName) -> Callable[[View[Parameters]], View[Parameters]]:
    """Let bearers of a token of an account with one of the roles call a route.

    Where the address names an event, event assistants who are not named for it are told that
    there is none.
    """
    allowed = frozenset(roles)

    def guard(view: View[Parameters]) -> View[Parameters]:
        @wraps(view)
        def guarded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> ResponseReturnValue:
            bearer = bearer_of_request()
            if not may(bearer.roles, allowed):
                note_denial(bearer.account_id)
                raise Refusal("E_FORBIDDEN")
            if not may_here(bearer, allowed):
                note_denial(bearer.account_id)
                raise Refusal("E_NOT_FOUND")
            return view(*args, **kwargs)

        return mark(guarded, allowed)

    return guard


def bearer_of_request() -> Bearer:
    """Give the account whose token came with the request, or refuse."""
    at = clock.now()
    bearer = find_bearer(db.session(), read_token(), at=at)
    if bearer is None:
        raise Refusal("E_TOKEN")
    note_use(bearer.token_id, at)
    g.bearer = bearer
    return bearer


def may_here(bearer: Bearer, allowed: frozenset[RoleName]) -> bool:
    """Tell whether a bearer may do what is allowed to those, at the event of the address."""
    slug = (request.view_args or {}).get("slug")
    if slug is not None and needs_a_name(bearer.roles, allowed):
        return is_named_for(db.session(), bearer.account_id, slug)
    return may(bearer.roles, allowed)


def sees_draft() -> bool:
    """Tell whether the event of the address may be shown while it is a draft.

    Nobody needs a token for what is published; one that is unknown is refused.
    """
    return bool(read_token()) and may_here(bearer_of_request(), frozenset(DRAFTERS))


def reach_of_drafts() -> Reach | None:
    """Tell of which events the list holds all, drafts too; None where it is the public one."""
    bearer = bearer_of_request() if read_token() else None
    if bearer is None or not may(bearer.roles, frozenset(DRAFTERS)):
        return None
    return reach_of(db.session(), bearer.account_id, bearer.roles, frozenset(DRAFTERS))


def device_token() -> str:
    """Give the device's token; views for devices alone may ask."""
    token: str = g.token
    return token


def principal() -> Principal:
    """Say who does it; views for accounts alone may ask."""
    bearer: Bearer = g.bearer
    return Principal(PrincipalKind.ACCOUNT, bearer.account_id)


def key_scope() -> str:
    """Say whose idempotency keys these are: each token has its own."""
    bearer: Bearer = g.bearer
    return f"token:{bearer.token_id}"
