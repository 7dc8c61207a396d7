"""Somebody has lost their passphrase and asks for a link; the answer tells nothing of accounts."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.people.links.operations import ask_for_recovery
from eventsys.registration.rules import read_email
from eventsys.web.account.blueprint import blueprint
from eventsys.web.account.routes import by_address
from eventsys.web.common.forms import Form, LineField, ValidationError, problems_of
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import may_send_link
from eventsys.web.common.words import _


class RecoveryForm(Form):
    """The address of an account."""

    email = LineField(_l("E-mail"))

    def validate_email(self, field: LineField) -> None:
        """Ask for an address that mail can go to."""
        if read_email(field.text) is None:
            raise ValidationError(_("Write an e-mail address, such as navn@example.dk."))


@blueprint.route("/recover", methods=["GET", "POST"])
@open_to_all
@by_address
def recover() -> ResponseReturnValue:
    """Have a link sent, if there is an account; the same is said if there is none."""
    form = RecoveryForm()
    if form.validate_on_submit():
        ask(read_email(form.email.text) or "")
        flash(_("If the address has an account, a mail with a link is on its way."), "info")
        return redirect(url_for("security.login"), 303)
    problems = problems_of(form)
    page = render_template("account/recover.html", form=form, problems=problems)
    return page, 422 if problems else 200


def ask(email: str) -> None:
    """Ask for a link, unless enough were sent to the address within the hour."""
    if may_send_link(f"account {email.lower()}"):
        with transaction() as session:
            ask_for_recovery(session, email, current_language(), at=clock.now())
