"""Tasks in words."""

from eventsys.casework.rules import TaskKind, TaskStatus
from eventsys.casework.tasks.errors import (
    AlreadyConverted,
    LooksLikeCpr,
    NoRequester,
    NotAlike,
    NotInForce,
)
from eventsys.casework.tasks.rules import Shown, TaskRow
from eventsys.core.errors import DomainError
from eventsys.web.common.words import _
from eventsys.web.organiser.wording import Tag

REFUSALS = (AlreadyConverted, LooksLikeCpr, NoRequester, NotAlike, NotInForce)


def kind_words() -> dict[str, str]:
    """Name the kinds of tasks."""
    return {TaskKind.ADVICE.value: _("Advice"), TaskKind.REQUISITION.value: _("Requisition")}


def status_words() -> dict[str, str]:
    """Name how far a task can be that counts."""
    return {
        TaskStatus.NEW.value: _("New"),
        TaskStatus.UNDER_WAY.value: _("Under way"),
        TaskStatus.SOLVED.value: _("Solved"),
    }


def shown_words() -> dict[str, str]:
    """Name which tasks the list can show."""
    return {
        Shown.ALL.value: _("All"),
        Shown.OPEN.value: _("Not solved yet"),
        Shown.SOLVED.value: _("Solved"),
        Shown.OVERDUE.value: _("Follow-up is overdue"),
        Shown.OUT.value: _("Not counted"),
    }


def tag_of(row: TaskRow, *, is_overdue: bool) -> Tag:
    """Say in a word how a task stands."""
    if row.status is TaskStatus.CANCELLED:
        return Tag(_("Withdrawn"), "error")
    if row.duplicate_of_id is not None:
        return Tag(_("Logged twice"), "error")
    if row.converted_to_id is not None:
        return Tag(_("Became a requisition"), "")
    if is_overdue:
        return Tag(_("Follow-up is overdue"), "warn")
    return Tag(status_words()[row.status.value], "")


def refusal_words(refusal: DomainError) -> str:
    """Say why a task is not kept or changed."""
    words = {
        AlreadyConverted: _("It has become a requisition already."),
        LooksLikeCpr: cpr_words(),
        NoRequester: _("Write who asked."),
        NotAlike: _("These two cannot be the same task."),
        NotInForce: _("One of them does not count any more. Take it up again first."),
    }
    return words[type(refusal)]


def cpr_words() -> str:
    """Say that nothing about citizens is written here."""
    return _("This looks like a CPR number. Write nothing here that tells of a citizen.")
