"""The session of those who sign in; citizens' pages, feeds and the API have none."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

Result = TypeVar("Result")
BEHIND_THE_SIGN_IN = ("/organiser/", "/account/")


class StaffSessions(SecureCookieSessionInterface):
    """Reads and writes the cookie only where somebody can be signed in.

    Elsewhere an empty session stands in for what libraries look into, and leaves no trace: no
    cookie, and no `Vary: Cookie` that would keep answers out of shared caches.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the session of a request."""
        if not has_session(request):
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the session into the answer, where the page has one."""
        if has_session(request):
            super().save_session(app, session, response)


def has_session(asked: Request) -> bool:
    """Tell whether somebody can be signed in where a request goes."""
    return asked.path.startswith(BEHIND_THE_SIGN_IN)


def init(app: Flask) -> None:
    """Put the sessions of staff in the place of those for everybody."""
    app.session_interface = StaffSessions()


def only_behind_the_sign_in(app: Flask, put_in: Callable[[], Result]) -> Result:
    """Put a library in whose question before each request is asked where somebody is signed in."""
    asked = app.before_request_funcs.setdefault(None, [])
    before = len(asked)
    result = put_in()
    asked[before:] = [where_session(app.ensure_sync(question)) for question in asked[before:]]
    return result


def where_session(question: Callable[[], Any]) -> Callable[[], Any]:
    """Ask before requests with a session alone."""
    return lambda: question() if has_session(request) else None
