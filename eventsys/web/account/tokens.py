"""One's own tokens for scripts: made, listed, taken back."""

from dataclasses import dataclass
from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import DataRequired, Length

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.localtime import COPENHAGEN, local_day
from eventsys.people.models import Account, ApiToken
from eventsys.people.operations import TokenRequest, issue_api_token
from eventsys.people.queries import get_account
from eventsys.people.rules import RoleName
from eventsys.people.tokens.operations import revoke_api_token
from eventsys.people.tokens.queries import list_api_tokens
from eventsys.web.account.blueprint import blueprint
from eventsys.web.common.certainty import certain
from eventsys.web.common.dates import say_date, say_moment
from eventsys.web.common.forms import Form, LineField, OneOf, problems_of
from eventsys.web.common.guards import allowed_for, current_account, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _

LONGEST_LABEL = 80
SPANS = {"30": timedelta(days=30), "90": timedelta(days=90), "365": timedelta(days=365)}


class TokenForm(Form):
    """What a token is for, and how long it is good."""

    label = LineField(
        _l("What is it for?"),
        [
            DataRequired(_l("Write what the token is for.")),
            Length(max=LONGEST_LABEL, message=_l("At most 80 characters.")),
        ],
    )
    span = RadioField(
        _l("How long is it good?"),
        choices=[("30", _l("30 days")), ("90", _l("90 days")), ("365", _l("A year"))],
        validators=[OneOf(_l("Choose one of these."))],
        validate_choice=False,
        default="90",
    )

    def to_request(self) -> TokenRequest:
        """Give what the form says; call it when the form is valid."""
        return TokenRequest(label=self.label.text, good_for=SPANS[self.span.data])


@dataclass(frozen=True, kw_only=True)
class TokenRow:
    """A token in the list; never the token itself."""

    id: int
    label: str
    made: str
    ends: str
    used: str


@blueprint.route("/tokens", methods=["GET", "POST"])
@allowed_for(*RoleName)
@certain
def tokens() -> ResponseReturnValue:
    """List one's tokens; make one more, which is shown this once."""
    form, made = TokenForm(), ""
    if form.validate_on_submit():
        made = make(current_account().id, form.to_request())
        form = TokenForm(formdata=None)
    problems = problems_of(form)
    page = render_template(
        "account/tokens.html",
        form=form,
        problems=problems,
        made=made,
        tokens=[row_of(each) for each in mine(current_account())],
    )
    return page, 422 if problems else 200


def make(account_id: int, request: TokenRequest) -> str:
    """Make a token."""
    at, by = clock.now(), current_principal()
    with transaction() as session:
        return issue_api_token(session, get_account(session, account_id), request, at=at, by=by)


def mine(account: Account) -> list[ApiToken]:
    """List the tokens of an account that work."""
    return list(list_api_tokens(db.session(), account, at=clock.now()))


def row_of(token: ApiToken) -> TokenRow:
    """Put a token into a row."""
    language = current_language()
    ends, used = token.ends_at, token.used_at
    return TokenRow(
        id=token.id,
        label=token.label or _("Made in the terminal"),
        made=say_date(local_day(token.created_at), language),
        ends=say_date(local_day(ends), language) if ends else _("Never"),
        used=say_moment(used, COPENHAGEN, language) if used else _("Never"),
    )


@blueprint.post("/tokens/<int:token_id>/revoke")
@allowed_for(*RoleName)
@certain
def revoke_token(token_id: int) -> ResponseReturnValue:
    """Make one of one's tokens worthless."""
    account_id, at, by = current_account().id, clock.now(), current_principal()
    with transaction() as session:
        revoke_api_token(session, get_account(session, account_id), token_id, at=at, by=by)
    flash(_("The token does not work any more."), "ok")
    return redirect(url_for("account.tokens"), 303)
