"""The worklist of texts in words: what is outdated, made by a machine or missing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.texts.rules import Work, work_on
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
    """A text that is outdated or made by a machine."""

    tag: Tag
    compare_url: str


@dataclass(frozen=True, kw_only=True)
class WorkRow:
    """An event with all there is to do on its texts."""

    slug: str
    title: str
    when: When
    tag: Tag
    lines: Sequence[WorkLine]
    missing: Sequence[MissingText]


def work_rows(
    events: Iterable[EventView], only: Work | None, language: Language, at: datetime
) -> list[WorkRow]:
    """Put the events that have something to do into rows; `only` leaves the rest of it out."""
    rows = []
    for event in events:
        found = {each: work for each, work in work_on(event).items() if only in {None, work}}
        if found:
            rows.append(work_row(event, found, language, at))
    return rows


def work_row(
    event: EventView, found: Mapping[Language, Work], language: Language, at: datetime
) -> WorkRow:
    """Put one event into a row, what is outdated first."""
    occasion = event.next_occasion(at)
    lines = [
        WorkLine(
            language=each,
            edit_url=edit_url(event.slug, each),
            tag=Tag(work_words(work), TAGS[work]),
            compare_url=url_for("organiser.texts.show", slug=event.slug, of=each),
        )
        for work in TAGS
        for each, known in found.items()
        if known is work
    ]
    return WorkRow(
        slug=event.slug,
        title=event.title(Language.DANISH),
        when=say_when(occasion.starts_at, occasion.ends_at, event.zone, language, year=True),
        tag=status_tag(event.status),
        lines=lines,
        missing=[
            MissingText(language=each, edit_url=edit_url(event.slug, each))
            for each, work in found.items()
            if work is Work.MISSING
        ],
    )


def edit_url(slug: str, language: Language) -> str:
    """Lead to the part of the event's form that holds a language."""
    part = f"text_{language.value}"
    return url_for("organiser.events.edit", slug=slug, language=language.value, _anchor=part)


def work_words(work: Work) -> str:
    """Say in a word what there is to do."""
    words = {
        Work.OUTDATED: _("Outdated"),
        Work.MACHINE: _("Made by a machine"),
        Work.MISSING: _("Missing"),
    }
    return words[work]


def count_work(events: Iterable[EventView]) -> Counter[Work]:
    """Count what there is to do, by its kind."""
    return Counter(work for event in events for work in work_on(event).values())


def summary_of(counts: Mapping[Work, int]) -> str:
    """Say in a line how much there is to do; empty where nothing is."""
    return listed([f"{work_words(each)}: {counts[each]}" for each in Work if counts[each]])
