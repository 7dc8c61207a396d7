"""The form by which an organiser asks something in a questionnaire."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, RadioField, SelectMultipleField

from eventsys.core.standing import Standing, Words
from eventsys.core.text import Language
from eventsys.evaluation.surveys.rules import (
    FIXED_ANSWERS,
    MOST_OPTIONS,
    NO,
    YES,
    AskedQuestion,
    SurveyQuestionKind,
    SurveyQuestionWords,
)
from eventsys.web.common.forms import OneOf, problems_of, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.asking import AskingForm, Extra, OptionForm, WordsForm
from eventsys.web.organiser.levels import ReadingLevel, level_of
from eventsys.web.organiser.questions.texts_part import Change
from eventsys.web.organiser.translated import (
    Translated,
    check_origins,
    confirmed_field,
    origin_field,
    tell_states,
    translated,
)

SAME, OTHER = "same", "other"
SCALE, YES_NO = SurveyQuestionKind.SCALE, SurveyQuestionKind.YES_NO


class DanishWordsForm(WordsForm):
    """A question in Danish, with how hard it is to read."""

    @property
    def level(self) -> ReadingLevel | None:
        """Tell how hard what was typed is to read; None where nothing was."""
        return level_of(self.label.text, self.help.text)


class TranslatedWordsForm(Translated, WordsForm):
    """A question in another language; `changes` tell where it lags behind the Danish."""

    heads = "label"
    origin = origin_field()
    confirmed = confirmed_field()
    changes: Sequence[Change] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether there is something to see in the part."""
        return bool(self.is_touched or self.errors or self.is_wanted)


class SurveyOptionForm(OptionForm):
    """One answer of a choice, and whether it counts as positive."""

    is_positive = BooleanField(_l("Counts as a positive answer"))


class SurveyQuestionForm(AskingForm):
    """All that an organiser decides about a question of a questionnaire."""

    kinds_with_options = frozenset({SurveyQuestionKind.CHOICE.value})
    kind = RadioField(
        _l("How do people answer?"),
        [OneOf(_l("Choose one of these."))],
        choices=[
            (SCALE.value, _l("Four steps with faces")),
            (YES_NO.value, _l("Yes or no")),
            (SurveyQuestionKind.CHOICE.value, _l("One choice")),
            (SurveyQuestionKind.TEXT.value, _l("Own words")),
        ],
        validate_choice=False,
    )
    text_da = FormField(DanishWordsForm)
    text_en = FormField(TranslatedWordsForm)
    text_ar = FormField(TranslatedWordsForm)
    text_tr = FormField(TranslatedWordsForm)
    text_ur = FormField(TranslatedWordsForm)
    text_so = FormField(TranslatedWordsForm)
    options = FieldList(FormField(SurveyOptionForm), min_entries=2, max_entries=MOST_OPTIONS)
    positive_steps = SelectMultipleField(
        _l("Which steps count as positive?"),
        choices=[
            ("4", _l("To a high degree")),
            ("3", _l("To some degree")),
            ("2", _l("To a lesser degree")),
            ("1", _l("No, not at all")),
        ],
        validate_choice=False,
    )
    positive_yes_no = SelectMultipleField(
        _l("Which answer counts as positive?"),
        choices=[(YES, _l("Yes")), (NO, _l("No"))],
        validate_choice=False,
    )
    may_be_irrelevant = BooleanField(_l("People can answer “Not relevant to me”"))
    sameness = RadioField(
        _l("Somebody has answered the question. What is it now?"),
        choices=[
            (SAME, _l("The same question in better words: answers are compared")),
            (OTHER, _l("Another question: its answers are kept apart")),
        ],
        validate_choice=False,
    )
    was_answered = False

    def texts(self) -> dict[Language, WordsForm]:
        """Give the texts by language."""
        return {each: self[f"text_{each.value}"].form for each in Language}

    def used_texts(self) -> dict[Language, WordsForm]:
        """Give the texts in the languages that are used."""
        used = self.used()
        return {language: text for language, text in self.texts().items() if language in used}

    def positive(self) -> list[str]:
        """Give the positive answers of a scale or of yes and no."""
        fields = {SCALE.value: self.positive_steps, YES_NO.value: self.positive_yes_no}
        return list(fields[self.kind.data].data or ()) if self.kind.data in fields else []

    def validate(self, extra_validators: Extra = None) -> bool:
        """See that each language that is used is whole, and that there is something to choose."""
        super().validate(extra_validators)
        for language, text in self.used_texts().items():
            if not text.label.text:
                message = _("Write the question in %(language)s.", language=language.own_name)
                refuse(text.label, message)
        check_origins(self.used_texts())
        if self.has_options:
            self.check_options()
        if not set(self.positive()) <= set(FIXED_ANSWERS.get(self.kind.data, ())):
            wrong = self.positive_steps if self.kind.data == SCALE else self.positive_yes_no
            refuse(wrong, _("Choose one of these."))
        if self.was_answered and self.sameness.data not in {SAME, OTHER}:
            refuse(self.sameness, _("Choose one of these."))
        return not problems_of(self)

    def tell_standings(
        self, known: AskedQuestion, standings: Mapping[Language, Standing], wanted: str
    ) -> None:
        """Let the parts know how they stand beside the Danish, and which one somebody came for."""
        self.wanted = wanted
        tell_states(self.texts(), known.states, wanted)
        for language, part in translated(self.texts()):
            standing = standings.get(language)
            if isinstance(part, TranslatedWordsForm) and standing and standing.source:
                part.changes = changes_of(standing.source, known.worded(Language.DANISH))


def changes_of(source: Words, danish: SurveyQuestionWords) -> list[Change]:
    """List what the Danish says otherwise now; answers that are new or gone are no change."""
    pairs = [
        (source["label"], danish.label),
        (source["help"], danish.help),
        *((source["options"].get(code, now), now) for code, now in danish.options.items()),
    ]
    return [Change(before, now) for before, now in pairs if before != now]
