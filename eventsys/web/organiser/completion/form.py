"""The forms of the rule, and of taking a certificate back."""

from flask_babel import lazy_gettext as _l
from wtforms import ValidationError
from wtforms.validators import DataRequired, Length

from eventsys.attendance.completion.errors import RuleOutOfRange, RuleReasonMissing
from eventsys.attendance.completion.operations import RuleRequest
from eventsys.attendance.completion.rules import LONGEST_REASON
from eventsys.core.text import read_count
from eventsys.web.common.forms import Form, LineField, ProseField, refuse
from eventsys.web.common.words import _, ngettext

TOO_LONG = Length(max=LONGEST_REASON, message=_l("Write at most 500 characters."))


class RuleForm(Form):
    """To how many dates one is to come."""

    needed = LineField(_l("To how many dates must one come?"))
    reason = LineField(_l("Why the rule changes now"), validators=[TOO_LONG])

    def validate_needed(self, field: LineField) -> None:
        """Ask for a number."""
        if read_count(field.text) is None:
            raise ValidationError(_("Write a whole number."))

    def to_request(self) -> RuleRequest:
        """Give the rule as the domain asks for one."""
        return RuleRequest(needed=read_count(self.needed.text) or 0, reason=self.reason.text)

    def lay(self, refusal: RuleOutOfRange | RuleReasonMissing) -> None:
        """Lay a refusal on its field."""
        if isinstance(refusal, RuleReasonMissing):
            refuse(self.reason, _("The course has begun. Write why the rule changes now."))
            return
        words = ngettext(
            "Write 1: there is %(num)d date.", "Write a number from 1 to %(num)d.", refusal.planned
        )
        refuse(self.needed, words)


class RevocationForm(Form):
    """Why a certificate is taken back."""

    reason = ProseField(
        _l("The reason"),
        validators=[DataRequired(_l("Write why you take it back.")), TOO_LONG],
    )
