"""The library's routes: who may call each, how often, and in what transaction."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import cast

from flask import Flask, abort, current_app, request, session as cookie
from flask.typing import ResponseReturnValue

from eventsys.core.db import transaction
from eventsys.web.common.guards import EVERYBODY, mark
from eventsys.web.common.limits import client_address, limiter

View = Callable[..., ResponseReturnValue]

NOBODY = "nobody"
SIGNED_IN = "signed in"
HALF_SIGNED_IN = "half signed in: the passphrase was right, the code is missing"

ACCOUNT_ROUTES = {
    "login": EVERYBODY,
    "logout": EVERYBODY,
    "verify": SIGNED_IN,
    "two_factor_setup": f"{SIGNED_IN}, or {HALF_SIGNED_IN}",
    "two_factor_setup_validate": SIGNED_IN,
    "two_factor_token_validation": f"{SIGNED_IN}, or {HALF_SIGNED_IN}",
    "mf_recovery": HALF_SIGNED_IN,
    "mf_recovery_codes": SIGNED_IN,
}
"""The library sees to it itself; here it is written down. What is not here nobody may call."""

WRITING = frozenset(ACCOUNT_ROUTES) - {"login", "verify"}
"""Those two hash a passphrase, which takes long, and so hold no lock on the database."""

ASKING = frozenset({"login", "verify", "two_factor_token_validation", "mf_recovery"})
"""Those whose form comes again only when it was refused."""

BY_ADDRESS = "20/minute"
BY_ACCOUNT = {
    "login": "10/minute;100/hour",
    "verify": "10/minute;100/hour",
    "two_factor_token_validation": "5/minute;30/hour",
    "mf_recovery": "5/minute;30/hour",
}


def guard_routes(app: Flask, prefix: str) -> None:
    """Fit each of the library's views; those not in the table are refused."""
    for endpoint, view in views_of(app):
        folder, _, name = endpoint.partition(".")
        if folder == prefix:
            known = name in ACCOUNT_ROUTES
            app.view_functions[endpoint] = fitted(name, view) if known else mark(refuse(), NOBODY)


def views_of(app: Flask) -> list[tuple[str, View]]:
    """List the application's views by endpoint."""
    return [(endpoint, cast("View", view)) for endpoint, view in app.view_functions.items()]


def refuse() -> View:
    """Make a view that is not there."""

    def refused(**_values: object) -> ResponseReturnValue:
        abort(404)

    return refused


def fitted(name: str, view: View) -> View:
    """Put transaction, status and limits around one of the library's views."""
    if name in WRITING:
        view = in_transaction(view)
    if name in ASKING:
        view = refused_as_unprocessable(view)
    if name in BY_ACCOUNT:
        view = limited(name, view)
    return mark(view, ACCOUNT_ROUTES[name])


def in_transaction(view: View) -> View:
    """Let a view write in one transaction; where it fails, nothing of it is kept."""

    @wraps(view)
    def whole(*args: object, **kwargs: object) -> ResponseReturnValue:
        if request.method != "POST":
            return view(*args, **kwargs)
        with transaction():
            return view(*args, **kwargs)

    return whole


def refused_as_unprocessable(view: View) -> View:
    """Answer 422 where a form that was sent comes again."""

    @wraps(view)
    def answered(*args: object, **kwargs: object) -> ResponseReturnValue:
        response = current_app.make_response(view(*args, **kwargs))
        if request.method == "POST" and response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    return answered


def limited(name: str, view: View) -> View:
    """Count tries by address, over all the pages together, and by account."""
    whose = account_named if name == "login" else account_in_cookie
    by_address = limiter.shared_limit(BY_ADDRESS, scope="sign-in", methods=["POST"])
    by_account = limiter.limit(BY_ACCOUNT[name], key_func=whose, methods=["POST"])
    both: View = by_address(by_account(view))
    return both


def account_named() -> str:
    """Tell whose account is tried, by the form."""
    return request.form.get("email", "").strip().lower() or client_address()


def account_in_cookie() -> str:
    """Tell whose account is tried, by the signed cookie: half signed in, or signed in."""
    return str(cookie.get("tf_user_id") or cookie.get("_user_id") or client_address())
