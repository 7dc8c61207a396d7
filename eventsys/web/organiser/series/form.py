"""How an event is repeated, and what the others of its series get of it."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField
from wtforms.widgets import HiddenInput

from eventsys.core.text import read_count
from eventsys.exchange.copies.series import MOST_REPEATS, Part, Repetition
from eventsys.web.common.forms import Form, LineField, OneOf, refuse
from eventsys.web.common.words import _


class RepeatForm(Form):
    """How often, and after how many weeks each time."""

    weeks = SelectField(
        _l("How often?"),
        choices=[
            ("1", _l("Every week")),
            ("2", _l("Every second week")),
            ("3", _l("Every third week")),
            ("4", _l("Every fourth week")),
        ],
        validators=[OneOf(_l("Choose one of these."))],
        validate_choice=False,
        default="1",
    )
    times = LineField(_l("How many more times?"))
    known = LineField(widget=HiddenInput())

    def to_request(self) -> Repetition | None:
        """Give what is asked for; None, with what is wrong at its field, where that fails."""
        times, known = read_count(self.times.text) or 0, read_count(self.known.text)
        if not 1 <= times <= MOST_REPEATS:
            refuse(self.times, _("Write a number from 1 to %(most)s.", most=MOST_REPEATS))
            return None
        return Repetition(weeks=int(self.weeks.data), times=times, known=known or 0)


class ShareForm(Form):
    """What the others get of an event."""

    parts = SelectMultipleField(
        _l("What do the others get of this event?"),
        choices=[
            (Part.TEXTS.value, _l("Titles and texts in all languages")),
            (Part.CONTACT.value, _l("Contact and languages spoken")),
            (Part.CAPACITY.value, _l("Number of places")),
            (Part.GATES.value, _l("Gates and the rules at them")),
        ],
        validate_choice=False,
    )

    def to_request(self) -> frozenset[Part]:
        """Give what was ticked; none, and what is wrong at the field, where nothing was."""
        known = {each.value for each in Part}
        parts = frozenset(Part(each) for each in self.parts.data or () if each in known)
        if not parts:
            refuse(self.parts, _("Choose at least one."))
        return parts
