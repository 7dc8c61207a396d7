"""The token of citizens' forms: signed, stateless, good for a day, no cookie.

It names the form and what it is about, and carries the random key by which a repeated request is
known to be the same.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, request
from wtforms import ValidationError
from wtforms.csrf.core import CSRF, CSRFTokenField
from wtforms.form import BaseForm

from eventsys.core import clock
from eventsys.core.keys import Purpose, keys

LASTS = timedelta(hours=24)


class FormTooOld(ValidationError):
    """The token is missing, wrong or too old; the form comes again, filled, with a fresh one."""


@dataclass(frozen=True)
class FormToken:
    """A token's parts, its signature checked."""

    made_at: datetime
    key: str


def make_form_token(subject: str, *, at: datetime) -> str:
    """Make a token for one showing of a form about a subject."""
    text = f"{int(at.timestamp())}.{secrets.token_urlsafe(18)}"
    return f"{text}.{keys().sign(Purpose.FORM, f'{subject} {text}')}"


def read_form_token(token: str, subject: str, *, at: datetime) -> FormToken | None:
    """Read a token; None where it is not one of this form, or too old."""
    text, _, signature = token.rpartition(".")
    seconds, _, key = text.partition(".")
    if not keys().is_signed(Purpose.FORM, f"{subject} {text}", signature):
        return None
    made_at = datetime.fromtimestamp(int(seconds), at.tzinfo)
    return FormToken(made_at, key) if made_at <= at < made_at + LASTS else None


class StatelessToken(CSRF):
    """Guards a form without a cookie, through WTForms' own seam; `csrf_context` is the subject."""

    def setup_form(self, form: BaseForm) -> list[tuple[str, Any]]:
        """Remember what the form is about."""
        self.subject = str(form.meta.csrf_context)
        fields: list[tuple[str, Any]] = super().setup_form(form)
        return fields

    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:
        """Make a fresh token whenever the form is shown."""
        return make_form_token(self.subject, at=clock.now())

    def validate_csrf_token(self, form: BaseForm, field: CSRFTokenField) -> None:
        """Refuse a token that is not this form's, and a request from elsewhere."""
        token = read_form_token(field.data or "", self.subject, at=clock.now())
        if token is None or not comes_from_here():
            raise FormTooOld


def comes_from_here() -> bool:
    """Tell whether a request was sent by one of our own pages."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return bool(origin == current_app.config["BASE_URL"])
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
