"""What a phone is to do, and where."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

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

    @classmethod
    def for_gates(cls, gates: Sequence[Gate]) -> "PairingForm":
        """Make the form of an event with these gates."""
        form = cls()
        form.gate.choices = [
            ("", _("No particular one")),
            *((each.name, each.name) for each in gates),
        ]
        return form
