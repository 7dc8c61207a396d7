"""Tasks as they stand in lists and on their page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from eventsys.casework.models import AdhocTask
from eventsys.casework.tasks.rules import TaskRow
from eventsys.core.text import Language
from eventsys.people.actors.register import Register
from eventsys.web.common.dates import say_date
from eventsys.web.common.words import _
from eventsys.web.organiser.casework.words import kind_words, tag_of
from eventsys.web.organiser.wording import Tag


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """A task in a list."""

    id: int
    url: str
    kind: str
    requester: str
    topic: str
    day: str
    minutes: int | None
    tag: Tag


@dataclass(frozen=True, kw_only=True)
class Told:
    """Something that is told of a task, by its name; `url` leads on where it does."""

    name: str
    text: str
    url: str = ""


def requester_of(row: TaskRow | AdhocTask, register: Register, day: date) -> str:
    """Name who asked: an actor as it was called that day, or the unit as it was typed."""
    if row.actor_id is None:
        return row.unit
    return register.name_of(register.canonical(row.actor_id), day)


def lines_of(
    rows: Sequence[TaskRow], register: Register, today: date, language: Language
) -> list[TaskLine]:
    """Put tasks into words."""
    kinds = kind_words()
    return [
        TaskLine(
            id=row.id,
            url=url_for("organiser.casework.show", task_id=row.id),
            kind=kinds[row.kind.value],
            requester=requester_of(row, register, row.day),
            topic=row.topic,
            day=say_date(row.day, language),
            minutes=row.minutes,
            tag=tag_of(row, is_overdue=row.is_overdue(today)),
        )
        for row in rows
    ]


def told_of(
    task: AdhocTask, row: TaskRow, source: AdhocTask | None, by: str, language: Language
) -> list[Told]:
    """List what is told of a task, as far as it is known."""

    def day(value: date | None) -> str:
        return "" if value is None else say_date(value, language)

    known = (
        Told(name=_("Asked on"), text=day(task.received_on)),
        Told(name=_("Advice given on"), text=day(task.given_on)),
        Told(name=_("Accepted on"), text=day(task.accepted_on)),
        Told(name=_("Minutes"), text="" if task.minutes is None else str(task.minutes)),
        Told(name=_("What about?"), text=task.topic),
        Told(name=_("Purpose"), text=task.purpose),
        Told(name=_("Outcome"), text=task.outcome),
        Told(name=_("Follow it up on"), text=day(task.follow_up_on)),
        Told(name=_("Followed up on"), text=day(task.followed_up_on)),
        way_to(_("Became a requisition"), row.converted_to_id),
        way_to(_("Logged twice"), row.duplicate_of_id),
        way_to(_("Began as advice"), source.id if source else None),
        Told(name=_("Written down by"), text=by),
    )
    return [each for each in known if each.text]


def way_to(name: str, task_id: int | None) -> Told:
    """Lead to another task, where there is one."""
    if task_id is None:
        return Told(name=name, text="")
    url = url_for("organiser.casework.show", task_id=task_id)
    return Told(name=name, text=_("Look at it"), url=url)
