"""The part of a form that holds a text in another language: who made it, whether it holds."""

from collections.abc import Iterator, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField

from eventsys.core.standing import Origin, Provenance, TextState
from eventsys.core.text import Language
from eventsys.web.common.forms import LineField, PartForm, refuse
from eventsys.web.common.words import _

ORIGINS = [
    (Origin.HUMAN.value, _l("A person wrote or checked it")),
    (Origin.MACHINE.value, _l("A machine translated it")),
]


class Translated:
    """What a form's part in another language has besides its words; `heads` names their first."""

    heads = ""
    origin: RadioField
    confirmed: BooleanField
    is_outdated = False
    is_wanted = False

    @property
    def is_written(self) -> bool:
        """Tell whether the words are there, by the one that cannot be left out."""
        head: LineField = getattr(self, self.heads)
        return bool(head.text)

    @property
    def asks_confirmation(self) -> bool:
        """Tell whether the text lags behind the Danish."""
        return self.is_outdated and self.is_written


Parts = Mapping[Language, PartForm]


def origin_field() -> RadioField:
    """Ask who made a text."""
    return RadioField(_l("Who made this text?"), choices=ORIGINS, validate_choice=False)


def confirmed_field() -> BooleanField:
    """Offer to say that an outdated text is right all the same."""
    return BooleanField(_l("It still says the same as the Danish text"))


def translated(parts: Parts) -> Iterator[tuple[Language, Translated]]:
    """List the parts that are not the Danish one."""
    for language, part in parts.items():
        if isinstance(part, Translated):
            yield language, part


def check_origins(parts: Parts) -> None:
    """Ask who made each text that is there: readers are told."""
    for _language, part in translated(parts):
        if part.is_written and part.origin.data not in {each.value for each in Origin}:
            refuse(part.origin, _("Choose who made this text. Readers are told."))


def provenance_from(parts: Parts) -> Provenance:
    """Read who made the texts and which still hold; call it when the form is valid."""
    others = {language: part for language, part in translated(parts) if part.is_written}
    return Provenance(
        origins={language: Origin(part.origin.data) for language, part in others.items()},
        confirmed=frozenset(language for language, part in others.items() if part.confirmed.data),
    )


def tell_states(parts: Parts, states: Mapping[Language, TextState], wanted: str) -> None:
    """Let the parts know which of them lag behind, and which one somebody came for."""
    for language, part in translated(parts):
        part.is_outdated = states.get(language) is TextState.OUTDATED
        part.is_wanted = language.value == wanted
