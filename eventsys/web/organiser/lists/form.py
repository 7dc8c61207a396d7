"""The forms of attendance: a correction with its reason, and somebody who came unannounced."""

from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import DataRequired, Length

from eventsys.attendance.marks.requests import LONGEST_REASON, CorrectionRequest, Newcomer
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.registration.rules import LONGEST_NAME, Category
from eventsys.web.common.forms import Form, LineField, OneOf, ProseField
from eventsys.web.organiser.lists.words import status_word


class CorrectionForm(Form):
    """How somebody attended after all, and why it is corrected."""

    status = RadioField(
        _l("What is right?"),
        validate_choice=False,
        validators=[OneOf(_l("Choose what is right."))],
    )
    reason = ProseField(
        _l("Why do you correct it?"),
        validators=[
            DataRequired(_l("Write why you correct it.")),
            Length(max=LONGEST_REASON, message=_l("Write at most 300 characters.")),
        ],
    )

    def fit(self, *, takes_back: str) -> None:
        """Offer what can be said; `takes_back` is what taking corrections back is called."""
        choices = [(each.value, status_word(each)) for each in AttendanceStatus]
        self.status.choices = [*choices[:-1], (AttendanceStatus.UNKNOWN.value, takes_back)]

    def to_request(self, occasion_id: int) -> CorrectionRequest:
        """Ask for what was typed."""
        status = AttendanceStatus(self.status.data)
        return CorrectionRequest(occasion_id=occasion_id, status=status, reason=self.reason.text)


class NewcomerForm(Form):
    """Somebody who came unannounced; the key makes what is sent twice the same."""

    key = HiddenField()
    name = LineField(
        _l("Name"),
        [
            DataRequired(_l("Write the name.")),
            Length(max=LONGEST_NAME, message=_l("At most 80 characters.")),
        ],
    )
    category = SelectField(
        _l("Child or adult?"),
        choices=[(Category.ADULT.value, _l("Adult")), (Category.CHILD.value, _l("Child"))],
    )

    def to_request(self) -> Newcomer:
        """Ask for what was typed."""
        return Newcomer(
            key=key_in(self.key.data),
            name=self.name.text,
            category=Category(self.category.data),
        )


def key_in(text: str | None) -> UUID:
    """Read the key of a form; one that is none is as good as a new one."""
    try:
        return UUID(text or "")
    except ValueError:
        return uuid4()
