"""Signing in at the identity provider: the way there and the way back."""

from http import HTTPStatus

from flask import abort, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import login_user
from requests import RequestException

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.people.operations import end_sign_in
from eventsys.people.vouching.operations import admit
from eventsys.people.vouching.rules import Voucher
from eventsys.web.account.blueprint import blueprint
from eventsys.web.account.forms import OFFICE, is_local
from eventsys.web.account.identity_provider import LIES, ROLES, begin, finish, is_offered
from eventsys.web.account.routes import by_address
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.limits import limiter
from eventsys.web.common.words import _

LONGEST_REASON = 120


@blueprint.post("/sign-in/provider")
@open_to_all
@by_address
def leave() -> ResponseReturnValue:
    """Send somebody to the provider, by way of a page: our forms may lead to nobody else."""
    if not is_offered():
        abort(404)
    wanted = request.form.get("next", "")
    try:
        address = begin(wanted, once_more=current_user.is_authenticated)
    except RequestException as error:
        return unanswered(error)
    except LIES as error:
        return refused(reason_of(error))
    return render_template("account/leave.html", address=address)


@blueprint.get("/sign-in/provider/back")
@open_to_all
@limiter.limit("20/minute")
def come_back() -> ResponseReturnValue:
    """Take somebody back from the provider; the one GET that writes, as providers want it."""
    if not is_offered():
        abort(404)
    try:
        voucher, wanted = finish()
    except RequestException as error:
        return unanswered(error)
    except LIES as error:
        return refused(reason_of(error))
    if not let_in(voucher):
        return refused("no way in for whom the provider vouches")
    return redirect(wanted if is_local(wanted) else OFFICE, 303)


def let_in(voucher: Voucher) -> bool:
    """Sign this browser in, if whom the provider vouches for may; the browser's former one ends."""
    with transaction() as database:
        account = admit(database, voucher, current_app.config[ROLES], at=clock.now())
        if account is None:
            return False
        end_sign_in(database, session.pop("sign_in", ""))
        login_user(account, authn_via=["oidc"])
        return True


def refused(reason: str) -> ResponseReturnValue:
    """Say nothing of the reason on the page, and all of it in the log."""
    current_app.logger.warning("sign-in at the provider refused: %s", reason)
    flash(
        _("You could not be signed in with your work account. Try again, or ask an administrator."),
        "error",
    )
    return redirect(url_for("security.login"), 303)


def unanswered(error: Exception) -> ResponseReturnValue:
    """Say that the provider is silent, and what else can be done."""
    current_app.logger.warning("the provider does not answer: %s", type(error).__name__)
    return render_template("account/_unanswered.html"), HTTPStatus.SERVICE_UNAVAILABLE


def reason_of(error: Exception) -> str:
    """Tell what was wrong without quoting what the provider says of anybody."""
    facts = (type(error).__name__, getattr(error, "error", ""), getattr(error, "claim", ""))
    return " ".join(str(fact) for fact in facts if fact)[:LONGEST_REASON]
