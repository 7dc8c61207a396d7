"""The part of a form that holds the answers to an event's own questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, RadioField, SelectMultipleField
from wtforms.fields.core import UnboundField

from eventsys.core.localtime import local_day
from eventsys.core.text import Language
from eventsys.registration.questions.errors import Fault, WrongAnswer
from eventsys.registration.questions.judging import Given, is_masked, judge
from eventsys.registration.questions.rules import (
    YES,
    AskedOf,
    QuestionKind,
    QuestionView,
    asked,
)
from eventsys.web.common.dates import say_date
from eventsys.web.common.forms import LineField, PartForm, ProseField, refuse
from eventsys.web.common.questions.words import (
    apart,
    condition_words,
    fault_words,
    value_apart,
)
from eventsys.web.common.readings import reading_tag
from eventsys.web.common.words import _

Sent: TypeAlias = MultiDict[str, str]
Extra: TypeAlias = Mapping[str, Sequence[Any]] | None


@dataclass(frozen=True, kw_only=True)
class Posed:
    """All that an event asks, in the language of the page."""

    questions: Sequence[QuestionView]
    language: Language
    last_end: datetime

    def of(self, asked_of: AskedOf) -> list[QuestionView]:
        """List what is asked of each person, or once."""
        return asked(self.questions, asked_of)

    def deleted(self, question: QuestionView) -> str:
        """Say until when the answers to a question are kept."""
        last_day = local_day(self.last_end) + timedelta(days=question.deletion_days)
        return _("We delete the answer after %(date)s.", date=say_date(last_day, self.language))

    def set_apart(self, question: QuestionView, text: str) -> str:
        """Let a text be heard and read in its own language where the page has another."""
        return apart(question, text, self.language)


@dataclass(frozen=True, kw_only=True)
class AskedField:
    """A question as it stands in a form; `depends_on` names the field that shows or hides it.

    `reading` says in two words what text it is, where that is not one to rely on.
    """

    field: Field
    kind: QuestionKind
    help: str
    purpose: str
    deleted: str
    reading: str = ""
    only_if: str = ""
    depends_on: str = ""
    depends_value: str = ""


@dataclass
class AnswerFields:
    """The fields of a form, in their order."""

    language: Language = Language.DANISH
    questions: Sequence[QuestionView] = ()
    fields: list[AskedField] = field(default_factory=list)


class AnswersForm(PartForm):
    """Answers; without questions it is empty. `ask` puts the questions in."""

    def __init__(
        self,
        formdata: Sent | None = None,
        obj: object | None = None,
        prefix: str = "",
    ) -> None:
        """Remember what was sent, until the questions are known."""
        self.given, self.prefix = formdata, prefix
        self.shown = AnswerFields()
        super().__init__(formdata=formdata, obj=obj, prefix=prefix)

    def ask(self, posed: Posed, asked_of: AskedOf, known: Mapping[str, str] | None = None) -> None:
        """Put in what is asked; `known` are answers stored before, by the questions' codes."""
        self.shown.language, self.shown.questions = posed.language, posed.of(asked_of)
        for question in self.shown.questions:
            unbound = unbound_field(question, posed)
            options = {"name": question.code, "prefix": self.prefix}
            self._fields[question.code] = self.meta.bind_field(self, unbound, options)
            value = field_value(question, (known or {}).get(question.code, ""))
            self._fields[question.code].process(self.given, value)
            self.shown.fields.append(self.asked_field(question, posed))

    def asked_field(self, question: QuestionView, posed: Posed) -> AskedField:
        """Describe a question for the template."""
        words = question.worded(posed.language)
        condition = question.condition
        depends_on = self._fields[condition.code] if condition else None
        ticked = isinstance(depends_on, BooleanField)
        return AskedField(
            field=self._fields[question.code],
            kind=question.kind,
            help=posed.set_apart(question, words.help),
            purpose=posed.set_apart(question, words.purpose),
            deleted=posed.deleted(question),
            reading=reading_tag(question.reading(posed.language)),
            only_if=condition_words(question, posed.questions, posed.language),
            depends_on=depends_on.name if depends_on else "",
            depends_value="y" if ticked else condition.value if condition else "",
        )

    def validate(self, extra_validators: Extra = None) -> bool:
        """Lay on each field what is wrong with its answer, by the domain's own rules."""
        super().validate(extra_validators)
        for code, fault in judge(self.shown.questions, self.to_answers()).faults.items():
            if not self._fields[code].errors:
                self.refuse(code, fault)
        return not self.errors

    def lay(self, wrong: Iterable[WrongAnswer]) -> None:
        """Lay on the fields what the domain refused; what is asked no more has none."""
        for each in wrong:
            if each.code in self._fields:
                self.refuse(each.code, each.fault)

    def refuse(self, code: str, fault: Fault) -> None:
        """Say at a question what is wrong with its answer."""
        question = next(each for each in self.shown.questions if each.code == code)
        label = question.worded(self.shown.language).label
        refuse(self._fields[code], fault_words(fault, label))

    def to_answers(self) -> dict[str, Given]:
        """Give the answers as the domain reads them."""
        return {
            question.code: given_in(self._fields[question.code])
            for question in self.shown.questions
        }

    @property
    def is_masked(self) -> bool:
        """Tell whether something that looks like a CPR number is taken out."""
        return any(is_masked(given) for given in self.to_answers().values())

    @property
    def has_dependents(self) -> bool:
        """Tell whether a question depends on another."""
        return any(each.depends_on for each in self.shown.fields)


def unbound_field(question: QuestionView, posed: Posed) -> "UnboundField[Any]":
    """Make the field of a question."""
    label = posed.set_apart(question, question.worded(posed.language).label)
    match question.kind:
        case QuestionKind.TEXT:
            return UnboundField(ProseField, label)
        case QuestionKind.NUMBER | QuestionKind.DATE:
            return UnboundField(LineField, label)
        case QuestionKind.AGREEMENT:
            return UnboundField(BooleanField, label)
        case QuestionKind.CHOICES:
            choices = choices_of(question, posed)
            return UnboundField(SelectMultipleField, label, choices=choices, validate_choice=False)
        case QuestionKind.CHOICE | QuestionKind.YES_NO:
            choices = choices_of(question, posed)
            if not question.is_required:
                choices.append(("", _("No answer")))
            return UnboundField(RadioField, label, choices=choices, validate_choice=False)


def choices_of(question: QuestionView, posed: Posed) -> list[tuple[str, str]]:
    """List the answers that can be chosen."""
    return [(each, value_apart(question, each, posed.language)) for each in question.conditions]


def field_value(question: QuestionView, value: str) -> str | bool | list[str]:
    """Write a stored answer as its field holds it."""
    match question.kind:
        case QuestionKind.CHOICES:
            return value.split()
        case QuestionKind.AGREEMENT:
            return value == YES
        case _:
            return value


def given_in(field: Field) -> Given:
    """Read what stands in a field."""
    if isinstance(field, BooleanField):
        return YES if field.data else ""
    if isinstance(field, SelectMultipleField):
        return tuple(field.data or ())
    return field.data or ""
