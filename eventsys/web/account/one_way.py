"""A work account has one way in, the provider: whoever leaves the workplace keeps no other."""

from collections.abc import Callable
from functools import wraps

from flask import abort
from flask.typing import ResponseReturnValue
from flask_login import current_user

View = Callable[..., ResponseReturnValue]


def not_for_work_accounts(view: View) -> View:
    """Hide a page on which one makes oneself another way in."""

    @wraps(view)
    def hidden(*args: object, **kwargs: object) -> ResponseReturnValue:
        if current_user.is_authenticated and current_user.oidc_subject is not None:
            abort(404)
        return view(*args, **kwargs)

    return hidden
