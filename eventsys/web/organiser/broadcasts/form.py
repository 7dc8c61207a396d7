"""The form of what is written to people, in each of the languages."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import FormField
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from eventsys.core.standing import Origin, Provenance
from eventsys.core.text import Language
from eventsys.messages.broadcasts.models import BroadcastText
from eventsys.messages.broadcasts.rules import Wording
from eventsys.web.common.forms import LineField, PartForm, ProseField, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.meanwhile import SealedForm
from eventsys.web.organiser.translated import (
    Translated,
    check_origins,
    confirmed_field,
    origin_field,
    provenance_from,
    tell_states,
)

line = Length(max=100, message=_l("Write at most 100 characters."))
prose = Length(max=4000, message=_l("Write at most 4000 characters."))
key_length = Length(min=1, max=64)


class TextForm(PartForm):
    """What people read in one language."""

    subject = LineField(_l("Subject"), [line])
    body = ProseField(_l("Text"), [prose])


class OtherTextForm(Translated, TextForm):
    """The same in another language."""

    heads = "subject"
    origin = origin_field()
    confirmed = confirmed_field()

    @property
    def is_open(self) -> bool:
        """Tell whether there is something to see in the part."""
        return bool(self.subject.text or self.body.text or self.errors)


class BroadcastForm(SealedForm):
    """What people are to read; the key makes one of a form that comes twice."""

    unsealed = frozenset({"key"})
    whom = LineField(_l("To whom?"), widget=HiddenInput())
    """The audience in words, for the seal alone: the pickers are no fields of this form."""
    key = LineField(widget=HiddenInput(), validators=[key_length])
    text_da = FormField(TextForm)
    text_en = FormField(OtherTextForm)
    text_ar = FormField(OtherTextForm)
    text_tr = FormField(OtherTextForm)
    text_ur = FormField(OtherTextForm)
    text_so = FormField(OtherTextForm)

    @property
    def texts(self) -> Mapping[Language, TextForm]:
        """Give the part of each language."""
        return {each: self[f"text_{each}"].form for each in Language}

    def validate(self, extra_validators: Mapping[str, object] | None = None) -> bool:
        """Ask for the Danish, for whole texts, and who made each other one."""
        is_valid = super().validate()
        for language, part in self.texts.items():
            check_whole(part, is_needed=language is Language.DANISH)
        check_origins(self.texts)
        return is_valid and not any(part.errors for part in self.texts.values())

    def wordings(self) -> dict[Language, Wording]:
        """Give what is written, by language."""
        return {
            each: Wording(part.subject.text, part.body.text)
            for each, part in self.texts.items()
            if part.subject.text
        }

    def provenance(self) -> Provenance:
        """Tell who made the texts; call it when the form is valid."""
        return provenance_from(self.texts)

    def tell(self, known: Mapping[Language, BroadcastText]) -> None:
        """Let the parts know which of them lag behind the Danish."""
        tell_states(self.texts, {each: row.standing.state for each, row in known.items()}, "")


def check_whole(part: TextForm, *, is_needed: bool) -> None:
    """Ask for subject and text, where one of them is there or the language is needed."""
    if is_needed or part.subject.text or part.body.text:
        missing = (
            _("Write it in Danish first.") if is_needed else _("Write it, or leave it all out.")
        )
        for field in (part.subject, part.body):
            if not field.text:
                refuse(field, missing)


def values_of(known: Mapping[Language, BroadcastText], key: str, whom: str) -> dict[str, object]:
    """Write what is kept into the fields."""
    values: dict[str, object] = {"key": key, "whom": whom}
    for language, row in known.items():
        own = row.words
        if language is not Language.DANISH:
            own["origin"] = Origin(row.origin).value
        values[f"text_{language}"] = own
    return values
