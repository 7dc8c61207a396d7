"""Reads a page as a browser would and judges what every page must keep."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

LANGUAGES = {"da": "ltr", "en": "ltr", "ar": "rtl", "tr": "ltr", "ur": "rtl", "so": "ltr"}
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
DATA = {"application/json", "application/ld+json"}


class Page:
    """A page as rendered."""

    def __init__(self, text: str) -> None:
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        self.root: Element = parser.parse(text)
        self.errors = [f"{code} at {position}" for position, code, _ in parser.errors]

    def all(self, tag: str) -> list[Element]:
        """List the elements of a kind, in the page's order."""
        return list(self.root.iter(tag))

    def by_id(self, name: str) -> Element:
        """Find the one element with an id."""
        (element,) = [element for element in self.elements() if element.get("id") == name]
        return element

    def elements(self) -> Iterator[Element]:
        """List all elements; comments are none."""
        return (element for element in self.root.iter() if not callable(element.tag))

    @property
    def title(self) -> str:
        """Tell the page's title."""
        return text_of(self.root.find("head/title"))

    @property
    def heading(self) -> str:
        """Tell what the one h1 says."""
        return " ".join(text_of(heading) for heading in self.all("h1"))

    @property
    def text(self) -> str:
        """Tell all that a reader sees, runs of white space as one blank."""
        return text_of(self.root.find("body"))

    def languages_of(self, words: str) -> list[str]:
        """List the language of each element that shows these words, as a voice would read it."""
        body = self.root.find("body")
        told = [] if body is None else told_with(body, str(self.root.get("lang")))
        return [language for text, language in told if words in text]

    def faults(self) -> list[str]:
        """List what breaks the house's rules for pages; none is the aim."""
        return [
            *self.errors,
            *self.faults_of_frame(),
            *self.faults_of_fields(),
            *self.faults_of_policy(),
        ]

    def faults_of_frame(self) -> Iterator[str]:
        """Judge language, direction, title, the one h1 and the uniqueness of ids."""
        language = self.root.get("lang", "")
        if self.root.get("dir") != LANGUAGES.get(language):
            yield f"lang is {language!r} but dir is {self.root.get('dir')!r}"
        if not self.title:
            yield "no title"
        if len(self.all("h1")) != 1:
            yield f"{len(self.all('h1'))} h1"
        ids = Counter(element.get("id") for element in self.elements() if element.get("id"))
        yield from (f"id {name!r} stands {times} times" for name, times in ids.items() if times > 1)

    def faults_of_fields(self) -> Iterator[str]:
        """Judge that each field has a label and each form its method."""
        pointed_at = {label.get("for") for label in self.all("label")}
        inside = {id(field) for label in self.all("label") for field in label.iter()}
        for field in self.elements():
            if field.tag not in {"input", "select", "textarea"} or field.get("type") in UNLABELLED:
                continue
            named = field.get("aria-label") or field.get("aria-labelledby")
            if not named and field.get("id", "") not in pointed_at and id(field) not in inside:
                yield f"<{field.tag} name={field.get('name')!r}> has no label"
        for form in self.all("form"):
            if form.get("method", "").lower() not in {"get", "post", "dialog"}:
                yield f"<form action={form.get('action')!r}> has no method"

    def faults_of_policy(self) -> Iterator[str]:
        """Judge that nothing stands inline that the Content-Security-Policy would refuse."""
        for element in self.elements():
            if element.tag == "script" and not element.get("src") and is_code(element):
                yield "an inline script"
            if element.tag == "style" or "style" in element.attrib:
                yield f"an inline style in <{element.tag}>"
            yield from (
                f"{name} in <{element.tag}>" for name in element.attrib if name.startswith("on")
            )
            if element.get("href", "").startswith("javascript:"):
                yield "a javascript: link"

    def form(self, name: str | None = None) -> "PageForm":
        """Find a form by its id; without one, the page's only form that posts."""
        forms = [form for form in self.all("form") if name is None or form.get("id") == name]
        if name is None:
            forms = [form for form in forms if form.get("method", "").lower() == "post"]
        (form,) = forms
        return PageForm(form)


class PageForm:
    """A form as rendered, with what it would send."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.action = element.get("action", "")

    def values(self) -> list[tuple[str, str]]:
        """Tell what the form sends when nothing is changed; buttons aside."""
        return [
            (field.get("name", ""), value)
            for field in self.element.iter()
            if field.get("name") and "disabled" not in field.attrib
            for value in values_of(field)
        ]

    def filled(self, changes: dict[str, object]) -> list[tuple[str, str]]:
        """Tell what the form sends after some fields were changed; a list sends each, None none."""
        kept = [(name, value) for name, value in self.values() if name not in changes]
        return kept + [
            (name, str(value)) for name, given in changes.items() for value in as_list(given)
        ]


def told_with(element: Element, language: str) -> list[tuple[str, str]]:
    """List an element's texts, each with its language; data and what is folded up are none."""
    if callable(element.tag) or element.tag in {"script", "details"}:
        return []
    own = element.get("lang", language)
    within = [
        each for child in element for each in (*told_with(child, own), (child.tail or "", own))
    ]
    return [(element.text or "", own), *within]


def is_code(script: Element) -> bool:
    """Tell whether a browser would run a script, or only keep its text for others."""
    return script.get("type") not in DATA


def values_of(field: Element) -> list[str]:
    """Tell what one field sends."""
    if field.tag == "textarea":
        return [(field.text or "").removeprefix("\n")]
    if field.tag == "select":
        return chosen_of(field)
    if field.tag != "input" or field.get("type") in {"submit", "button", "reset", "image", "file"}:
        return []
    if field.get("type") in {"checkbox", "radio"}:
        return [field.get("value", "on")] if "checked" in field.attrib else []
    return [field.get("value", "")]


def chosen_of(select: Element) -> list[str]:
    """Tell what a list of choices sends: what is selected, else the first."""
    options = list(select.iter("option"))
    chosen = [option for option in options if "selected" in option.attrib]
    if not chosen and "multiple" not in select.attrib:
        chosen = options[:1]
    return [option.get("value", text_of(option)) for option in chosen]


def as_list(given: object) -> list[object]:
    """Take one value, several or None as a list."""
    if given is None:
        return []
    return list(given) if isinstance(given, list | tuple) else [given]


def text_of(element: Element | None) -> str:
    """Tell what an element says, runs of white space as one blank."""
    return "" if element is None else " ".join("".join(element.itertext()).split())
