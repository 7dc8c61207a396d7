"""The library's forms, where ours ask for something else."""

from flask_security.forms import LoginForm
from wtforms import Field, Form as PlainForm
from wtforms.validators import ValidationError

from eventsys.web.account.passwords import LONGEST_PASSPHRASE
from eventsys.web.common.forms import Problem, problems_of
from eventsys.web.common.words import _

OFFICE = "/organiser/"


class SignInForm(LoginForm):
    """Address and passphrase; no browser is remembered beyond its sign-in."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        del self.remember
        if not is_local(self.next.data or ""):
            self.next.data = OFFICE

    def validate_password(self, field: Field) -> None:
        """Refuse what is too long to be hashed for anybody who asks."""
        if len(field.data or "") > LONGEST_PASSPHRASE:
            raise ValidationError(_("The passphrase is too long."))


def is_local(address: str) -> bool:
    """Tell whether an address can only lead to a page of ours."""
    is_path = address.startswith("/") and not address.startswith("//")
    return is_path and "\\" not in address and address.isprintable()


def problems_in(form: PlainForm) -> list[Problem]:
    """List what is wrong with one of the library's forms, what concerns no one field too."""
    whole = [Problem(next(iter(form)).id, str(error)) for error in form.form_errors]
    return [*whole, *problems_of(form)]
