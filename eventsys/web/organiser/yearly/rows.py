"""A report as its page shows it: chapters, what holds it up, frozen figures and corrections."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from markupsafe import Markup

from eventsys.core.db import Session
from eventsys.core.numbers import NOTHING, write_halves
from eventsys.core.text import Language
from eventsys.people.queries import name_principals
from eventsys.reports.figures.rules import Missing, shown
from eventsys.reports.yearly.queries import YearlyReport
from eventsys.reports.yearly.rules import Blocker, BlockerKind, Chapter, ErratumLine
from eventsys.web.common.prose import prose
from eventsys.web.common.words import _
from eventsys.web.organiser.audit.words import doer_in_words
from eventsys.web.organiser.report.rows import moment_of, paper_language
from eventsys.web.organiser.report.wording import part_name
from eventsys.web.organiser.yearly.words import (
    blocker_words,
    chapter_about,
    chapter_name,
    late_words,
)

RECORDS: Mapping[Missing, str] = {
    Missing.STAFF_YEARS: "staff",
    Missing.CONSULTANTS: "consultants",
    Missing.INDICATOR: "indicators",
}
"""Facts that stand in a list of the casework, with that list's name in addresses."""


@dataclass(frozen=True, kw_only=True)
class ChapterRow:
    """A chapter: its texts made safe, in the paper's languages, and the way to its form."""

    name: str
    about: str
    texts: Mapping[Language, Markup]
    edit_url: str


@dataclass(frozen=True, kw_only=True)
class BlockerRow:
    """What holds a report up, where it is settled, and where one says that it may stand."""

    text: str
    event: str
    url: str
    stand_url: str
    because: str


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """A figure as it was frozen."""

    code: str
    text: str
    shown: str


@dataclass(frozen=True, kw_only=True)
class ErratumRow:
    """A correction: the figure, what was told and what it is now, why, when and by whom."""

    code: str
    old: str
    new: str
    causes: Sequence[str]
    noted: str


def chapters_of(report: YearlyReport) -> list[ChapterRow]:
    """List the chapters in the order of the paper."""
    return [
        ChapterRow(
            name=chapter_name(chapter),
            about=chapter_about(chapter),
            texts={each: prose(body) for each, body in report.texts[chapter].items()},
            edit_url=url_for("organiser.yearly.edit", year=report.year, chapter=chapter.value),
        )
        for chapter in Chapter
    ]


def blocker_rows(blockers: Sequence[Blocker], year: int) -> list[BlockerRow]:
    """List what holds a report up."""
    return [
        BlockerRow(
            text=blocker_words(each),
            event=each.slug,
            url=WAYS[each.kind](each, year),
            stand_url=url_for("organiser.yearly.stand", year=year, kind=each.kind, key=each.key)
            if each.may_stand
            else "",
            because=each.because,
        )
        for each in blockers
    ]


def way_to_cases(blocker: Blocker, _year: int) -> str:
    """Lead to the event's conflict centre."""
    return url_for("organiser.cases.index", slug=blocker.slug)


def way_to_waves(blocker: Blocker, _year: int) -> str:
    """Lead to the event's questionnaires."""
    return url_for("organiser.waves.index", slug=blocker.slug)


def way_to_actor(blocker: Blocker, _year: int) -> str:
    """Lead to the first of two actors, where they are merged."""
    return url_for("organiser.actors.show", actor_id=blocker.actor_id)


def way_to_tasks(_blocker: Blocker, year: int) -> str:
    """Lead to the tasks of the year."""
    return url_for("organiser.casework.index", year=year)


def way_to_chapter(blocker: Blocker, year: int) -> str:
    """Lead to a chapter's form."""
    return url_for("organiser.yearly.edit", year=year, chapter=blocker.key)


def way_to_fact(blocker: Blocker, year: int) -> str:
    """Lead to where a fact is written down, or to the figures of the year."""
    missing = blocker.missing
    if missing is Missing.ADVICE:
        return way_to_tasks(blocker, year)
    if missing is Missing.EARLIER_YEARS:
        return url_for("organiser.earlier.index")
    kind = RECORDS.get(missing) if missing is not None else None
    if kind is not None:
        told = year if missing is Missing.INDICATOR else year + 1  # the programme's year
        return url_for("organiser.records.index", kind=kind, year=told)
    return way_to_figures(blocker, year)


def way_to_staff(_blocker: Blocker, year: int) -> str:
    """Lead to the staff-years of the coming year's programme."""
    return url_for("organiser.records.index", kind="staff", year=year + 1)


def way_to_figures(_blocker: Blocker, year: int) -> str:
    """Lead to the figures of the year, and the events that they are made of."""
    return url_for("organiser.report.year", year=year)


WAYS: Mapping[BlockerKind, Callable[[Blocker, int], str]] = {
    BlockerKind.NOT_OVER: way_to_figures,
    BlockerKind.NOT_SENT: way_to_cases,
    BlockerKind.OVERLAP: way_to_cases,
    BlockerKind.CONFLICT: way_to_cases,
    BlockerKind.OPEN_WAVE: way_to_waves,
    BlockerKind.TOO_MANY_ANSWERS: way_to_waves,
    BlockerKind.ALIKE: way_to_actor,
    BlockerKind.OPEN_TASKS: way_to_tasks,
    BlockerKind.MISSING_FACT: way_to_fact,
    BlockerKind.STAFF_UNLIKE: way_to_staff,
    BlockerKind.NO_TEXT: way_to_chapter,
}


def figure_lines(report: YearlyReport, language: Language) -> list[FigureLine]:
    """List the figures that were checked, as they were printed then."""
    written = paper_language(language)
    return [
        FigureLine(
            code=code,
            text=each.definition.texts[written],
            shown=shown(each.definition, each.made, written) or NOTHING,
        )
        for code, each in report.figures.items()
    ]


def erratum_rows(session: Session, report: YearlyReport, language: Language) -> list[ErratumRow]:
    """List the corrections, the oldest first."""
    written = paper_language(language)
    names = name_principals(session, {each.noted_by for each in report.errata})
    return [
        ErratumRow(
            code=each.code,
            old=each.old.shown[written] or NOTHING,
            new=each.new.shown[written] or NOTHING,
            causes=causes_of(each),
            noted=said_by(each.noted_at, each.noted_by, names, language),
        )
        for each in report.errata
    ]


def causes_of(line: ErratumLine) -> list[str]:
    """Say why a figure came out otherwise: the stages that did, and what phones sent late."""
    stages = [
        f"{part_name(name)}: {old if old is not None else NOTHING} → "
        f"{new if new is not None else NOTHING}"
        for name, (old, new) in line.changed_parts.items()
    ]
    return [*stages, *map(late_words, line.late)]


def programme_rows(report: YearlyReport) -> list[tuple[str, str, str]]:
    """List the coming year's programme with its staff-years."""
    return [(each.code, each.title, write_halves(each.half_years)) for each in report.programme]


def programme_sums(report: YearlyReport) -> str:
    """Say how many main areas the programme has and how many staff-years they take together."""
    areas = {each.main_area for each in report.programme}
    whole = write_halves(sum(each.half_years for each in report.programme))
    return _("Main areas: %(areas)s. Staff-years: %(years)s.", areas=len(areas), years=whole)


def hands_of(session: Session, report: YearlyReport, language: Language) -> list[tuple[str, str]]:
    """Say who wrote last, who checked and who approved."""
    hands = [
        (_("Written last"), report.edited_at, report.edited_by),
        (_("Checked"), report.checked_at, report.checked_by),
        (_("Approved"), report.approved_at, report.approved_by),
    ]
    names = name_principals(session, [by for _name, _at, by in hands if by])
    return [
        (name, said_by(at, by, names, language)) for name, at, by in hands if at and by is not None
    ]


def said_by(at: datetime, by: str, names: Mapping[str, str], language: Language) -> str:
    """Say when and by whom something was done."""
    return f"{moment_of(at, language)} · {doer_in_words(by, names)}"
