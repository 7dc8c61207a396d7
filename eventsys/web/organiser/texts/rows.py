"""The worklist of texts in words: what is outdated, made by a machine or missing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from flask import url_for

from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.texts.rules import Work, work_on
from eventsys.registration.questions.wordings.rules import (
    WordedQuestion,
    work_on as work_on_question,
)
from eventsys.web.common.dates import When, say_when
from eventsys.web.common.words import _, listed
from eventsys.web.organiser.wording import Tag, status_tag

TAGS = {Work.OUTDATED: "error", Work.MACHINE: "warn"}


@dataclass(frozen=True, kw_only=True)
class MissingText:
    """A language in which nothing is written, and where to write it."""

    language: Language
    edit_url: str


@dataclass(frozen=True, kw_only=True)
class WorkLine(MissingText):
    """A text that is outdated or made by a machine; no address where the form compares."""

    tag: Tag
    compare_url: str


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """What there is to do on an event's own texts, or on those of the question that is named."""

    question: str
    lines: Sequence[WorkLine]
    missing: Sequence[MissingText]


@dataclass(frozen=True, kw_only=True)
class WorkRow:
    """An event with all there is to do on its texts."""

    slug: str
    title: str
    when: When
    tag: Tag
    lists: Sequence[WorkList]


@dataclass(frozen=True, slots=True)
class Texts:
    """The events to come, and what each of them asks, by its id."""

    events: Sequence[EventView]
    asked: Mapping[int, Sequence[WordedQuestion]]

    def work(self) -> Iterator[Work]:
        """List all there is to do."""
        for event in self.events:
            yield from self.work_of(event)

    def work_of(self, event: EventView) -> Iterator[Work]:
        """List what there is to do on an event and what it asks."""
        yield from work_on(event).values()
        for question in self.asked.get(event.id, ()):
            yield from work_on_question(question).values()

    def with_work(self, only: Work | None) -> list[EventView]:
        """List the events that have something to do; with `only`, something of that kind."""
        kinds = {only} if only else set(Work)
        return [event for event in self.events if not kinds.isdisjoint(self.work_of(event))]


def work_row(
    texts: Texts, event: EventView, only: Work | None, language: Language, at: datetime
) -> WorkRow:
    """Put what there is to do on one event into a row; `only` leaves the rest of it out."""
    occasion = event.next_occasion(at)
    return WorkRow(
        slug=event.slug,
        title=event.title(Language.DANISH),
        when=say_when(occasion.starts_at, occasion.ends_at, event.zone, language, year=True),
        tag=status_tag(event.status),
        lists=[each for each in lists_of(texts, event, only) if each.lines or each.missing],
    )


def lists_of(texts: Texts, event: EventView, only: Work | None) -> Iterator[WorkList]:
    """Put what there is to do on an event into lists: its own texts, then each question."""
    yield work_list(only, work_on(event), partial(edit_url, event.slug), event.slug)
    for question in texts.asked.get(event.id, ()):
        to_form = partial(question_url, event.slug, question.id)
        found = work_list(only, work_on_question(question), to_form)
        yield replace(found, question=question.label)


def work_list(
    only: Work | None,
    found: Mapping[Language, Work],
    to_form: Callable[[Language], str],
    compared: str = "",
) -> WorkList:
    """Put what there is to do into a list, what is outdated first; `compared` is a slug."""
    wanted = {each: work for each, work in found.items() if only in {None, work}}
    lines = [
        WorkLine(
            language=each,
            edit_url=to_form(each),
            tag=Tag(work_words(work), TAGS[work]),
            compare_url=url_for("organiser.texts.show", slug=compared, of=each) if compared else "",
        )
        for work in TAGS
        for each, known in wanted.items()
        if known is work
    ]
    missing = [
        MissingText(language=each, edit_url=to_form(each))
        for each, work in wanted.items()
        if work is Work.MISSING
    ]
    return WorkList(question="", lines=lines, missing=missing)


def edit_url(slug: str, language: Language) -> str:
    """Lead to the part of the event's form that holds a language."""
    part = f"text_{language.value}"
    return url_for("organiser.events.edit", slug=slug, language=language.value, _anchor=part)


def question_url(slug: str, question_id: int, language: Language) -> str:
    """Lead to the part of a question's form that holds a language."""
    form, part = "organiser.questions.edit", f"text_{language.value}"
    code = language.value
    return url_for(form, slug=slug, question_id=question_id, language=code, _anchor=part)


def work_words(work: Work) -> str:
    """Say in a word what there is to do."""
    words = {
        Work.OUTDATED: _("Outdated"),
        Work.MACHINE: _("Made by a machine"),
        Work.MISSING: _("Missing"),
    }
    return words[work]


def summary_of(counts: Counter[Work]) -> str:
    """Say in a line how much there is to do; empty where nothing is."""
    return listed([f"{work_words(each)}: {counts[each]}" for each in Work if counts[each]])
