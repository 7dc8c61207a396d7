"""The page that asks for the second factor's code, for those who are signed in already."""

from collections.abc import Callable
from functools import wraps

from flask import redirect, session as cookie
from flask.typing import ResponseReturnValue
from flask_login import current_user

from eventsys.web.account.forms import OFFICE

View = Callable[..., ResponseReturnValue]
ASKED = ("tf_primary_method", "tf_totp_secret")


def leads_on_when_unasked(view: View) -> View:
    """Lead those on who are signed in and were asked for no code: the library signs them out.

    A picture or a link of another site would be enough for that.
    """

    @wraps(view)
    def led(*args: object, **kwargs: object) -> ResponseReturnValue:
        is_asked = cookie.get("tf_state") == "validating_profile" and all(map(cookie.get, ASKED))
        if current_user.is_authenticated and not is_asked:
            return redirect(OFFICE)
        return view(*args, **kwargs)

    return led
