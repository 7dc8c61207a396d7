"""The form of what participants are told, in each of the languages."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import FormField
from wtforms.validators import Length

from eventsys.core.standing import Origin, Provenance
from eventsys.core.text import Language
from eventsys.evaluation.waves.models import SurveyReply
from eventsys.web.common.forms import Form, PartForm, ProseField, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.translated import (
    Translated,
    check_origins,
    confirmed_field,
    origin_field,
    provenance_from,
    tell_states,
)

LONGEST = 4000
prose = Length(max=LONGEST, message=_l("Write at most 4000 characters."))


class BodyForm(PartForm):
    """What participants are told in one language."""

    body = ProseField(_l("Text"), [prose])


class OtherBodyForm(Translated, BodyForm):
    """The same in another language."""

    heads = "body"
    origin = origin_field()
    confirmed = confirmed_field()

    @property
    def is_open(self) -> bool:
        """Tell whether there is something to see in the part."""
        return bool(self.body.text or self.errors)


class ReplyForm(Form):
    """What participants are told of what was heard from them."""

    text_da = FormField(BodyForm)
    text_en = FormField(OtherBodyForm)
    text_ar = FormField(OtherBodyForm)
    text_tr = FormField(OtherBodyForm)
    text_ur = FormField(OtherBodyForm)
    text_so = FormField(OtherBodyForm)

    @property
    def texts(self) -> Mapping[Language, BodyForm]:
        """Give the part of each language."""
        return {each: self[f"text_{each}"].form for each in Language}

    def validate(self, extra_validators: Mapping[str, object] | None = None) -> bool:
        """Ask for the Danish, and who made each other text."""
        is_valid = super().validate()
        danish = self.texts[Language.DANISH].body
        if not danish.text:
            refuse(danish, _("Write it in Danish first."))
        check_origins(self.texts)
        return is_valid and not any(part.errors for part in self.texts.values())

    def bodies(self) -> dict[Language, str]:
        """Give what is written, by language."""
        return {each: part.body.text for each, part in self.texts.items() if part.body.text}

    def provenance(self) -> Provenance:
        """Tell who made the texts; call it when the form is valid."""
        return provenance_from(self.texts)

    def tell(self, known: Mapping[Language, SurveyReply]) -> None:
        """Let the parts know which of them lag behind the Danish."""
        tell_states(self.texts, {each: row.standing.state for each, row in known.items()}, "")


def values_of(known: Mapping[Language, SurveyReply]) -> dict[str, dict[str, str]]:
    """Write what is kept into the fields."""
    values = {}
    for language, row in known.items():
        own = {"body": row.body}
        if language is not Language.DANISH:
            own["origin"] = Origin(row.origin).value
        values[f"text_{language}"] = own
    return values
