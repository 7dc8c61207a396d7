"""Who is written to, and how: the fields that several forms ask it by."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, ValidationError
from wtforms.validators import DataRequired, Length

from eventsys.registration.rules import LONGEST_NAME, Channel, Contact, read_email, read_phone
from eventsys.web.common.forms import LineField, OneOf
from eventsys.web.common.words import _


class ContactFields:
    """A name, one way to be reached, and what that way needs."""

    contact_name = LineField(
        _l("Your name"),
        [
            DataRequired(_l("Write your name.")),
            Length(max=LONGEST_NAME, message=_l("At most 80 characters.")),
        ],
    )
    channel = RadioField(
        _l("How may we write to you?"),
        [OneOf(_l("Choose how we may write to you."))],
        choices=[
            (Channel.EMAIL.value, _l("E-mail")),
            (Channel.PHONE.value, _l("Mobile phone")),
            (Channel.NONE.value, _l("Do not write to me")),
        ],
        default=Channel.EMAIL.value,
        validate_choice=False,
    )
    email = LineField(_l("Your e-mail"))
    phone = LineField(_l("Your mobile number"))

    def validate_email(self, field: LineField) -> None:
        """Ask for an address that mail can reach, where mail is the channel."""
        if self.channel.data == Channel.EMAIL.value and read_email(field.text) is None:
            raise ValidationError(
                _("Write your whole e-mail, such as name@example.dk, or choose another way.")
            )

    def validate_phone(self, field: LineField) -> None:
        """Ask for a number that can be called, where the phone is the channel."""
        if self.channel.data == Channel.PHONE.value and read_phone(field.text) is None:
            raise ValidationError(_("Write your number with eight digits, such as 12 34 56 78."))

    def to_contact(self) -> Contact:
        """Give the contact as the domain asks for one."""
        channel = Channel(self.channel.data)
        return Contact(
            name=self.contact_name.text,
            channel=channel,
            email=read_email(self.email.text) if channel is Channel.EMAIL else None,
            phone=read_phone(self.phone.text) if channel is Channel.PHONE else None,
        )


def contact_last(field_id: str) -> bool:
    """Tell whether a field is one of these: they stand after the people on every page."""
    return field_id in {"contact_name", "channel-0", "email", "phone", "is_adult"}
