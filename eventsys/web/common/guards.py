"""Who may call a route; a route without a guard fails the house test."""

from collections.abc import Callable
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

from flask import Response, abort, current_app, g, render_template, request, session as cookie
from flask.typing import ResponseReturnValue
from flask_login import current_user

from eventsys.core.db import db
from eventsys.core.principal import Principal, PrincipalKind
from eventsys.events.assistants.queries import is_named_for, reach_of
from eventsys.events.assistants.rules import Reach, needs_a_name
from eventsys.people.models import Account
from eventsys.people.rules import RoleName, may
from eventsys.web.common.denials import note_denial

Parameters = ParamSpec("Parameters")
View = Callable[Parameters, ResponseReturnValue]
AnyView = TypeVar("AnyView", bound=Callable[..., ResponseReturnValue])

EVERYBODY = "everybody"
OFFICE = "/organiser/"


def open_to_all(view: AnyView) -> AnyView:
    """Let everybody call a route."""
    return mark(view, EVERYBODY)


def mark(view: AnyView, who: object) -> AnyView:
    """Write on a view who may call it; guards of other kinds use it too."""
    vars(view)["allowed_for"] = who
    return view


def allowed_for(*roles: RoleName) -> Callable[[View[Parameters]], View[Parameters]]:
    """Let those signed in with one of the roles call a route; administrators may call all.

    Guests are sent to the sign-in page, others are refused. Where the address names an event,
    event assistants who are not named for it are told that there is none.
    """
    allowed = frozenset(roles)

    def guard(view: View[Parameters]) -> View[Parameters]:
        @wraps(view)
        def guarded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> ResponseReturnValue:
            if not current_user.is_authenticated:
                return keep_typed() if was_signed_in_and_typed() else send_to_sign_in()
            if not may(held_roles(current_account()), allowed):
                refuse(403)
            if not may_here(allowed):
                refuse(404)
            return view(*args, **kwargs)

        return mark(guarded, allowed)

    return guard


def refuse(status: int) -> NoReturn:
    """Write down that somebody may not, and refuse."""
    note_denial(current_account().id)
    abort(status)


def may_here(allowed: frozenset[RoleName]) -> bool:
    """Tell whether whoever is signed in may do what is allowed to those.

    Where the address names an event, it is asked of that event.
    """
    held = held_roles(current_account())
    slug = (request.view_args or {}).get("slug")
    if slug is not None and needs_a_name(held, allowed):
        return am_named_for(slug)
    return may(held, allowed)


def am_named_for(slug: str) -> bool:
    """Tell whether whoever is signed in is named for an event; asked once in a request."""
    if "named_for" not in g:
        g.named_for = is_named_for(db.session(), current_account().id, slug)
    named: bool = g.named_for
    return named


def my_reach(*roles: RoleName) -> Reach:
    """Tell at which events whoever is signed in may do what is allowed to the roles."""
    account = current_account()
    return reach_of(db.session(), account.id, held_roles(account), frozenset(roles))


def was_signed_in_and_typed() -> bool:
    """Tell whether somebody wrote into a form whose sign-in ended meanwhile."""
    is_form = request.method == "POST" and request.path.startswith(OFFICE)
    return is_form and "sign_in" in cookie and bool(set(request.form) - {"csrf_token"})


def keep_typed() -> ResponseReturnValue:
    """Give what was typed back in a form that sends it again, once somebody has signed in.

    Nothing is stored. That our own page sent it was looked at before; files are not kept.
    """
    page = render_template(
        "layouts/signed_out.html",
        address=request.full_path.rstrip("?"),
        typed=[*request.form.items(multi=True)],
        sent_files=bool(request.files),
        language_links=[],  # they would lose what was typed
    )
    return page, 403


def send_to_sign_in() -> Response:
    """Send a guest to the sign-in page, and back here afterwards."""
    answer = current_app.extensions["security"].login_manager.unauthorized()
    return current_app.make_response(answer)


def current_account() -> Account:
    """Give the account that is signed in; guarded views alone may ask."""
    account: Account = current_user._get_current_object()  # noqa: SLF001 -- Flask-Login's proxy
    return account


def current_principal() -> Principal:
    """Say who does it, for the audit log."""
    return Principal(PrincipalKind.ACCOUNT, current_account().id)


def held_roles(account: Account) -> frozenset[RoleName]:
    """Tell what an account may be."""
    return frozenset(RoleName(role.name) for role in account.roles)
