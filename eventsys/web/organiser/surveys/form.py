"""The form of a questionnaire's title and introduction, in each of the languages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import FormField
from wtforms.validators import Length

from eventsys.core.standing import Standing
from eventsys.core.text import Language
from eventsys.evaluation.surveys.requests import SurveyPlan
from eventsys.evaluation.surveys.rules import Questionnaire, SurveyWords
from eventsys.web.common.forms import Form, LineField, PartForm, ProseField, problems_of, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.levels import ReadingLevel, level_of
from eventsys.web.organiser.questions.texts_part import Change
from eventsys.web.organiser.translated import (
    Translated,
    check_origins,
    confirmed_field,
    origin_field,
    provenance_from,
    tell_states,
    translated,
)

Extra: TypeAlias = Mapping[str, Sequence[Any]] | None
line = Length(max=100, message=_l("Write at most 100 characters."))
prose = Length(max=1000, message=_l("Write at most 1000 characters."))


class HeadForm(PartForm):
    """Title and introduction in one language."""

    title = LineField(_l("Title"), [line])
    intro = ProseField(_l("Introduction"), [prose])

    @property
    def is_touched(self) -> bool:
        """Tell whether something is written."""
        return bool(self.title.text or self.intro.text)


class DanishHeadForm(HeadForm):
    """The same in Danish, with how hard it is to read."""

    @property
    def level(self) -> ReadingLevel | None:
        """Tell how hard what was typed is to read; None where nothing was."""
        return level_of(self.title.text, self.intro.text)


class TranslatedHeadForm(Translated, HeadForm):
    """The same in another language; `changes` tell where it lags behind the Danish."""

    heads = "title"
    origin = origin_field()
    confirmed = confirmed_field()
    changes: Sequence[Change] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether there is something to see in the part."""
        return bool(self.is_touched or self.errors or self.is_wanted)


class SurveyForm(Form):
    """What an organiser writes about a questionnaire as a whole."""

    text_da = FormField(DanishHeadForm)
    text_en = FormField(TranslatedHeadForm)
    text_ar = FormField(TranslatedHeadForm)
    text_tr = FormField(TranslatedHeadForm)
    text_ur = FormField(TranslatedHeadForm)
    text_so = FormField(TranslatedHeadForm)

    def used(self) -> dict[Language, HeadForm]:
        """Give the parts in which something is written, and the Danish one."""
        parts = {each: self[f"text_{each.value}"].form for each in Language}
        return {
            language: part
            for language, part in parts.items()
            if language is Language.DANISH or part.is_touched
        }

    def validate(self, extra_validators: Extra = None) -> bool:
        """Ask for a title and its maker in each language that is used."""
        super().validate(extra_validators)
        for language, part in self.used().items():
            if not part.title.text:
                message = _("Write a title in %(language)s.", language=language.own_name)
                refuse(part.title, message)
        check_origins(self.used())
        return not problems_of(self)

    @property
    def is_recount(self) -> bool:
        """Tell whether a button only asks how hard the Danish is to read."""
        return self.is_submitted() and "recount" in request.form

    def others(self) -> Iterator[Language]:
        """List the languages besides Danish and English."""
        return (each for each in Language if each not in {Language.DANISH, Language.ENGLISH})

    def tell_standings(
        self, known: Questionnaire, standings: Mapping[Language, Standing], wanted: str
    ) -> None:
        """Let the parts know how they stand beside the Danish, and which one somebody came for."""
        parts = {each: self[f"text_{each.value}"].form for each in Language}
        tell_states(parts, known.states, wanted)
        danish = known.worded(Language.DANISH)
        for language, part in translated(parts):
            standing = standings.get(language)
            if isinstance(part, TranslatedHeadForm) and standing and standing.source:
                before = standing.source
                pairs = ((before["title"], danish.title), (before["intro"], danish.intro))
                part.changes = [Change(old, now) for old, now in pairs if old != now]

    def to_plan(self) -> SurveyPlan:
        """Give what is planned; call it when the form is valid."""
        used = self.used()
        return SurveyPlan(
            texts={
                language: SurveyWords(title=part.title.text, intro=part.intro.text)
                for language, part in used.items()
            },
            provenance=provenance_from(used),
        )


def values_from(
    known: Questionnaire, standings: Mapping[Language, Standing]
) -> dict[str, dict[str, str]]:
    """Write title and introduction into the form's fields, with who made them."""
    return {
        f"text_{language.value}": {
            "title": words.title,
            "intro": words.intro,
            "origin": standings[language].origin.value,
        }
        for language, words in known.words.items()
    }
