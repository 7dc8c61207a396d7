"""What a phone is to do, and where."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField

from eventsys.checkin.devices.operations import Post
from eventsys.checkin.rules import DeviceRole
from eventsys.events.models import Gate
from eventsys.web.common.forms import Form, OneOf
from eventsys.web.common.words import _

choose = OneOf(_l("Choose one of these."))


class PairingForm(Form):
    """What a phone is to do, and where."""

    role = RadioField(
        _l("What is the phone for?"),
        choices=[
            (DeviceRole.SCAN.value, _l("Scanning tickets")),
            (DeviceRole.COUNT.value, _l("Counting people without a ticket")),
        ],
        default=DeviceRole.SCAN.value,
        validators=[choose],
        validate_choice=False,
    )
    gate = RadioField(_l("At which gate?"), default="", validators=[choose], validate_choice=False)
    is_free = BooleanField(_l("The gate can be changed on the phone"), default=True)

    @classmethod
    def for_gates(cls, gates: Sequence[Gate]) -> "PairingForm":
        """Make the form of an event with these gates."""
        form = cls()
        form.gate.choices = [
            ("", _("No particular one")),
            *((each.name, each.name) for each in gates),
        ]
        return form

    def to_post(self) -> Post:
        """Give where the phone is to serve, and as what."""
        return Post(
            gate=self.gate.data or None,
            role=DeviceRole(self.role.data),
            is_pinned=not self.is_free.data,
        )
