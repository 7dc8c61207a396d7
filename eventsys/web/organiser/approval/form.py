"""The form by which organisers say no, with a reason."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Length

from eventsys.registration.approval.rules import LONGEST_REASON
from eventsys.web.common.forms import Form, ProseField


class DeclineForm(Form):
    """Why the organisers say no; whoever registered reads it."""

    reason = ProseField(
        _l("The reason"),
        validators=[
            DataRequired(_l("Write the reason: they read it.")),
            Length(max=LONGEST_REASON, message=_l("Write at most 500 characters.")),
        ],
    )
