"""The form by which an organiser decides about one case; a page holds many of them."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import DataRequired, Length

from eventsys.checkin.cases.operations import DecisionRequest
from eventsys.checkin.cases.values import Case, Choice
from eventsys.web.common.forms import Form, OneOf, ProseField

LONGEST_REASON = 500


class CaseForm(Form):
    """How a case is decided, and why; `seen` tells which facts of it were on the page."""

    choice = RadioField(
        _l("What do you decide?"),
        validators=[OneOf(_l("Choose one of these."))],
        validate_choice=False,
    )
    reason = ProseField(
        _l("Why?"),
        validators=[
            DataRequired(_l("Write why you decide so.")),
            Length(max=LONGEST_REASON, message=_l("Write at most 500 characters.")),
        ],
    )
    seen = HiddenField()

    def about(self, case: Case, number: int, choices: Sequence[tuple[str, str]]) -> "CaseForm":
        """Make it the form of a case, by its number on the page; what was typed stays."""
        self.choice.choices = list(choices)
        self.choice.id, self.reason.id = f"choice-{number}", f"reason-{number}"
        if not self.is_submitted() and len(choices) == 1:
            self.choice.data = choices[0][0]
        return self

    def to_request(self, case: Case) -> DecisionRequest:
        """Say what was decided."""
        choice, _dot, chosen = str(self.choice.data).partition(".")
        return DecisionRequest(
            kind=case.kind,
            key=case.key,
            seen=self.seen.data or "",
            choice=Choice(choice),
            chosen=chosen or None,
            reason=self.reason.text,
        )
