"""One's own account: what it may do, its recovery codes, and signing out everywhere."""

from flask import Blueprint, flash, redirect, render_template, session as cookie, url_for
from flask.typing import ResponseReturnValue

from eventsys.core.db import transaction
from eventsys.people.operations import sign_out_everywhere
from eventsys.people.queries import get_account
from eventsys.people.rules import RoleName
from eventsys.web.common.guards import allowed_for, current_account, held_roles
from eventsys.web.common.office import describe_office
from eventsys.web.common.words import _, listed

blueprint = Blueprint("account", __name__)
blueprint.context_processor(describe_office("account"))


@blueprint.get("/")
@allowed_for(*RoleName)
def index() -> ResponseReturnValue:
    """Show one's own account."""
    account = current_account()
    names = role_names()
    return render_template(
        "account/index.html",
        email=account.email,
        roles=listed(sorted(names[role] for role in held_roles(account))),
        codes_left=len(account.mf_recovery_codes or []),
        has_app=account.tf_primary_method is not None,
    )


@blueprint.post("/sign-out-everywhere")
@allowed_for(*RoleName)
def sign_out() -> ResponseReturnValue:
    """Make every browser's sign-in worthless, this one's too."""
    account_id = current_account().id
    with transaction() as session:
        sign_out_everywhere(session, get_account(session, account_id))
    cookie.clear()
    flash(_("You are signed out in all browsers."), "ok")
    return redirect(url_for("security.login"))


def role_names() -> dict[RoleName, str]:
    """Tell what the roles are called."""
    return {
        RoleName.ADMINISTRATOR: _("Administrator"),
        RoleName.ORGANISER: _("Organiser"),
        RoleName.EVENT_ASSISTANT: _("Event assistant"),
        RoleName.SERVICE_DESK: _("Service desk"),
        RoleName.EVALUATOR: _("Evaluator"),
        RoleName.VIEWER: _("Viewer"),
    }
