"""The forms in which administrators invite people and give them roles."""

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, SelectMultipleField, ValidationError

from eventsys.core.text import Language
from eventsys.people.administration.operations import InvitationRequest
from eventsys.people.rules import RoleName
from eventsys.registration.rules import read_email
from eventsys.web.common.forms import Form, LineField, OneOf
from eventsys.web.common.role_words import role_names
from eventsys.web.common.words import _


class RolesForm(Form):
    """What somebody may be; several roles add up."""

    roles = SelectMultipleField(_l("Roles"), validate_choice=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        names = role_names()
        self.roles.choices = [(role.value, names[role]) for role in RoleName]

    def validate_roles(self, field: Field) -> None:
        """Ask for one at least, and for none that there is not."""
        if not field.data or not set(field.data) <= set(RoleName):
            raise ValidationError(_("Choose one role at least."))

    def chosen(self) -> list[RoleName]:
        """Give the roles; call it when the form is valid."""
        return [RoleName(value) for value in self.roles.data or ()]


class InvitationForm(RolesForm):
    """Whom to invite, as what, and in which language the mail is."""

    email = LineField(_l("E-mail"))
    language = SelectField(
        _l("Language of the mail"),
        choices=[(each.value, each.own_name) for each in Language],
        validators=[OneOf(_l("Choose one of these."))],
        validate_choice=False,
        default=Language.DANISH.value,
    )

    def validate_email(self, field: LineField) -> None:
        """Ask for an address that mail can go to."""
        if read_email(field.text) is None:
            raise ValidationError(_("Write an e-mail address, such as navn@example.dk."))

    def to_request(self) -> InvitationRequest:
        """Give what the form says; call it when the form is valid."""
        return InvitationRequest(
            email=read_email(self.email.text) or "",
            roles=self.chosen(),
            language=Language(self.language.data),
        )
