"""One's own account: what it may do, its recovery codes, and signing out everywhere."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, session as cookie, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.codes import digest_of
from eventsys.core.db import db, transaction
from eventsys.core.localtime import COPENHAGEN
from eventsys.people.administration.operations import sign_out_account
from eventsys.people.models import Account
from eventsys.people.queries import get_account
from eventsys.people.rules import RoleName
from eventsys.people.signing.operations import end_one_sign_in
from eventsys.people.signing.queries import list_sign_ins
from eventsys.web.account.blueprint import blueprint
from eventsys.web.common.dates import say_moment
from eventsys.web.common.guards import (
    allowed_for,
    current_account,
    current_principal,
    held_roles,
)
from eventsys.web.common.languages import current_language
from eventsys.web.common.role_words import roles_in_words
from eventsys.web.common.words import _


@dataclass(frozen=True, kw_only=True)
class BrowserRow:
    """A browser in which somebody is signed in."""

    id: str
    name: str
    since: str
    is_this: bool


@blueprint.get("/")
@allowed_for(*RoleName)
def index() -> ResponseReturnValue:
    """Show one's own account."""
    account = current_account()
    return render_template(
        "account/index.html",
        email=account.email,
        roles=roles_in_words(held_roles(account)),
        codes_left=len(account.mf_recovery_codes or []),
        has_app=account.tf_primary_method is not None,
        has_passkey=bool(account.webauthn),
        browsers=browser_rows(account),
        is_provided=account.oidc_subject is not None,
    )


@blueprint.post("/browsers/end")
@allowed_for(*RoleName)
def end_browser() -> ResponseReturnValue:
    """Sign one browser out."""
    account_id, by = current_account().id, current_principal()
    ended = request.form.get("browser", "")
    with transaction() as session:
        account = get_account(session, account_id)
        end_one_sign_in(session, account, ended, at=clock.now(), by=by)
    flash(_("The browser is signed out."), "ok")
    return redirect(url_for("account.index"), 303)


@blueprint.post("/sign-out-everywhere")
@allowed_for(*RoleName)
def sign_out() -> ResponseReturnValue:
    """Make every browser's sign-in worthless, this one's too."""
    account_id, by = current_account().id, current_principal()
    with transaction() as session:
        sign_out_account(session, get_account(session, account_id), at=clock.now(), by=by)
    cookie.clear()
    flash(_("You are signed out in all browsers."), "ok")
    return redirect(url_for("security.login"))


def browser_rows(account: Account) -> list[BrowserRow]:
    """List the browsers in which an account is signed in."""
    here, language = digest_of(cookie.get("sign_in", "")), current_language()
    return [
        BrowserRow(
            id=each.id,
            name=each.browser or _("Unknown browser"),
            since=say_moment(each.started_at, COPENHAGEN, language),
            is_this=each.id == here,
        )
        for each in list_sign_ins(db.session(), account, at=clock.now())
    ]
