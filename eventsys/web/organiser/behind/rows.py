"""The rows behind a figure as their page shows them, with the way to where each is kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from eventsys.core.numbers import write_count
from eventsys.core.text import Language
from eventsys.reports.behind.making import Laid
from eventsys.reports.behind.rules import Behind, Kept, Row
from eventsys.reports.figures.rules import Form
from eventsys.web.common.dates import say_date
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.report.wording import part_name

RECORDS: Mapping[Kept, str] = {
    Kept.PLANS: "activities",
    Kept.PUBLICATIONS: "publications",
    Kept.CONSULTANTS: "consultants",
    Kept.STAFF: "staff",
    Kept.INDICATORS: "indicators",
    Kept.DELIVERABLES: "deliverables",
}
"""What stands in a list of the casework, with that list's name in addresses."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row: what it is called, where it is kept, what it adds, what it is made of."""

    name: str
    url: str
    on: str
    adds: str
    notes: Sequence[str]


def lines_of(laid: Laid, year: int, language: Language) -> list[Line]:
    """Lay the rows out."""
    form, behind = laid.figure.definition.form, laid.behind
    return [
        Line(
            name=each.name or joined_words(behind),
            url=WAYS.get(each.kept, way_to_record)(each, year) if each.name else "",
            on=say_date(each.on, language) if each.on else "",
            adds=adds_of(each, form, language),
            notes=[
                *(f"{part_name(name)}: {part}" for name, part in each.parts.items()),
                *each.members,
            ],
        )
        for each in behind.rows
    ]


def joined_words(behind: Behind) -> str:
    """Say what is told together; without a name otherwise are only dates that were not held."""
    if not behind.joined:
        return _("Dates that were not held")
    return ngettext(
        "%(num)d questionnaire of few people",
        "%(num)d questionnaires of few people, told together",
        behind.joined,
    )


def adds_of(row: Row, form: Form, language: Language) -> str:
    """Write what a row adds to the figure; nothing where nothing is counted."""
    if form is Form.STATED:
        return ""
    if form is Form.TREND:
        return _("rose") if row.numerator else _("did not rise")
    return pair_words(row.numerator, row.denominator, language)


def sum_of(laid: Laid, language: Language) -> str:
    """Write what the rows come to; nothing where they are not added up."""
    if laid.figure.definition.form in {Form.STATED, Form.TREND}:
        return ""
    behind = laid.behind
    return pair_words(behind.numerator, None if behind.unit else behind.denominator, language)


def pair_words(numerator: int, denominator: int | None, language: Language) -> str:
    """Write a number, or so many of so many."""
    whole = write_count(numerator, language)
    if denominator is None:
        return whole
    return _("%(part)s of %(whole)s", part=whole, whole=write_count(denominator, language))


def way_to_event(row: Row, _year: int) -> str:
    """Lead to who came."""
    return url_for("organiser.attendance.show", slug=row.key)


def way_to_waves(row: Row, _year: int) -> str:
    """Lead to the questionnaires of an event."""
    return url_for("organiser.waves.index", slug=row.key)


def way_to_actor(row: Row, _year: int) -> str:
    """Lead to an actor."""
    return url_for("organiser.actors.show", actor_id=row.key)


def way_to_task(row: Row, _year: int) -> str:
    """Lead to a task."""
    return url_for("organiser.casework.show", task_id=row.key)


def way_to_year(row: Row, _year: int) -> str:
    """Lead to the tasks of a year."""
    return url_for("organiser.casework.index", year=row.key)


def way_to_reporting(_row: Row, year: int) -> str:
    """Lead to the events that count."""
    return url_for("organiser.report.year", year=year, _anchor="events")


def way_to_record(row: Row, year: int) -> str:
    """Lead to the list of the casework in which a fact stands."""
    return url_for("organiser.records.index", kind=RECORDS[row.kept], year=row.key or year)


WAYS: Mapping[Kept, Callable[[Row, int], str]] = {
    Kept.ATTENDANCE: way_to_event,
    Kept.REPORTING: way_to_reporting,
    Kept.ACTOR: way_to_actor,
    Kept.WAVES: way_to_waves,
    Kept.TASK: way_to_task,
    Kept.YEAR: way_to_year,
}
"""Where facts are kept that stand in no list of the casework."""
