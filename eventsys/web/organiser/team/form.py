"""Whom to name for an event."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from eventsys.events.assistants.queries import Assistant
from eventsys.web.common.forms import Form
from eventsys.web.organiser.people.plans import is_id


def id_in(text: object) -> int:
    """Read the id of an account; zero, which is nobody's, for anything else."""
    return int(str(text)) if is_id(str(text)) else 0


class NamingForm(Form):
    """Which event assistant is to work with the event too."""

    account = SelectField(_l("Event assistant"), coerce=id_in, validate_choice=False)

    @classmethod
    def among(cls, candidates: Sequence[Assistant]) -> "NamingForm":
        """Make the form for choosing one of these."""
        form = cls()
        form.account.choices = [(each.account_id, each.email) for each in candidates]
        return form

    @property
    def account_id(self) -> int:
        """Give the account that was chosen; zero, which is nobody's, where that cannot be read."""
        return self.account.data or 0
