"""What is dangerous asks for the passphrase once more, where it was given a while ago."""

from collections.abc import Callable
from datetime import timedelta
from typing import ParamSpec
from urllib.parse import urlsplit

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import Security, auth_required
from werkzeug import Response

from eventsys.web.common.words import _

Parameters = ParamSpec("Parameters")
View = Callable[Parameters, ResponseReturnValue]


def certain(view: View[Parameters]) -> View[Parameters]:
    """Let only those call a view who gave their passphrase a moment ago; stands below the guard."""
    guarded: View[Parameters] = auth_required(
        "session",
        within=lambda: setting("FRESHNESS"),
        grace=lambda: setting("FRESHNESS_GRACE_PERIOD"),
    )(view)
    return guarded


def setting(name: str) -> timedelta:
    """Give one of the sign-in's spans of time."""
    span: timedelta = current_app.config[f"SECURITY_{name}"]
    return span


def init(security: Security) -> None:
    """Have the passphrase asked for in our words."""
    security.reauthn_handler(ask_again)


def ask_again(_within: timedelta, _grace: timedelta) -> Response:
    """Ask for the passphrase, then lead back: to the page with the button, if one was pressed."""
    is_provided = current_user.oidc_subject is not None
    once_more = _("To go on, sign in once more.")
    flash(once_more if is_provided else _("To go on, write your passphrase once more."), "info")
    return redirect(url_for("security.verify", next=page_before()))


def page_before() -> str:
    """Tell on which page somebody was, or is."""
    if request.method == "GET":
        return request.full_path.removesuffix("?")
    before = urlsplit(request.referrer or "")
    is_ours = f"{before.scheme}://{before.netloc}" == current_app.config["BASE_URL"]
    return before.path if is_ours and before.path.startswith("/") else url_for("account.index")
