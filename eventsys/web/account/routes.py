"""The library's routes: who may call each, how often, and in what transaction."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import TypeVar, cast

from flask import Flask, abort, current_app, request, session as cookie, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.people.queries import find_account
from eventsys.people.signing.operations import refuse_sign_in
from eventsys.people.signing.queries import find_by_uniquifier
from eventsys.web.account.code_page import leads_on_when_unasked
from eventsys.web.account.one_way import not_for_work_accounts
from eventsys.web.account.setting_up import (
    also_at_first_sign_in,
    noting_when,
    only_without_second_factor,
)
from eventsys.web.common.guards import EVERYBODY, mark
from eventsys.web.common.limits import client_address, limiter

View = Callable[..., ResponseReturnValue]
AnyView = TypeVar("AnyView", bound=Callable[..., ResponseReturnValue])

NOBODY = "nobody"
SIGNED_IN = "signed in"
HALF_SIGNED_IN = "half signed in: the passphrase was right, the code is missing"
SETTING_UP = "half signed in, with no second factor yet"

ACCOUNT_ROUTES = {
    "login": EVERYBODY,
    "logout": EVERYBODY,
    "verify": SIGNED_IN,
    "two_factor_setup": f"{SIGNED_IN}, or {SETTING_UP}",
    "two_factor_setup_validate": SIGNED_IN,
    "two_factor_token_validation": f"{SIGNED_IN}, or {HALF_SIGNED_IN}",
    "mf_recovery": HALF_SIGNED_IN,
    "mf_recovery_codes": SIGNED_IN,
    "wan_register": f"{SIGNED_IN}, or {SETTING_UP}",
    "wan_register_response": f"{SIGNED_IN}, or {SETTING_UP}",
    "wan_delete": SIGNED_IN,
    "wan_signin": EVERYBODY,
    "wan_signin_response": EVERYBODY,
}
"""The library sees to it itself; here it is written down. What is not here nobody may call."""

WRITING = frozenset(ACCOUNT_ROUTES) - {"login", "verify"}
"""Those two hash a passphrase, which takes long, and so hold no lock on the database."""

NEW_WAYS_IN = frozenset({"wan_register", "wan_register_response"})
"""What makes another way into an account."""

SECOND_FACTORS = NEW_WAYS_IN | {"two_factor_setup", "two_factor_token_validation"}
"""What makes the second factor of an account that has none."""

ASKING = frozenset({"login", "verify", "two_factor_token_validation", "mf_recovery"})
"""Those whose form comes again only when it was refused."""

FAST_TRIES = "10/minute;100/hour"
by_address = limiter.shared_limit("20/minute", scope="sign-in", methods=["POST"])
"""Tries are counted by address, over all the pages together."""
BY_ACCOUNT = {
    "login": FAST_TRIES,
    "verify": FAST_TRIES,
    "two_factor_token_validation": "5/minute;30/hour",
    "mf_recovery": "5/minute;30/hour",
    "wan_signin": FAST_TRIES,
    "wan_signin_response": FAST_TRIES,
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
    view = fitted_to_first_sign_in(name, view)
    if name in WRITING:
        view = in_transaction(view)
    if name == "wan_signin_response":
        view = noted_where_led_back(view)
    if name in ASKING:
        view = refused_as_unprocessable(name, view)
    if name in BY_ACCOUNT:
        view = limited(name, view)
    if name in NEW_WAYS_IN:
        view = not_for_work_accounts(view)
    if name == "two_factor_token_validation":
        view = leads_on_when_unasked(view)
    return mark(view, ACCOUNT_ROUTES[name])


def fitted_to_first_sign_in(name: str, view: View) -> View:
    """Let somebody choose a second factor who has none, in time, by app or by passkey."""
    if name == "login":
        return noting_when(view)
    if name in NEW_WAYS_IN:
        view = also_at_first_sign_in(view)
    return only_without_second_factor(view) if name in SECOND_FACTORS else view


def in_transaction(view: View) -> View:
    """Let a view write in one transaction; where it fails, nothing of it is kept."""

    @wraps(view)
    def whole(*args: object, **kwargs: object) -> ResponseReturnValue:
        if request.method != "POST":
            return view(*args, **kwargs)
        with transaction():
            return view(*args, **kwargs)

    return whole


def refused_as_unprocessable(name: str, view: View) -> View:
    """Answer 422 where a form that was sent comes again, and write down whose it was."""

    @wraps(view)
    def answered(*args: object, **kwargs: object) -> ResponseReturnValue:
        response = current_app.make_response(view(*args, **kwargs))
        if request.method == "POST" and response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
            note_refusal(name)
        return response

    return answered


def noted_where_led_back(view: View) -> View:
    """Write down that a passkey was refused; the library leads back to where it is asked for."""

    @wraps(view)
    def answered(*args: object, **kwargs: object) -> ResponseReturnValue:
        response = current_app.make_response(view(*args, **kwargs))
        if response.location == url_for("security.wan_signin"):
            note_refusal("passkey")
        return response

    return answered


def note_refusal(name: str) -> None:
    """Write down that a sign-in was refused, for an account that there is or is not alike."""
    with transaction() as session:
        if name == "login":
            account = find_account(session, request.form.get("email", ""))
        else:
            account = find_by_uniquifier(session, account_in_cookie())
        refuse_sign_in(session, account, name, at=clock.now())


def limited(name: str, view: View) -> View:
    """Count tries by address, over all the pages together, and by account."""
    whose = account_named if name == "login" else account_in_cookie
    by_account = limiter.limit(BY_ACCOUNT[name], key_func=whose, methods=["POST"])
    both: View = by_address(by_account(view))
    return both


def tries_of_own_passphrase(view: AnyView) -> AnyView:
    """Count tries at the passphrase of whoever is signed in, with those of the library's page."""
    tries = limiter.limit(FAST_TRIES, key_func=account_in_cookie, methods=["POST"])
    return cast("AnyView", by_address(tries(view)))


def account_named() -> str:
    """Tell whose account is tried, by the form, and from where: nobody can lock another out."""
    return f"{request.form.get('email', '').strip().lower()} {client_address()}"


def account_in_cookie() -> str:
    """Tell whose account is tried, by the signed cookie: half signed in, or signed in."""
    return str(cookie.get("tf_user_id") or cookie.get("_user_id") or client_address())
