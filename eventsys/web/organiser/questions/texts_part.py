"""The part of a question's form that holds its words, in each of the languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from eventsys.core.standing import Standing, Words
from eventsys.core.text import Language
from eventsys.registration.questions.rules import QuestionView, QuestionWords
from eventsys.web.common.forms import LineField, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.asking import WordsForm, long
from eventsys.web.organiser.levels import ReadingLevel, level_of
from eventsys.web.organiser.translated import (
    Translated,
    check_origins,
    confirmed_field,
    origin_field,
    tell_states,
    translated,
)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that the Danish said otherwise before."""

    before: str
    now: str


class TextForm(WordsForm):
    """A question in one language."""

    purpose = LineField(_l("Why do you ask?"), [long])

    @property
    def is_touched(self) -> bool:
        """Tell whether something is written."""
        return bool(super().is_touched or self.purpose.text)


class DanishForm(TextForm):
    """A question in Danish, with how hard it is to read."""

    @property
    def level(self) -> ReadingLevel | None:
        """Tell how hard what was typed is to read; None where nothing was."""
        return level_of(self.label.text, self.help.text, self.purpose.text)


class TranslationForm(Translated, TextForm):
    """A question in another language; `changes` tell where it lags behind the Danish."""

    heads = "label"
    origin = origin_field()
    confirmed = confirmed_field()
    changes: Sequence[Change] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether there is something to see in the part."""
        return bool(self.is_touched or self.errors or self.is_wanted)


Texts = Mapping[Language, TextForm]


def check_texts(texts: Texts) -> None:
    """Ask for question, purpose and maker in each language that is used."""
    for language, text in texts.items():
        name = language.own_name
        if not text.label.text:
            refuse(text.label, _("Write the question in %(language)s.", language=name))
        if not text.purpose.text:
            refuse(text.purpose, _("Write in %(language)s why you ask.", language=name))
    check_origins(texts)


def tell_standings(
    texts: Texts, question: QuestionView, standings: Mapping[Language, Standing], wanted: str
) -> None:
    """Let the parts know how they stand beside the Danish, and which one somebody came for."""
    tell_states(texts, question.states, wanted)
    for language, part in translated(texts):
        standing = standings.get(language)
        if isinstance(part, TranslationForm) and standing and standing.source:
            part.changes = changes_of(standing.source, question.words[Language.DANISH])


def changes_of(source: Words, danish: QuestionWords) -> list[Change]:
    """List what the Danish says otherwise now; choices that are new or gone are no change."""
    pairs = [
        (source["label"], danish.label),
        (source["help"], danish.help),
        (source["purpose"], danish.purpose),
        *((source["options"].get(code, now), now) for code, now in danish.options.items()),
    ]
    return [Change(before, now) for before, now in pairs if before != now]
