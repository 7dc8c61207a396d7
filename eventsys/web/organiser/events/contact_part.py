"""The part of an event's form that says whom people may ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from eventsys.events.team.rules import TeamContact
from eventsys.registration.rules import read_email, read_phone
from eventsys.web.common.forms import LineField, PartForm, refuse
from eventsys.web.common.words import _

line = Length(max=80, message=_l("At most 80 characters."))


class TeamContactForm(PartForm):
    """Somebody of the team; all may be left blank."""

    name = LineField(_l("Name"), [line])
    phone = LineField(_l("Phone"))
    email = LineField(_l("E-mail"))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """See that one can call and write there."""
        super().validate(extra_validators)
        if self.phone.text and read_phone(self.phone.text) is None:
            refuse(self.phone, _("Write the phone number with all its digits."))
        if self.email.text and read_email(self.email.text) is None:
            refuse(self.email, _("Write the address as name@example.dk."))
        return not self.errors

    def to_contact(self) -> TeamContact:
        """Give who is named; call it when the form is valid."""
        return TeamContact(
            name=self.name.text,
            phone=read_phone(self.phone.text) or "",
            email=read_email(self.email.text) or "",
        )


def contact_values(contact: TeamContact) -> dict[str, str]:
    """Write who is named into the fields."""
    return {"name": contact.name, "phone": contact.phone, "email": contact.email}
