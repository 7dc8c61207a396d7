"""Who may call a route of the API: bearers of a device's token, or of an account's."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import g
from flask.typing import ResponseReturnValue

from eventsys.core.db import db
from eventsys.core.principal import Principal, PrincipalKind
from eventsys.people.queries import Bearer, find_bearer
from eventsys.people.rules import RoleName, may
from eventsys.web.api.reading import read_token
from eventsys.web.api.refusals import Refusal
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
    """Let bearers of a token of an account with one of the roles call a route."""
    allowed = frozenset(roles)

    def guard(view: View[Parameters]) -> View[Parameters]:
        @wraps(view)
        def guarded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> ResponseReturnValue:
            if not may(bearer_of_request().roles, allowed):
                raise Refusal("E_FORBIDDEN")
            return view(*args, **kwargs)

        return mark(guarded, allowed)

    return guard


def bearer_of_request() -> Bearer:
    """Give the account whose token came with the request, or refuse."""
    bearer = find_bearer(db.session(), read_token())
    if bearer is None:
        raise Refusal("E_TOKEN")
    g.bearer = bearer
    return bearer


def is_organiser() -> bool:
    """Tell whether the request came with an organiser's token; refuse one that is unknown."""
    return bool(read_token()) and may(bearer_of_request().roles, frozenset(STAFF))


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
