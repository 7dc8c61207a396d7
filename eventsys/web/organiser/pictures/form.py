"""The forms by which a picture is uploaded and described."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import FormField
from wtforms.validators import Length

from eventsys.core.standing import Origin, TextState
from eventsys.core.text import Language
from eventsys.events.pictures.errors import UnusablePicture
from eventsys.events.pictures.rules import LONGEST_ALT, Alt, PictureView, Unusable
from eventsys.web.common.forms import FileField, LineField, PartForm, problems_of, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.meanwhile import SealedForm
from eventsys.web.organiser.translated import (
    Translated,
    check_origins,
    confirmed_field,
    origin_field,
    provenance_from,
)

Extra: TypeAlias = Mapping[str, Sequence[Any]] | None
short = Length(max=LONGEST_ALT, message=_l("Write at most 250 characters."))


class AltForm(PartForm):
    """What a picture shows."""

    text = LineField(_l("What does the picture show?"), [short])


class TranslatedAltForm(Translated, AltForm):
    """The same in another language, with who put it there."""

    heads = "text"
    origin = origin_field()
    confirmed = confirmed_field()

    @property
    def is_open(self) -> bool:
        """Tell whether there is something to see in the part."""
        return bool(self.text.text or self.errors)


class DescriptionForm(SealedForm):
    """What a picture shows, in each of the languages."""

    text_da = FormField(AltForm)
    text_en = FormField(TranslatedAltForm)
    text_ar = FormField(TranslatedAltForm)
    text_tr = FormField(TranslatedAltForm)
    text_ur = FormField(TranslatedAltForm)
    text_so = FormField(TranslatedAltForm)

    def texts(self) -> Mapping[Language, Any]:
        """Give the parts by language."""
        return {each: self[f"text_{each.value}"].form for each in Language}

    def validate(self, extra_validators: Extra = None) -> bool:
        """Ask for words in Danish, and who made the others."""
        super().validate(extra_validators)
        danish = self.texts()[Language.DANISH]
        if not danish.text.text and not danish.text.errors:
            refuse(danish.text, _("Write in Danish what the picture shows."))
        check_origins(self.texts())
        return not problems_of(self)

    def to_alt(self) -> Alt:
        """Give what was typed; call it when the form is valid."""
        texts = self.texts()
        return Alt(
            texts={each: part.text.text for each, part in texts.items() if part.text.text},
            provenance=provenance_from(texts),
        )


class UploadForm(DescriptionForm):
    """A picture, and what it shows."""

    picture = FileField(_l("Picture"))

    @property
    def content(self) -> bytes:
        """Give the file as it was sent; empty where none was chosen."""
        sent = request.files.get("picture")
        return sent.read() if sent else b""

    def check_file(self) -> None:
        """Ask for one file."""
        sent = [each for each in request.files.getlist("picture") if each.filename]
        if not sent:
            refuse(self.picture, _("Choose a picture."))
        elif len(sent) > 1:
            self.picture.errors = [_("Choose one picture at a time.")]

    def validate(self, extra_validators: Extra = None) -> bool:
        """Ask for a picture too."""
        super().validate(extra_validators)
        self.check_file()
        return not problems_of(self)

    def lay(self, error: UnusablePicture) -> None:
        """Say at the field why the file cannot be taken."""
        refuse(self.picture, why_unusable(error.reason))


def why_unusable(reason: Unusable) -> str:
    """Say why a file cannot be taken, and what would do."""
    words = {
        Unusable.EMPTY: _("The file is empty. Choose another."),
        Unusable.TOO_LARGE: _("The file is larger than 10 MB. Make the picture smaller."),
        Unusable.NOT_A_PICTURE: _("This is no JPEG, PNG or WebP picture. Choose another file."),
        Unusable.UNREADABLE: _("The picture cannot be read: the file may be damaged."),
        Unusable.MOVING: _("Moving pictures cannot be used. Choose one that stands still."),
        Unusable.TOO_MANY_PIXELS: _(
            "The picture has more than 12 million pixels. Make it smaller."
        ),
    }
    return words[reason]


def values_from(picture: PictureView) -> dict[str, object]:
    """Write what a picture shows into the fields."""
    values: dict[str, object] = {}
    for language, text in picture.texts.items():
        is_machine = picture.states[language] is TextState.MACHINE
        origin = Origin.MACHINE if is_machine else Origin.HUMAN
        part = {"text": text, "origin": origin.value}
        values[f"text_{language.value}"] = (
            part if language is not Language.DANISH else {"text": text}
        )
    return values
