"""The bases of all forms, and how refusals are laid on their fields."""

import re
from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from babel.support import Translations
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import (
    Field,
    FieldList,
    Form as PlainForm,
    FormField,
    MultipleFileField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.i18n import messages_path

from eventsys.core.text import Language, UnusableCharacter, clean_line, clean_text
from eventsys.web.common.forged import know
from eventsys.web.common.form_tokens import FormTooOld, StatelessToken
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _

NAME = re.compile(r"(?a)[a-zA-Z_]+(?:-(?:[0-9]{1,3}|[a-zA-Z_][a-zA-Z0-9_]*))*")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field, for the summary that links to it."""

    field_id: str
    text: str


class Form(FlaskForm):
    """A form behind a sign-in; the session's token guards it."""

    class Meta(FlaskForm.Meta):
        """Read only names that forms of ours have; WTForms would trip over a list's entry `²`."""

        def wrap_formdata(self, form: PlainForm, formdata: object) -> object:
            """Leave out fields with other names."""
            given = super().wrap_formdata(form, formdata)
            if given is None:
                return None
            pairs = given.items(multi=True)
            return MultiDict((name, value) for name, value in pairs if NAME.fullmatch(name))

        def get_translations(self, form: PlainForm) -> NullTranslations:
            """Give WTForms' own words, read once for each language and not for each request."""
            return words_of_fields(current_language())

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Judge the fields, and refuse those that came twice: which counts nobody could say."""
        is_valid = super().validate(extra_validators)
        leaves = [*leaves_of(self)]
        know(field.name for field in leaves)
        repeated = [field for field in leaves if is_repeated(field)]
        for field in repeated:
            refuse(field, _("This value cannot be used."))
        return is_valid and not repeated


@lru_cache
def words_of_fields(language: Language) -> NullTranslations:
    """Read WTForms' own words in a language."""
    return Translations.load(messages_path(), [language.value], domain="wtforms")


class PartForm(PlainForm):
    """A form within a form, guarded by the one around it."""


class PublicForm(Form):
    """A citizens' form: no cookie, a signed token that is good for a day.

    `subject` says what it is about, such as `register international-dag`.
    """

    class Meta(Form.Meta):
        """Put the stateless token into WTForms' place for it."""

        csrf = True
        csrf_class = StatelessToken

    def __init__(self, subject: str, data: Mapping[str, object] | None = None) -> None:
        super().__init__(meta={"csrf_context": subject}, data=data)

    @property
    def idempotency_key(self) -> str:
        """Give the random part of a valid token: the same request brings the same key."""
        return str(self["csrf_token"].data).split(".")[1]

    @property
    def is_too_old(self) -> bool:
        """Tell whether the token was missing, wrong or old; the answer is then 400."""
        return bool(self["csrf_token"].errors)


class LineField(StringField):
    """One line of text, kept as it is stored; an unusable character is a refusal."""

    @property
    def text(self) -> str:
        """Give what was typed; empty where nothing was."""
        return self.data or ""

    def clean(self, text: str) -> str:
        """Bring the text into the form that is stored."""
        return clean_line(text)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the text, and keep what was typed where it cannot be stored."""
        self.data = valuelist[0] if valuelist else ""
        try:
            self.data = self.clean(self.data)
        except UnusableCharacter as error:
            self.data = "".join(c for c in self.data if c.isprintable())
            raise ValueError(_("The text holds a character that we cannot store.")) from error


class ProseField(LineField):
    """Text of several lines."""

    def clean(self, text: str) -> str:
        """Bring the text into the form that is stored."""
        return clean_text(text)


class OneOf:
    """Asks in our own words for one of the choices; goes with `validate_choice=False`."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: PlainForm, field: SelectField) -> None:
        """Refuse what is none of the choices."""
        if field.data not in [choice[0] for choice in field.iter_choices()]:
            raise ValidationError(str(self.message))


def refuse(field: Field, message: str) -> None:
    """Lay a refusal on a field."""
    errors: MutableSequence[str] = [*map(str, field.errors), message]
    field.errors = errors


def leaves_of(form: PlainForm) -> Iterator[Field]:
    """List the fields of a form that people fill in, those of forms within it too."""
    fields = list(form)
    while fields:
        field = fields.pop()
        if isinstance(field, FormField):
            fields += field.form
        elif isinstance(field, FieldList):
            fields += field.entries
        else:
            yield field


def is_repeated(field: Field) -> bool:
    """Tell whether a field came with several values though it takes one."""
    takes_many = isinstance(field, SelectMultipleField | MultipleFileField)
    return not takes_many and len(field.raw_data or ()) > 1


def problems_of(form: PlainForm) -> list[Problem]:
    """List what is wrong with a form, in the order of its fields, each once."""
    return list(walk(form))


def walk(form: PlainForm) -> Iterator[Problem]:
    """Go through a form's fields and those of the forms within it."""
    for field in form:
        if field.name.endswith("csrf_token"):
            if field.errors:
                yield Problem("main", too_old())
        elif isinstance(field, FormField):
            yield from walk(field.form)
        elif isinstance(field, FieldList):
            yield from walk_list(field)
        elif field.errors:
            yield Problem(first_input(field), str(field.errors[0]))


def walk_list(fields: "FieldList[Field]") -> Iterator[Problem]:
    """Go through the forms of a list, and what is wrong with the list itself."""
    own = [error for error in fields.errors if isinstance(error, str)]
    if own:
        yield Problem(fields.id, own[0])
    for entry in fields:
        if isinstance(entry, FormField):
            yield from walk(entry.form)
        elif entry.errors:
            yield Problem(entry.id, str(entry.errors[0]))


def first_input(field: Field) -> str:
    """Tell what a link to a field should focus: of radio buttons, the first."""
    return f"{field.id}-0" if field.type in {"RadioField", "SelectMultipleField"} else field.id


def too_old() -> str:
    """Say that the page was open for too long."""
    return _("The page was too old. What you typed is still here: please send it again.")


__all__ = [
    "FileField",
    "Form",
    "FormTooOld",
    "LineField",
    "OneOf",
    "PartForm",
    "Problem",
    "ProseField",
    "PublicForm",
    "ValidationError",
    "problems_of",
    "refuse",
]
