"""The form by which an organiser asks something."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, RadioField, SelectField

from eventsys.core.text import Language, read_count
from eventsys.registration.questions.rules import (
    MOST_DELETION_DAYS,
    MOST_OPTIONS,
    WITH_OPTIONS,
    AskedOf,
    QuestionKind,
)
from eventsys.web.common.forms import LineField, OneOf, problems_of, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.asking import AskingForm, Extra, OptionForm
from eventsys.web.organiser.questions.texts_part import (
    DanishForm,
    TextForm,
    TranslationForm,
    check_texts,
)

choose = OneOf(_l("Choose one of these."))


class QuestionForm(AskingForm):
    """All that an organiser decides about a question."""

    kinds_with_options = frozenset(each.value for each in WITH_OPTIONS)
    kind = RadioField(
        _l("What is the answer?"),
        [choose],
        choices=[
            (QuestionKind.TEXT.value, _l("Text")),
            (QuestionKind.NUMBER.value, _l("Number")),
            (QuestionKind.CHOICE.value, _l("One choice")),
            (QuestionKind.CHOICES.value, _l("Several choices")),
            (QuestionKind.YES_NO.value, _l("Yes or no")),
            (QuestionKind.DATE.value, _l("Date")),
            (QuestionKind.AGREEMENT.value, _l("Agreement")),
        ],
        validate_choice=False,
    )
    asked_of = RadioField(
        _l("Who is asked?"),
        [choose],
        choices=[
            (AskedOf.PARTICIPANT.value, _l("Each person")),
            (AskedOf.REGISTRATION.value, _l("Once for all who are registered together")),
        ],
        validate_choice=False,
    )
    is_required = BooleanField(_l("It must be answered"))
    text_da = FormField(DanishForm, Language.DANISH.own_name)
    text_en = FormField(TranslationForm, Language.ENGLISH.own_name)
    text_ar = FormField(TranslationForm, Language.ARABIC.own_name)
    text_tr = FormField(TranslationForm, Language.TURKISH.own_name)
    text_ur = FormField(TranslationForm, Language.URDU.own_name)
    text_so = FormField(TranslationForm, Language.SOMALI.own_name)
    options = FieldList(
        FormField(OptionForm), _l("Choices"), min_entries=2, max_entries=MOST_OPTIONS
    )
    condition = SelectField(_l("When is it asked?"), validate_choice=False)
    deletion_days = LineField(_l("Days after the event when the answers are deleted"))

    def offer(self, conditions: Sequence[tuple[str, str]]) -> None:
        """Give the earlier answers that the question can depend on."""
        self.condition.choices = [("", _("Always")), *conditions]

    def texts(self) -> dict[Language, TextForm]:
        """Give the texts by language."""
        return {each: self[f"text_{each.value}"].form for each in Language}

    def used_texts(self) -> dict[Language, TextForm]:
        """Give the texts in the languages that are used."""
        used = self.used()
        return {language: text for language, text in self.texts().items() if language in used}

    def validate(self, extra_validators: Extra = None) -> bool:
        """See that each language that is used is whole, and that there is something to choose."""
        super().validate(extra_validators)
        check_texts(self.used_texts())
        if self.has_options:
            self.check_options()
        if not 1 <= (read_count(self.deletion_days.text) or 0) <= MOST_DELETION_DAYS:
            refuse(self.deletion_days, _("Write a number of days from 1 to 730."))
        if self.condition.data not in [choice[0] for choice in self.condition.iter_choices()]:
            refuse(self.condition, _("Choose one of these."))
        return not problems_of(self)
