"""The part of an event's form that holds what is written, in each of the languages."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from eventsys.core.standing import Origin
from eventsys.core.text import Language
from eventsys.events.requests import EventPlan
from eventsys.web.common.forms import LineField, PartForm, ProseField, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.levels import ReadingLevel, level_of
from eventsys.web.organiser.translated import (
    Translated,
    check_origins,
    confirmed_field,
    origin_field,
)

LONGEST_LINE = 200
LONGEST_BODY = 20_000

line = Length(max=LONGEST_LINE, message=_l("Write at most 200 characters."))
prose = Length(max=LONGEST_BODY, message=_l("Write at most 20,000 characters."))


class TextForm(PartForm):
    """What an event is called and what is said of it."""

    title = LineField(_l("Title"), validators=[line])
    body = ProseField(_l("Text"), validators=[prose])


class DanishForm(TextForm):
    """The same in Danish, which counts, with how hard it is to read."""

    @property
    def level(self) -> ReadingLevel | None:
        """Tell how hard what was typed is to read; None where nothing was."""
        return level_of(self.title.text, self.body.text)


class TranslationForm(Translated, TextForm):
    """The same in another language: with who put it there, and whether it still holds."""

    heads = "title"
    origin = origin_field()
    confirmed = confirmed_field()

    @property
    def is_open(self) -> bool:
        """Tell whether there is something to see in the part."""
        return bool(self.title.text or self.body.text or self.errors or self.is_wanted)


Texts = Mapping[Language, TextForm]


def check_texts(texts: Texts) -> None:
    """Ask for a title in Danish, and for title and maker in each language that is used."""
    for language, text in texts.items():
        check_title(language, text)
    check_origins(texts)


def check_title(language: Language, text: TextForm) -> None:
    """Ask for a title in Danish, and for one in each language that has a text."""
    if text.title.text or text.title.errors:
        return
    if language is Language.DANISH:
        refuse(text.title, _("Write a title in Danish."))
    elif text.body.text:
        refuse(text.title, _("Write a title in %(name)s too.", name=language.own_name))


def text_values(plan: EventPlan, language: Language) -> dict[str, str]:
    """Write a language's title and text into their fields, with who made them."""
    title = plan.titles.get(language, "")
    values = {"title": title, "body": plan.bodies.get(language, "")}
    if language is Language.DANISH or not title:
        return values
    return {**values, "origin": plan.provenance.origins.get(language, Origin.HUMAN).value}
