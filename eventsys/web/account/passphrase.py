"""One's own passphrase, changed by whoever knows the old one."""

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import login_user

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.people.queries import get_account
from eventsys.people.rules import RoleName
from eventsys.people.signing.operations import change_passphrase, refuse_sign_in
from eventsys.web.account.blueprint import blueprint
from eventsys.web.account.passphrase_form import ChangePassphraseForm
from eventsys.web.account.passwords import hash_password, is_passphrase_of
from eventsys.web.account.routes import tries_of_own_passphrase
from eventsys.web.account.security import STAYS
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_account, current_principal
from eventsys.web.common.words import _


@blueprint.route("/passphrase", methods=["GET", "POST"])
@allowed_for(*RoleName)
@tries_of_own_passphrase
def passphrase() -> ResponseReturnValue:
    """Ask for the old and the new passphrase, and store the new one."""
    account = current_account()
    if account.oidc_subject is not None:
        abort(404)
    form = ChangePassphraseForm(account.email)
    if form.validate_on_submit() and knows_passphrase(form):
        change(account.id, form.passphrase.data or "")
        flash(_("Your passphrase is saved. All other browsers are signed out."), "ok")
        return redirect(url_for("account.index"), 303)
    problems = problems_of(form)
    page = render_template(
        "account/passphrase.html", form=form, problems=problems, email=current_account().email
    )
    return page, 422 if problems else 200


def knows_passphrase(form: ChangePassphraseForm) -> bool:
    """See that whoever sits there knows the old passphrase; write down where not."""
    account_id = current_account().id
    if is_passphrase_of(current_account(), form.current.data or ""):
        return True
    with transaction() as session:
        refuse_sign_in(session, get_account(session, account_id), "passphrase", at=clock.now())
    refuse(form.current, _("This is not your passphrase."))
    return False


def change(account_id: int, text: str) -> None:
    """Store a passphrase, which is hashed before, and keep this browser signed in."""
    password_hash, by = hash_password(current_app, text), current_principal()
    with transaction() as session:
        account = get_account(session, account_id)
        change_passphrase(session, account, password_hash, at=clock.now(), by=by)
        login_user(account, authn_via=[STAYS])
