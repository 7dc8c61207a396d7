"""What an event lacks before it is published, in words, and where to put it right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from eventsys.core.text import Language
from eventsys.events.checklist.rules import Finding, Lack
from eventsys.web.common.words import _, listed


@dataclass(frozen=True, kw_only=True)
class LackLine:
    """One thing that is lacking, why it matters, and where it is put right."""

    text: str
    why: str
    url: str
    blocks: bool


def lines_of(findings: Sequence[Finding], slug: str) -> list[LackLine]:
    """Put what is lacking into words."""
    return [line_of(each, slug) for each in findings]


def line_of(finding: Finding, slug: str) -> LackLine:
    """Put one thing that is lacking into words."""
    text, why = WORDS[finding.lack](finding)
    return LackLine(text=text, why=why, url=url_of(finding, slug), blocks=finding.blocks)


def url_of(finding: Finding, slug: str) -> str:
    """Lead to where it is put right."""
    if finding.lack is Lack.QUESTIONS:
        return url_for("organiser.questions.index", slug=slug)
    if finding.lack is Lack.NO_ACCESS:
        return url_for("organiser.places.index")
    if finding.lack is Lack.NO_ALT:
        return url_for("organiser.pictures.index", slug=slug)
    anchor, language = ANCHORS.get(finding.lack, ""), None
    if finding.languages:
        language = finding.languages[0].value
        anchor = f"text_{language}"
    return url_for("organiser.events.edit", slug=slug, language=language, _anchor=anchor)


def names_of(languages: Sequence[Language]) -> str:
    """List languages by their own names."""
    return listed(each.own_name for each in languages)


Words = tuple[str, str]
ANCHORS = {
    Lack.OVER: "occasions-0",
    Lack.CLOSED: "closes-day",
    Lack.OPENS_LATE: "opens-day",
    Lack.NO_TEXT: "text_da-body",
    Lack.NO_CONTACT: "contact-name",
    Lack.NO_CAPACITY: "capacity",
    Lack.NO_GATE: "gates",
}
WORDS: Mapping[Lack, Callable[[Finding], Words]] = {
    Lack.OVER: lambda _found: (
        _("All its dates are over."),
        _("Nobody could come any more. Move it to a new date."),
    ),
    Lack.CLOSED: lambda _found: (
        _("Registration has closed already."),
        _("Nobody could register. Choose a later time, or leave it blank."),
    ),
    Lack.OPENS_LATE: lambda _found: (
        _("Registration opens after the event."),
        _("Nobody could register. Choose an earlier time, or leave it blank."),
    ),
    Lack.NO_TEXT: lambda _found: (
        _("There is no text in Danish."),
        _("People read the title and the facts alone."),
    ),
    Lack.MISSING: lambda found: (
        _("Not translated: %(languages)s", languages=names_of(found.languages)),
        _("Those who read it get the Danish text."),
    ),
    Lack.MACHINE: lambda found: (
        _("Translated by a machine: %(languages)s", languages=names_of(found.languages)),
        _("Nobody has checked it. Readers are told so."),
    ),
    Lack.OUTDATED: lambda found: (
        _("Older than the Danish text: %(languages)s", languages=names_of(found.languages)),
        _("Readers are told so."),
    ),
    Lack.QUESTIONS: lambda _found: (
        _("Some questions are not translated or not checked."),
        _("People meet them when they register."),
    ),
    Lack.NO_CONTACT: lambda _found: (
        _("Nobody is named whom people may ask."),
        _("Many call before they dare to come."),
    ),
    Lack.NO_CAPACITY: lambda _found: (
        _("The number of places is not limited."),
        _("Anybody can register until registration closes."),
    ),
    Lack.NO_GATE: lambda _found: (
        _("No gate is named."),
        _("With one entrance that is fine. With several you see who comes where."),
    ),
    Lack.NO_ALT: lambda found: (
        _("Pictures are not described in: %(languages)s", languages=names_of(found.languages)),
        _("Those who cannot see them get the Danish words."),
    ),
    Lack.NO_ACCESS: lambda found: (
        _("It is not known how accessible this is: %(places)s", places=listed(found.places)),
        _("People with a wheelchair or a pram cannot tell whether they can come."),
    ),
}
