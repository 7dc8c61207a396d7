"""The way in by a link from a mail: somebody chooses a passphrase, once."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.people.links.errors import LinkOver
from eventsys.people.links.operations import use_link
from eventsys.people.links.queries import find_link
from eventsys.people.links.rules import LinkPurpose
from eventsys.web.account.blueprint import blueprint
from eventsys.web.account.passphrase_form import NewPassphraseForm
from eventsys.web.account.passwords import hash_password
from eventsys.web.account.routes import by_address
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.common.words import _


@blueprint.route("/links/<token>", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
@by_address
def enter(token: str) -> ResponseReturnValue:
    """Ask for a passphrase, and store it; to look at the page uses nothing up."""
    link = find_link(db.session(), token, at=clock.now())
    if link is None:
        return link_over()
    form = NewPassphraseForm(link.account.email)
    if not form.validate_on_submit():
        page = render_template(
            "account/enter.html",
            form=form,
            problems=problems_of(form),
            email=link.account.email,
            is_invitation=link.purpose is LinkPurpose.INVITATION,
        )
        return page, 422 if form.errors else 200
    try:
        choose(token, form.passphrase.data or "")
    except LinkOver:
        return link_over()
    flash(_("Your passphrase is saved. Sign in with it now."), "ok")
    return redirect(url_for("security.login"), 303)


def choose(token: str, passphrase: str) -> None:
    """Store a passphrase; it is hashed before, as that takes long. Raise `LinkOver`."""
    password_hash = hash_password(current_app, passphrase)
    at = clock.now()
    with transaction() as session:
        link = find_link(session, token, at=at)
        if link is None:
            raise LinkOver
        use_link(session, link, password_hash, at=at)


def link_over() -> ResponseReturnValue:
    """Say that a link is no good, whatever was wrong with it."""
    return render_template("account/_over.html"), 404
