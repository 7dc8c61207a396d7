"""The form by which lots are drawn."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from eventsys.registration.draw.rules import LONGEST_SEED
from eventsys.web.common.forms import Form, LineField


class DrawForm(Form):
    """The seed, where it is not chosen by chance."""

    seed = LineField(
        _l("Seed of your own"),
        validators=[Length(max=LONGEST_SEED, message=_l("Write at most 200 characters."))],
    )
