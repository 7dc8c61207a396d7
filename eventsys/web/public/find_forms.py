"""The forms by which people find their registration again."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError
from wtforms.validators import DataRequired, Length

from eventsys.core.codes import is_short_code, normalise
from eventsys.registration.links.rules import Claim
from eventsys.registration.rules import LONGEST_EMAIL, LONGEST_NAME, read_email
from eventsys.web.common.forms import LineField, PublicForm
from eventsys.web.common.words import _


class FindForm(PublicForm):
    """What somebody knows of their registration."""

    website = StringField(_l("Leave this field empty"), [Length(max=0)])
    reference = LineField(_l("Reference"), [DataRequired(_l("Write the reference."))])
    name = LineField(
        _l("The name you registered with"),
        [
            DataRequired(_l("Write the name you registered with.")),
            Length(max=LONGEST_NAME, message=_l("At most 80 characters.")),
        ],
    )
    reach = LineField(
        _l("Your mobile number or e-mail"),
        [Length(max=LONGEST_EMAIL, message=_l("At most 254 characters."))],
    )

    def validate_reference(self, field: LineField) -> None:
        """Tell at once what can be no reference: one letter wrong is seen by its last one."""
        if field.text and not is_short_code(normalise(field.text)):
            raise ValidationError(
                _("This is no reference: it has eight letters and digits. Look again.")
            )

    def to_claim(self) -> Claim:
        """Give what is claimed as the domain asks for it."""
        return Claim(reference=self.reference.text, name=self.name.text, reach=self.reach.text)


class SendForm(PublicForm):
    """The address to which the links are to be sent."""

    website = StringField(_l("Leave this field empty"), [Length(max=0)])
    address = LineField(_l("Your e-mail"))

    def validate_address(self, field: LineField) -> None:
        """Ask for an address that mail can reach."""
        if read_email(field.text) is None:
            raise ValidationError(_("Write your whole e-mail, such as name@example.dk."))

    def to_email(self) -> str:
        """Give the address as it is stored."""
        return read_email(self.address.text) or ""
