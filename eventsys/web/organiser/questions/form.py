"""The form by which an organiser asks something."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, RadioField, SelectField
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from eventsys.core.text import Language, read_count
from eventsys.registration.questions.rules import (
    LONGEST_LABEL,
    MOST_DELETION_DAYS,
    MOST_OPTIONS,
    WITH_OPTIONS,
    AskedOf,
    QuestionKind,
)
from eventsys.web.common.forms import Form, LineField, OneOf, PartForm, problems_of, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.questions.texts_part import (
    DanishForm,
    TextForm,
    TranslationForm,
    check_texts,
)

Extra: TypeAlias = Mapping[str, Sequence[Any]] | None
choose = OneOf(_l("Choose one of these."))
short = Length(max=LONGEST_LABEL, message=_l("Write at most 200 characters."))


class OptionForm(PartForm):
    """One option in each language; `code` names one that is there already."""

    code = LineField(widget=HiddenInput())
    da = LineField(Language.DANISH.own_name, [short])
    en = LineField(Language.ENGLISH.own_name, [short])
    ar = LineField(Language.ARABIC.own_name, [short])
    tr = LineField(Language.TURKISH.own_name, [short])
    ur = LineField(Language.URDU.own_name, [short])
    so = LineField(Language.SOMALI.own_name, [short])

    def labels(self) -> dict[Language, str]:
        """Give what was typed, by language."""
        typed = {each: self.label_in(each).text for each in Language}
        return {language: text for language, text in typed.items() if text}

    def label_in(self, language: Language) -> LineField:
        """Give the field of a language."""
        field: LineField = getattr(self, language.value)
        return field


class QuestionForm(Form):
    """All that an organiser decides about a question."""

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
    text_da = FormField(DanishForm)
    text_en = FormField(TranslationForm)
    text_ar = FormField(TranslationForm)
    text_tr = FormField(TranslationForm)
    text_ur = FormField(TranslationForm)
    text_so = FormField(TranslationForm)
    options = FieldList(FormField(OptionForm), min_entries=2, max_entries=MOST_OPTIONS)
    condition = SelectField(_l("When is it asked?"), validate_choice=False)
    deletion_days = LineField(_l("Days after the event when the answers are deleted"))
    wanted = ""  # the language that somebody came for

    def offer(self, conditions: Sequence[tuple[str, str]]) -> None:
        """Give the earlier answers that the question can depend on."""
        self.condition.choices = [("", _("Always")), *conditions]

    def texts(self) -> dict[Language, TextForm]:
        """Give the texts by language."""
        return {each: self[f"text_{each.value}"].form for each in Language}

    def used(self) -> list[Language]:
        """List the languages in which something of the question is written."""
        typed = {language for language, text in self.texts().items() if text.is_touched}
        if self.has_options:
            typed.update(*(option.labels() for option in self.typed_options()))
        return [each for each in Language if each is Language.DANISH or each in typed]

    def used_texts(self) -> dict[Language, TextForm]:
        """Give the texts in the languages that are used."""
        used = self.used()
        return {language: text for language, text in self.texts().items() if language in used}

    def typed_options(self) -> list[OptionForm]:
        """List the options in which something is written."""
        return [entry.form for entry in self.options if entry.form.labels()]

    @property
    def has_options(self) -> bool:
        """Tell whether the answer is chosen among options."""
        return self.kind.data in {each.value for each in WITH_OPTIONS}

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

    def check_options(self) -> None:
        """Ask for two options, each in all languages that are used and unlike the others."""
        options = self.typed_options()
        if len(options) < len(("one", "another")):
            refuse(self.options[0].form.da, _("Write at least two choices."))
        for language in self.used():
            seen: set[str] = set()
            for option in options:
                field = option.label_in(language)
                if not field.text:
                    message = _("Write the choice in %(language)s.", language=language.own_name)
                    refuse(field, message)
                elif field.text in seen:
                    refuse(field, _("Two choices are the same."))
                seen.add(field.text)

    def is_reshaped(self) -> bool:
        """Add or take away an option, or count, where a button asks; all that was typed stays."""
        if not self.is_submitted():
            return False
        if "add_option" in request.form:
            if len(self.options) < MOST_OPTIONS:
                self.options.append_entry()
            return True
        if "recount" in request.form:
            return True
        number = request.form.get("remove_option", "")
        if number.isascii() and number.isdigit():
            kept = [each for each in self.options.entries if each.id != f"options-{number}"]
            self.options.entries = kept or self.options.entries
            return True
        return False

    def others(self) -> Iterator[Language]:
        """List the languages besides Danish and English."""
        return (each for each in Language if each not in {Language.DANISH, Language.ENGLISH})
