"""What is done about one account by a button: invited again, kept out, let in, helped."""

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, transaction
from eventsys.core.principal import Principal
from eventsys.people.administration import operations
from eventsys.people.administration.errors import LastAdministrator, NotInvited
from eventsys.people.links.queries import language_of_invitation
from eventsys.people.models import Account
from eventsys.web.common.certainty import certain
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.words import _
from eventsys.web.organiser.accounts.views import (
    ONE,
    account_or_404,
    blueprint,
    last_administrator,
)
from eventsys.web.organiser.roles import ADMINISTRATORS


@blueprint.post(f"{ONE}/resend")
@allowed_for(*ADMINISTRATORS)
@certain
def resend(account_id: int) -> ResponseReturnValue:
    """Send the invitation anew; the earlier link ends."""
    return do(account_id, invite_again, _("A new invitation is on its way."))


def invite_again(session: Session, account: Account, *, at: datetime, by: Principal) -> None:
    """Send the invitation anew in the language of the one before: its reader's."""
    language = language_of_invitation(session, account)
    operations.invite_again(session, account, language, at=at, by=by)


@blueprint.post(f"{ONE}/withdraw")
@allowed_for(*ADMINISTRATORS)
@certain
def withdraw(account_id: int) -> ResponseReturnValue:
    """Take the invitation back."""
    return do(account_id, operations.withdraw_invitation, _("The invitation is taken back."))


@blueprint.post(f"{ONE}/deactivate")
@allowed_for(*ADMINISTRATORS)
@certain
def deactivate(account_id: int) -> ResponseReturnValue:
    """Keep somebody out from now on."""
    return do(account_id, operations.deactivate, _("The account is deactivated and signed out."))


@blueprint.post(f"{ONE}/reactivate")
@allowed_for(*ADMINISTRATORS)
@certain
def reactivate(account_id: int) -> ResponseReturnValue:
    """Let somebody in again."""
    return do(account_id, operations.reactivate, _("The account can sign in again."))


@blueprint.post(f"{ONE}/sign-out")
@allowed_for(*ADMINISTRATORS)
@certain
def sign_out(account_id: int) -> ResponseReturnValue:
    """Sign somebody out in every browser."""
    return do(account_id, operations.sign_out_account, _("The account is signed out everywhere."))


@blueprint.post(f"{ONE}/reset")
@allowed_for(*ADMINISTRATORS)
@certain
def reset(account_id: int) -> ResponseReturnValue:
    """Let somebody set up the second factor anew."""
    done = _("At the next sign-in the account sets up its codes anew.")
    return do(account_id, operations.reset_second_factor, done)


def do(account_id: int, act: Callable[..., object], done: str) -> ResponseReturnValue:
    """Do something to an account, say that it is done or why not, and go back to it."""
    text, kind = done, "ok"
    try:
        with transaction() as session:
            account = account_or_404(session, account_id)
            act(session, account, at=clock.now(), by=current_principal())
    except LastAdministrator:
        text, kind = last_administrator(), "error"
    except NotInvited:
        text, kind = _("This account waits for no invitation."), "error"
    flash(text, kind)
    return redirect(url_for("organiser.accounts.show", account_id=account_id), 303)
