"""The part of a form that holds somebody's answers to a questionnaire."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, RadioField
from wtforms.fields.core import UnboundField

from eventsys.core.text import Language
from eventsys.evaluation.surveys.rules import (
    LONGEST_ANSWER,
    AskedQuestion,
    Questionnaire,
    SurveyQuestionKind,
)
from eventsys.web.common.apart import set_apart
from eventsys.web.common.forms import PartForm, ProseField, refuse
from eventsys.web.common.readings import reading_tag
from eventsys.web.common.surveys.words import value_apart
from eventsys.web.common.words import _

Sent: TypeAlias = MultiDict[str, str]
Extra: TypeAlias = Mapping[str, Sequence[Any]] | None


@dataclass(frozen=True, kw_only=True)
class AskedField:
    """A question in the words of one language, before it stands in a form."""

    question: AskedQuestion
    unbound: "UnboundField[Any]"
    help: str
    reading: str
    aside: frozenset[str]


class AskedSheet:
    """What a questionnaire asks in a language, laid out once for all the forms that ask it.

    It is made while the page speaks that language.
    """

    def __init__(self, questionnaire: Questionnaire, language: Language) -> None:
        self.digest = questionnaire.digest
        self.by_id = {each.id: each for each in questionnaire.questions}
        self.fields = [asked_field(each, language) for each in questionnaire.questions]


@dataclass(frozen=True, kw_only=True)
class SurveyField:
    """A question as it stands in a form, for `components/surveys.html`.

    `reading` says in two words what text it is, where that is not one to rely on. `aside` are the
    answers that do not belong to the matter itself: "not relevant", and none.
    """

    field: Field
    question: AskedQuestion
    kind: SurveyQuestionKind
    help: str
    reading: str
    aside: frozenset[str]


class SurveyAnswersForm(PartForm):
    """Answers to a questionnaire; `ask` puts the questions in.

    It goes into a form as `FormField(SurveyAnswersForm)`. A question can always be left blank, but
    not all of them.
    """

    seen = HiddenField()

    def __init__(
        self,
        formdata: Sent | None = None,
        obj: object | None = None,
        prefix: str = "",
    ) -> None:
        """Remember what was sent, until the questions are known."""
        self.given, self.prefix = formdata, prefix
        self.digest = ""
        self.shown: list[SurveyField] = []
        super().__init__(formdata=formdata, obj=obj, prefix=prefix)

    def ask(self, asked: AskedSheet) -> None:
        """Put in what is asked."""
        self.digest = asked.digest
        if not self.given:
            self.seen.data = self.digest
        for each in asked.fields:
            options = {"name": each.question.code, "prefix": self.prefix}
            field = self.meta.bind_field(self, each.unbound, options)
            field.process(self.given, "")
            self._fields[each.question.code] = field
            self.shown.append(shown(field, each))

    def validate(self, extra_validators: Extra = None) -> bool:
        """Refuse what nobody was offered, a sheet that is blank, and one about other questions."""
        super().validate(extra_validators)
        for each in self.shown:
            check(each)
        for first in self.shown[:1]:
            self.check_whole(first.field)
        return not self.errors

    def check_whole(self, first: Field) -> None:
        """Lay on the first question what is wrong with the sheet as a whole."""
        if self.is_outdated:
            refuse(first, _("The questions have just changed. Look at them again."))
        elif self.is_blank and not self.errors:
            refuse(first, _("Answer at least one question."))
        self.seen.data = self.digest

    @property
    def is_outdated(self) -> bool:
        """Tell whether other questions were shown than are asked now; then what was sent waits."""
        return bool(self.seen.data != self.digest)

    @property
    def is_blank(self) -> bool:
        """Tell whether every question was left blank."""
        return not self.values() and not self.texts()

    def values(self) -> dict[int, str]:
        """Give the answers that were chosen, by the questions' ids; a blank has none."""
        return {each.id: data for each, data in self.typed() if data and not each.is_text}

    def texts(self) -> dict[int, str]:
        """Give what was written, by the questions' ids; a blank has none."""
        return {each.id: data for each, data in self.typed() if data and each.is_text}

    def typed(self) -> list[tuple[AskedQuestion, str]]:
        """List the questions, each with what stands in its field."""
        return [(each.question, (each.field.data or "").strip()) for each in self.shown]


def check(each: SurveyField) -> None:
    """Lay on a field what is wrong with its answer."""
    data = each.field.data or ""
    if each.question.is_text:
        if len(data) > LONGEST_ANSWER:
            refuse(each.field, _("Write at most 2000 characters."))
    elif data and data not in each.question.values:
        refuse(each.field, _("Choose one of these."))


def shown(field: Field, asked: AskedField) -> SurveyField:
    """Describe a question for the template."""
    return SurveyField(
        field=field,
        question=asked.question,
        kind=asked.question.kind,
        help=asked.help,
        reading=asked.reading,
        aside=asked.aside,
    )


def asked_field(question: AskedQuestion, language: Language) -> AskedField:
    """Lay a question out in a language."""
    own = question.language_in(language)
    return AskedField(
        question=question,
        unbound=unbound_field(question, language),
        help=set_apart(question.worded(language).help, own, language),
        reading=reading_tag(question.reading(language)),
        aside=frozenset({"", *question.values}) - frozenset(question.scored),
    )


def unbound_field(question: AskedQuestion, language: Language) -> "UnboundField[Any]":
    """Make the field of a question; an answer once chosen can be taken back."""
    own = question.language_in(language)
    label = set_apart(question.worded(language).label, own, language)
    if question.is_text:
        return UnboundField(ProseField, label)
    choices = [(each, value_apart(question, each, language)) for each in question.values]
    choices.append(("", _("No answer")))
    return UnboundField(RadioField, label, choices=choices, validate_choice=False)
