"""The part of an event's form that holds what is written, in each of the languages."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import Length

from eventsys.core.standing import Origin, Provenance, TextState
from eventsys.core.text import Language
from eventsys.events.requests import EventPlan
from eventsys.web.common.forms import LineField, PartForm, ProseField, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.levels import ReadingLevel, level_of

LONGEST_LINE = 200
LONGEST_BODY = 20_000
ORIGINS = [
    (Origin.HUMAN.value, _l("A person wrote or checked it")),
    (Origin.MACHINE.value, _l("A machine translated it")),
]

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


class TranslationForm(TextForm):
    """The same in another language: with who put it there, and whether it still holds."""

    origin = RadioField(_l("Who made this text?"), choices=ORIGINS, validate_choice=False)
    confirmed = BooleanField(_l("It still says the same as the Danish text"))
    is_outdated = False
    is_wanted = False

    @property
    def is_open(self) -> bool:
        """Tell whether there is something to see in the part."""
        return bool(self.title.text or self.body.text or self.errors or self.is_wanted)

    @property
    def asks_confirmation(self) -> bool:
        """Tell whether the text lags behind the Danish."""
        return self.is_outdated and bool(self.title.text)


Texts = Mapping[Language, TextForm]


def check_texts(texts: Texts) -> None:
    """Ask for a title in Danish, and for title and maker in each language that is used."""
    for language, text in texts.items():
        check_title(language, text)
        if isinstance(text, TranslationForm) and text.title.text:
            check_origin(text)


def check_title(language: Language, text: TextForm) -> None:
    """Ask for a title in Danish, and for one in each language that has a text."""
    if text.title.text or text.title.errors:
        return
    if language is Language.DANISH:
        refuse(text.title, _("Write a title in Danish."))
    elif text.body.text:
        refuse(text.title, _("Write a title in %(name)s too.", name=language.own_name))


def check_origin(text: TranslationForm) -> None:
    """Ask who made a text: readers are told."""
    if text.origin.data not in {each.value for each in Origin}:
        refuse(text.origin, _("Choose who made this text. Readers are told."))


def provenance_from(texts: Texts) -> Provenance:
    """Read who made the texts and which still hold; call it when the form is valid."""
    others = {
        language: text
        for language, text in texts.items()
        if isinstance(text, TranslationForm) and text.title.text
    }
    return Provenance(
        origins={language: Origin(text.origin.data) for language, text in others.items()},
        confirmed=frozenset(language for language, text in others.items() if text.confirmed.data),
    )


def text_values(plan: EventPlan, language: Language) -> dict[str, str]:
    """Write a language's title and text into their fields, with who made them."""
    title = plan.titles.get(language, "")
    values = {"title": title, "body": plan.bodies.get(language, "")}
    if language is Language.DANISH or not title:
        return values
    return {**values, "origin": plan.provenance.origins.get(language, Origin.HUMAN).value}


def tell_states(texts: Texts, states: Mapping[Language, TextState], wanted: str) -> None:
    """Let the parts know which of them lag behind, and which one somebody came for."""
    for language, text in texts.items():
        if isinstance(text, TranslationForm):
            text.is_outdated = states.get(language) is TextState.OUTDATED
            text.is_wanted = language.value == wanted
