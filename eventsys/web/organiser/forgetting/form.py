"""The form by which everybody at an event is forgotten."""

from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from eventsys.web.common.forms import Form, LineField


class ForgetEventForm(Form):
    """The event's short name, typed: nobody deletes by a slip of the hand."""

    typed = LineField(_l("Write the event's short name"))
    slug = ""

    def validate_typed(self, field: LineField) -> None:
        """Refuse any other name."""
        if field.text != self.slug:
            raise ValidationError(_l("This is not the event's short name. Nothing was deleted."))
