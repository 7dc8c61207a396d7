"""The accounts: listed, invited to, looked at one by one, and given roles."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.people.administration import operations
from eventsys.people.administration.errors import LastAdministrator
from eventsys.people.administration.queries import (
    find_account_by_id,
    get_account_view,
    list_account_views,
)
from eventsys.people.administration.rules import AccountState
from eventsys.people.errors import AccountExists
from eventsys.people.models import Account
from eventsys.web.common.certainty import certain
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_account, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.office import describe_office
from eventsys.web.common.role_words import role_hints
from eventsys.web.common.words import _
from eventsys.web.organiser.accounts.form import InvitationForm, RolesForm
from eventsys.web.organiser.accounts.rows import row_of
from eventsys.web.organiser.paging import page_of
from eventsys.web.organiser.roles import ADMINISTRATORS

blueprint = Blueprint("accounts", __name__)
blueprint.context_processor(describe_office("accounts"))
INDEX = "organiser.accounts.index"
ONE = "/<int:account_id>"


@blueprint.get("/")
@allowed_for(*ADMINISTRATORS)
def index() -> ResponseReturnValue:
    """List the accounts."""
    language = current_language()
    page = page_of(list_account_views(db.session(), at=clock.now()))
    rows = [row_of(account, language) for account in page.rows]
    return render_template("organiser/accounts/index.html", accounts=rows, page=page)


@blueprint.route("/new", methods=["GET", "POST"])
@allowed_for(*ADMINISTRATORS)
@certain
def new() -> ResponseReturnValue:
    """Invite somebody."""
    form = InvitationForm()
    if form.validate_on_submit():
        account_id = invite(form)
        if account_id is not None:
            flash(_("The invitation is on its way to %(email)s.", email=form.email.text), "ok")
            return redirect(url_for("organiser.accounts.show", account_id=account_id), 303)
    problems = problems_of(form)
    page = render_template(
        "organiser/accounts/new.html", form=form, problems=problems, hints=role_hints()
    )
    return page, 422 if problems else 200


def invite(form: InvitationForm) -> int | None:
    """Send the invitation; None where the address has an account."""
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            return operations.invite(session, form.to_request(), at=at, by=by).id
    except AccountExists:
        refuse(form.email, _("This address has an account already. Find it in the list."))
        return None


@blueprint.get(ONE)
@allowed_for(*ADMINISTRATORS)
@certain
def show(account_id: int) -> ResponseReturnValue:
    """Show an account, and what can be done about it."""
    session, at = db.session(), clock.now()
    account = account_or_404(session, account_id)
    view = get_account_view(session, account, at=at)
    return render_template(
        "organiser/accounts/show.html",
        account_id=account_id,
        row=row_of(view, current_language()),
        state=view.state,
        states=AccountState,
        has_second_factor=view.has_second_factor or bool(account.webauthn),
        is_provided=view.is_provided,
        is_mine=account_id == current_account().id,
    )


@blueprint.route(f"{ONE}/edit", methods=["GET", "POST"])
@allowed_for(*ADMINISTRATORS)
@certain
def edit(account_id: int) -> ResponseReturnValue:
    """Change what an account may do."""
    account = account_or_404(db.session(), account_id)
    email = account.email
    form = RolesForm(data={"roles": [role.name for role in account.roles]})
    if form.validate_on_submit() and change_roles(account_id, form):
        flash(_("The roles are saved."), "ok")
        return redirect(url_for("organiser.accounts.show", account_id=account_id), 303)
    problems = problems_of(form)
    page = render_template(
        "organiser/accounts/edit.html",
        form=form,
        problems=problems,
        hints=role_hints(),
        email=email,
        account_id=account_id,
    )
    return page, 422 if problems else 200


def change_roles(account_id: int, form: RolesForm) -> bool:
    """Save the roles; False where nobody else could administer accounts."""
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            account = account_or_404(session, account_id)
            operations.change_roles(session, account, form.chosen(), at=at, by=by)
    except LastAdministrator:
        refuse(form.roles, last_administrator())
        return False
    return True


def last_administrator() -> str:
    """Say why somebody must stay administrator."""
    return _("Nobody else is administrator. Make somebody else administrator first.")


def account_or_404(session: Session, account_id: int) -> Account:
    """Give an account, or answer that there is none."""
    return find_account_by_id(session, account_id) or abort(404)
