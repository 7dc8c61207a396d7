"""The forms of a task: one line to log it, and all of it to change it."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, SelectMultipleField, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, Length
from wtforms.widgets import HiddenInput

from eventsys.casework.models import AdhocTask
from eventsys.casework.rules import TaskKind, TaskStatus
from eventsys.casework.tasks.rules import (
    LONGEST_PROSE,
    LONGEST_TOPIC,
    MOST_MINUTES,
    TaskRequest,
    holds_cpr,
)
from eventsys.core.text import read_count
from eventsys.web.common.forms import LineField, OneOf, ProseField, problems_of, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.casework.words import cpr_words
from eventsys.web.organiser.events.form_parts import Extra
from eventsys.web.organiser.events.times import DayField, check_day
from eventsys.web.organiser.meanwhile import SealedForm

choose = OneOf(_l("Choose one of these."))
line = Length(max=LONGEST_TOPIC, message=_l("Write at most 200 characters."))
prose = Length(max=LONGEST_PROSE, message=_l("Write at most 2000 characters."))
key_length = Length(min=8, max=32)
KINDS = [(TaskKind.ADVICE.value, _l("Advice")), (TaskKind.REQUISITION.value, _l("Requisition"))]
STATUSES = [
    (TaskStatus.NEW.value, _l("New")),
    (TaskStatus.UNDER_WAY.value, _l("Under way")),
    (TaskStatus.SOLVED.value, _l("Solved")),
]


class NoCpr:
    """Refuses what looks like the number of a citizen."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Look at what was typed."""
        if holds_cpr(str(field.data or "")):
            raise ValidationError(cpr_words())


no_cpr = NoCpr()


def read_minutes(field: LineField) -> int | None:
    """Give the minutes; None where nothing was typed, or no number that can be meant."""
    minutes = read_count(field.text)
    return minutes if minutes is not None and 0 <= minutes <= MOST_MINUTES else None


class LogForm(SealedForm):
    """A task in a line: who asked, when, how long, what about; the key makes one of two."""

    key = LineField(widget=HiddenInput(), validators=[key_length])
    kind = RadioField(
        _l("Kind"), choices=KINDS, validators=[choose], validate_choice=False, default="advice"
    )
    requester = LineField(_l("Who asked?"), [DataRequired(_l("Write who asked.")), line, no_cpr])
    done_on = DayField(_l("Day"))
    minutes = LineField(_l("Minutes"))
    topic = LineField(_l("What about?"), [line, no_cpr])

    def validate(self, extra_validators: Extra = None) -> bool:
        """See that the days are days, and the minutes a number."""
        super().validate(extra_validators)
        self.check_days()
        if self.minutes.text and read_minutes(self.minutes) is None:
            refuse(self.minutes, _("Write the minutes as a whole number."))
        return not problems_of(self)

    def check_days(self) -> None:
        """Ask for the day."""
        check_day(self.done_on)

    def to_request(self) -> TaskRequest:
        """Give what was typed; advice is solved with it, a requisition begins."""
        kind, day = TaskKind(self.kind.data), self.done_on.value or date.min
        is_advice = kind is TaskKind.ADVICE
        return TaskRequest(
            kind=kind,
            status=TaskStatus.SOLVED if is_advice else TaskStatus.UNDER_WAY,
            requester=self.requester.text,
            received_on=day,
            done_on=day,
            minutes=read_minutes(self.minutes),
            topic=self.topic.text,
        )


class AdviceForm(LogForm):
    """All that is written down of advice."""

    unsealed = frozenset({"key", "kind"})
    received_on = DayField(_l("Asked on"))
    status = SelectField(_l("Status"), choices=STATUSES, validators=[choose], validate_choice=False)
    kind_of_task = TaskKind.ADVICE

    def check_days(self) -> None:
        """Ask for the day it came, and for the day it was done where it is solved."""
        check_day(self.received_on)
        if self.done_on.text or self.status.data == TaskStatus.SOLVED.value:
            check_day(self.done_on)

    def to_request(self) -> TaskRequest:
        """Give what the form says; call it when the form is valid."""
        return TaskRequest(
            kind=self.kind_of_task,
            status=TaskStatus(self.status.data),
            requester=self.requester.text,
            received_on=self.received_on.value or date.min,
            done_on=self.done_on.value,
            minutes=read_minutes(self.minutes),
            topic=self.topic.text,
        )


class RequisitionForm(AdviceForm):
    """All that is written down of a requisition."""

    kind_of_task = TaskKind.REQUISITION
    purpose = ProseField(_l("Purpose"), [prose, no_cpr])
    outcome = ProseField(_l("Outcome"), [prose, no_cpr])
    follow_up_on = DayField(_l("Follow it up on"))
    followed_up_on = DayField(_l("Followed up on"))
    events = SelectMultipleField(_l("Events that belong to it"), validate_choice=False)

    def check_days(self) -> None:
        """See that the days of the follow-up are days, too."""
        super().check_days()
        for field in (self.follow_up_on, self.followed_up_on):
            if field.text:
                check_day(field)

    def to_request(self) -> TaskRequest:
        """Give what the form says; call it when the form is valid."""
        plain = super().to_request()
        known = {choice[0] for choice in self.events.iter_choices()}
        return TaskRequest(
            kind=plain.kind,
            status=plain.status,
            requester=plain.requester,
            received_on=plain.received_on,
            done_on=plain.done_on,
            minutes=plain.minutes,
            topic=plain.topic,
            purpose=self.purpose.text,
            outcome=self.outcome.text,
            follow_up_on=self.follow_up_on.value,
            followed_up_on=self.followed_up_on.value,
            event_ids=frozenset(int(each) for each in self.events.data or () if each in known),
        )


FORMS: Mapping[TaskKind, type[AdviceForm]] = {
    TaskKind.ADVICE: AdviceForm,
    TaskKind.REQUISITION: RequisitionForm,
}


def values_from(task: AdhocTask, requester: str, event_ids: Sequence[int]) -> dict[str, object]:
    """Write a task into the fields of its form."""
    return {
        "key": task.public_id,
        "kind": task.kind.value,
        "requester": requester,
        "received_on": as_typed(task.received_on),
        "done_on": as_typed(task.given_on or task.accepted_on),
        "status": task.status.value,
        "minutes": "" if task.minutes is None else str(task.minutes),
        "topic": task.topic,
        "purpose": task.purpose,
        "outcome": task.outcome,
        "follow_up_on": as_typed(task.follow_up_on),
        "followed_up_on": as_typed(task.followed_up_on),
        "events": [str(each) for each in event_ids],
    }


def as_typed(day: date | None) -> str:
    """Write a day as browsers do; empty for none."""
    return "" if day is None else day.isoformat()
