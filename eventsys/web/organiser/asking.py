"""What the forms have in common by which organisers ask something, in each of the languages.

Its words come in one part for each language; an answer can be chosen among options.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, RadioField
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from eventsys.core.text import Language
from eventsys.web.common.forms import LineField, PartForm, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.meanwhile import SealedForm

Extra: TypeAlias = Mapping[str, Sequence[Any]] | None
short = Length(max=200, message=_l("Write at most 200 characters."))
long = Length(max=500, message=_l("Write at most 500 characters."))


class WordsForm(PartForm):
    """What is asked, in one language."""

    label = LineField(_l("Question"), [short])
    help = LineField(_l("Help, where the question needs it"), [long])

    @property
    def is_touched(self) -> bool:
        """Tell whether something is written."""
        return bool(self.label.text or self.help.text)


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


class AskingForm(SealedForm):
    """A form by which something is asked; those that inherit it name their fields.

    They are `kind`, `options` and, for each language, a part with its words: `text_da` …
    """

    kind: RadioField
    options: "FieldList[Any]"
    kinds_with_options: frozenset[str] = frozenset()
    wanted = ""  # the language that somebody came for

    def used(self) -> list[Language]:
        """List the languages in which something of the question is written."""
        parts = {language: self[f"text_{language.value}"].form for language in Language}
        typed = {language for language, part in parts.items() if part.is_touched}
        if self.has_options:
            typed.update(*(option.labels() for option in self.typed_options()))
        return [each for each in Language if each is Language.DANISH or each in typed]

    def typed_options(self) -> list[Any]:
        """List the options in which something is written."""
        return [entry.form for entry in self.options if entry.form.labels()]

    @property
    def has_options(self) -> bool:
        """Tell whether the answer is chosen among options."""
        return self.kind.data in self.kinds_with_options

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
            if len(self.options) < (self.options.max_entries or 0):
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
