"""Two people with one form: what was saved meanwhile is not overwritten unseen.

A form carries a seal of what it showed. Where what is stored is no longer that, nothing is stored:
both versions are shown, field by field, and what was typed stays.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from flask import render_template, request
from flask.typing import ResponseReturnValue
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form as PlainForm,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.widgets import HiddenInput

from eventsys.core.text import Language
from eventsys.web.common.forms import Form, LineField, first_input
from eventsys.web.common.words import _, listed

APART = "-"
LENGTH = 12
CONFLICT = 409
Values = dict[str, Any]


class SealedForm(Form):
    """A form that carries a seal; `unsealed` are its fields that stand for nothing stored."""

    seen = LineField(widget=HiddenInput())
    unsealed: frozenset[str] = frozenset()


Sealed = TypeVar("Sealed", bound=SealedForm)


class ChangedMeanwhile(Exception):
    """Somebody else has saved; `stored` is the form as it would show what stands now."""

    def __init__(self, stored: SealedForm) -> None:
        super().__init__()
        self.stored = stored


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field in which what is stored is not what was typed; `is_mine` where the typing stays.

    What a field holds is in its `language`, where it is asked for in several.
    """

    field_id: str
    name: str
    language: Language | None
    stored: str
    typed: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """A field as it is compared: its way from the form, its name and its value."""

    path: tuple[str, ...]
    label: str
    field: Field

    @property
    def name(self) -> str:
        """Give the way from the form in one word."""
        return APART.join(self.path)

    @property
    def language(self) -> Language | None:
        """Tell in which language the field is written, which its way says at the end of a word."""
        ends = {part.rpartition("_")[2] for part in self.path if "_" in part}
        return next((each for each in Language if each.value in ends), None)

    @property
    def digest(self) -> str:
        """Stand for the value in a few letters."""
        return sha256(repr(value_of(self.field)).encode()).hexdigest()[:LENGTH]


def was_shown() -> bool:
    """Tell whether what is sent now was shown before, to be changed."""
    return bool(request.form.get("seen"))


def seal(form: SealedForm) -> None:
    """Write into a form what it shows; call it when it is opened, not when it is sent."""
    form.seen.data = seal_of(form)


def seal_of(form: SealedForm) -> str:
    """Stand for all that a form shows in one line."""
    return " ".join(f"{leaf.name}={leaf.digest}" for leaf in leaves(form, form.unsealed))


def check_unchanged(form: SealedForm, stored: SealedForm) -> None:
    """Raise `ChangedMeanwhile` where what is stored is not what the form showed."""
    if form.seen.text != seal_of(stored):
        raise ChangedMeanwhile(stored)


def differences(form: SealedForm, stored: SealedForm) -> list[Difference]:
    """List the fields in which what was typed is not what is stored now.

    A field that is shown only where something is unclear may be in one of the two alone.
    """
    shown = dict(each.partition("=")[::2] for each in form.seen.text.split())
    there = {leaf.name: leaf for leaf in leaves(stored, form.unsealed)}
    return [
        Difference(
            field_id=first_input(leaf.field),
            name=leaf.label,
            language=leaf.language,
            stored=words_of(there[leaf.name].field) if leaf.name in there else "",
            typed=words_of(leaf.field),
            is_mine=leaf.digest != shown.get(leaf.name),
        )
        for leaf in leaves(form, form.unsealed)
        if leaf.name not in there or leaf.digest != there[leaf.name].digest
    ]


def merged(form: SealedForm, stored: SealedForm) -> Values:
    """Give what was typed, and what is stored in the fields that were left as they were shown."""
    shown = dict(each.partition("=")[::2] for each in form.seen.text.split())
    values: Values = deepcopy(form.data)
    there = {leaf.name: leaf for leaf in leaves(stored, form.unsealed)}
    for leaf in leaves(form, form.unsealed):
        if leaf.name in there and leaf.digest == shown.get(leaf.name):
            put(values, leaf.path, there[leaf.name].field.data)
    return values | {"seen": seal_of(stored)}


def show_both(
    template: str,
    form: Sealed,
    stored: Sealed,
    prepare: Callable[[Sealed], object],
    **values: object,
) -> ResponseReturnValue:
    """Show what was typed beside what somebody else has saved, and the form with both.

    `prepare` puts into the form what it offers and says of its parts.
    """
    again = type(form)(formdata=None, data=merged(form, stored))
    prepare(again)
    told = differences(form, stored)
    page = render_template(template, form=again, problems=[], differences=told, **values)
    return page, CONFLICT


def put(values: Values, path: Sequence[str], value: object) -> None:
    """Write a value where a way leads to."""
    *parts, last = path
    for part in parts:
        values = values[part]
    values[last] = value


def leaves(
    form: PlainForm, unsealed: frozenset[str], path: tuple[str, ...] = (), label: str = ""
) -> Iterator[Leaf]:
    """Go through the fields of a form and the forms within it; a list counts as one field."""
    for field in form:
        name = field.short_name
        if name in unsealed | {"csrf_token", "seen"} | unasked_in(form):
            continue
        own = label_of(label, field)
        if isinstance(field, FormField):
            yield from leaves(field.form, unsealed, (*path, name), own)
        else:
            yield Leaf((*path, name), own, field)


def unasked_in(form: PlainForm) -> frozenset[str]:
    """Name the fields that a form shows only where something is unclear, and that is not."""
    return frozenset() if getattr(form, "asks_which", True) else frozenset({"which"})


def label_of(around: str, field: Field) -> str:
    """Name a field, after what it is a part of."""
    own = str(field.label.text)
    return f"{around}: {own}" if around and own else around or own


def value_of(field: Field) -> object:
    """Give what a field says, the same however it came into it."""
    if isinstance(field, FieldList):
        return [[value_of(leaf.field) for leaf in in_list(entry)] for entry in field]
    if isinstance(field, BooleanField):
        return bool(field.data)
    if isinstance(field, SelectMultipleField):
        return sorted(field.data or ())
    return "" if field.data in {None, "None"} else str(field.data)


def in_list(entry: "FormField[Any]") -> Iterator[Leaf]:
    """Go through what is typed in an entry of a list."""
    return leaves(entry.form, frozenset({"no", "code"}))


def words_of(field: Field) -> str:
    """Say in words what a field says; empty where it says nothing."""
    if isinstance(field, FieldList):
        entries = (filter(None, (words_of(leaf.field) for leaf in in_list(each))) for each in field)
        return "\n".join(" · ".join(words) for words in entries)
    if isinstance(field, BooleanField):
        return _("Yes") if field.data else _("No")
    if isinstance(field, SelectMultipleField | RadioField | SelectField):
        return chosen_in(field)
    return str(field.data or "")


def chosen_in(field: SelectField) -> str:
    """Say what is chosen."""
    chosen = {str(each) for each in value_list(field.data)}
    labels = (each for each in field.iter_choices() if str(each[0]) in chosen)
    return listed(str(label) for _value, label, *_rest in labels)


def value_list(data: object) -> Sequence[object]:
    """Give one choice as a list of it, several as they are."""
    return data if isinstance(data, list | tuple) else [data]
