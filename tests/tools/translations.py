"""Judge one translation against its English: does it say all, and only, what that says?"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from babel.messages.catalog import Message

from eventsys.core.text import BIDI_CONTROLS, Language

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
TAG = re.compile(r"</?\w+|&\w+;|`")
# A Latin mark that Arabic and Urdu have a sign of their own for, after a letter of theirs.
LATIN_MARK = re.compile("[\u0600-\u06ff][?;,]")
LIKE_ELEVEN = re.compile("%\\(num\\)d [\u0600-\u06ff]+\u064b\u0627")  # `11 شخصًا`, `100 شخص`
FULL_STOPS = (".", "۔")
SHORTEST_SENTENCE = 3  # words; what is shorter and ends with a full stop is an abbreviation
NUMBERS = range(1000)  # all plural rules repeat within these
MANY_FORMS = 4  # who has more, like Arabic, must really tell none, one, two and more apart

Text = str | Sequence[str] | None

# What may read the same as in English or Danish, by language, and why.
ALIKE = {
    Language.DANISH: {
        "%(num)d person": "the Danish word",
        "Administrator": "the Danish word",
        "E-mail": "the Danish word",
        "Evaluator": "the Danish word",
        "Link": "the Danish word",
        "Person %(number)s": "the Danish word",
        "Person %(number)s: %(problem)s": "the Danish word",
        "Organisation": "the Danish word",
        "Reference": "the Danish word",
        "Start": "the Danish word",
        "Status": "the Danish word",
        "Webhooks": "the Danish word",
        "Workshop": "the Danish word",
        "person": "the Danish word",
    },
    Language.TURKISH: {
        "Kamera": "the Turkish word",
        "Telefon": "the Turkish word",
    },
}


@dataclass(frozen=True, kw_only=True)
class Plural:
    """How a language counts: the number of its forms, and which form serves a number."""

    forms: int
    form_of: Callable[[int], int]

    def numbers_of(self, form: int) -> list[int]:
        """List the numbers, up to a thousand, that a form serves."""
        return [number for number in NUMBERS if self.form_of(number) == form]


def forms_of(text: Text) -> list[str]:
    """List the forms of a text: one, or as many as the language has plurals."""
    return [text] if isinstance(text, str) else list(text or [""])


def faults_of(message: Message, danish: Text, language: Language, plural: Plural) -> Iterator[str]:
    """List what is wrong with a translation that has words; nothing is the aim."""
    english, forms = forms_of(message.id), forms_of(message.string)
    yield from map(str, message.check())
    if message.pluralizable and len(forms) != plural.forms:
        yield f"has {len(forms)} forms, not {plural.forms}"
    if len(forms) > MANY_FORMS > len(set(forms)):
        yield f"tells only {len(set(forms))} of its forms apart"
    if language is Language.ARABIC and is_like_eleven(forms, plural):
        yield "counts a hundred as eleven: Babel has the form for 100 before that for 11"
    for number, form in enumerate(forms):
        served = plural.numbers_of(number) if message.pluralizable else []
        yield from faults_of_form(form, english, is_of_one=len(served) == 1)
        yield from faults_of_script(form, language)
        if is_copied(form, [*english, *forms_of(danish)], language):
            yield f"{form!r} reads as in another language"


def is_like_eleven(forms: list[str], plural: Plural) -> bool:
    """Tell whether an Arabic text counts a hundred as it should count eleven, and eleven not."""
    if len(forms) != plural.forms:
        return False
    hundred, eleven = forms[plural.form_of(100)], forms[plural.form_of(11)]
    return hundred != eleven and bool(LIKE_ELEVEN.search(hundred))


def faults_of_form(form: str, english: list[str], *, is_of_one: bool) -> Iterator[str]:
    """List what a form has lost or added beside its English."""
    asked, said = places_in(english), places_in([form])
    may_lack = {"%(num)d"} if is_of_one else set()
    if said - asked:
        yield f"{form!r} has a placeholder of its own: {sorted(said - asked)}"
    if asked - said - may_lack:
        yield f"{form!r} has lost a placeholder: {sorted(asked - said - may_lack)}"
    if Counter(TAG.findall(form)) != Counter(TAG.findall(english[-1])):
        yield f"{form!r} has other tags"
    if form.strip() != form or form.count("\n") != english[-1].count("\n"):
        yield f"{form!r} has other blanks at its ends, or other lines"
    if ends_otherwise(form, english[-1]):
        yield f"{form!r} is a sentence where its English is none, or the other way round"


def faults_of_script(form: str, language: Language) -> Iterator[str]:
    """List signs that a language does not write."""
    if BIDI_CONTROLS.search(form):
        yield f"{form!r} holds a mark of direction"
    if language.direction == "rtl" and LATIN_MARK.search(form):
        yield f"{form!r} has a Latin comma, semicolon or question mark"


def ends_otherwise(form: str, english: str) -> bool:
    """Tell whether only one of the two ends as a sentence."""
    is_long = len(english.split()) >= SHORTEST_SENTENCE
    return is_long and form.endswith(FULL_STOPS) != english.endswith(".")


def places_in(texts: list[str]) -> set[str]:
    """List the placeholders of all these texts."""
    return {each for text in texts for each in PLACEHOLDER.findall(text)}


def is_copied(form: str, others: list[str], language: Language) -> bool:
    """Tell whether a form was left as it is in English or Danish, without a reason."""
    has_words = re.search(r"[^\W\d_]", PLACEHOLDER.sub("", form))
    return bool(has_words) and form in others and form not in ALIKE.get(language, {})
