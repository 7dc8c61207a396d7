"""The first sign-in: after the passphrase one chooses a second factor, app or passkey.

Only an account that has none may be given one so: whoever knows the passphrase alone, or began to
set up before its owner did, adds nothing to it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from inspect import unwrap

from flask import current_app, flash, g, redirect, request, session as cookie, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.people.models import Account
from eventsys.people.operations import hold_account
from eventsys.people.signing.queries import find_by_uniquifier
from eventsys.web.account.forms import OFFICE
from eventsys.web.common.words import _

View = Callable[..., ResponseReturnValue]
STATES = ("setup_from_login", "validating_profile")
BEGUN = "setting_up_since"
LONGEST = timedelta(minutes=15)
SAVED = "passkey_saved"


def find_setting_up() -> Account | None:
    """Find who is half signed in, to choose a second factor; None for everybody else."""
    if current_user.is_authenticated or cookie.get("tf_state") not in STATES:
        return None
    return find_by_uniquifier(db.session(), cookie.get("tf_user_id", ""))


def noting_when(view: View) -> View:
    """Note in the cookie when the passphrase was right: what follows has its time."""

    @wraps(view)
    def noted(*args: object, **kwargs: object) -> ResponseReturnValue:
        response = view(*args, **kwargs)
        if request.method == "POST" and "tf_user_id" in cookie:
            cookie[BEGUN] = int(clock.now().timestamp())
        return response

    return noted


def only_without_second_factor(view: View) -> View:
    """Let nobody who knows the passphrase alone set up another factor where there is one."""

    @wraps(view)
    def led(*args: object, **kwargs: object) -> ResponseReturnValue:
        account = find_setting_up()
        if account is None:
            return view(*args, **kwargs)
        if request.method == "POST":
            hold_account(db.session(), account)
        if account.webauthn:
            return turn_away(_("Sign in with your passkey."), "security.wan_signin")
        if account.tf_primary_method is not None or not account.active:
            return turn_away(_("Please sign in again."), "security.login")
        if clock.now().timestamp() - cookie.get(BEGUN, 0) > LONGEST.total_seconds():
            return turn_away(_("That took too long. Please sign in again."), "security.login")
        return view(*args, **kwargs)

    return led


def turn_away(words: str, endpoint: str) -> ResponseReturnValue:
    """Forget that the passphrase was right, and lead to where one signs in."""
    for name in [name for name in cookie if name.startswith("tf_")]:
        del cookie[name]
    flash(words, "info")
    return redirect(url_for(endpoint))


def also_at_first_sign_in(view: View) -> View:
    """Let somebody who sets up save a passkey, which then is the second factor and signs in."""

    @wraps(view)
    def whole(*args: object, **kwargs: object) -> ResponseReturnValue:
        account = find_setting_up()
        if account is None:
            return view(*args, **kwargs)
        with standing_for(account):
            response: ResponseReturnValue = unwrap(view)(*args, **kwargs)
        if not g.pop(SAVED, False):
            return response
        current_app.extensions["security"].two_factor_plugins.tf_complete(account, dologin=True)
        return redirect(OFFICE)

    return whole


@contextmanager
def standing_for(account: Account) -> Iterator[None]:
    """Let the library's page, which is for those signed in, take who is half signed in for one."""
    visitor = current_user._get_current_object()  # noqa: SLF001 -- Flask-Login's proxy
    g.sets_up, g._login_user = True, account  # noqa: SLF001 -- Flask-Login's proxy
    try:
        yield
    finally:
        g._login_user = visitor  # noqa: SLF001 -- Flask-Login's proxy
