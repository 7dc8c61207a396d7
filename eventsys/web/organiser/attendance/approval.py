"""The approved number of an event in words, and whether it can be approved now."""

from collections.abc import Mapping
from dataclasses import dataclass

from eventsys.attendance.approval.errors import CasesOpen, EventNotOver, NumberChanged
from eventsys.attendance.approval.models import ApprovedAttendance
from eventsys.attendance.approval.queries import find_approved
from eventsys.attendance.approval.rules import Method, figure_of
from eventsys.attendance.queries import EventCount
from eventsys.checkin.cases.values import CaseKind
from eventsys.core.db import db
from eventsys.events.models import Event
from eventsys.events.programme.rules import EventView
from eventsys.people.queries import name_principals
from eventsys.web.common.dates import say_moment
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.cases.words import kind_words


@dataclass(frozen=True, kw_only=True)
class ApprovalShown:
    """What the page says of the approval; texts are empty where there is nothing to say.

    `number` is what would be approved now, `obstacle` why it cannot be.
    """

    approved: int | None
    told: str
    since: str
    number: int
    method: str
    obstacle: str


def approval_of(
    view: EventView, event: Event, count: EventCount, waiting: Mapping[CaseKind, int]
) -> ApprovalShown:
    """Put into words what was approved, and what holds a new approval up."""
    found = find_approved(db.session(), event)
    figure = figure_of(count.came, count.head_count)
    return ApprovalShown(
        approved=found.number if found else None,
        told=told_words(found, view) if found else "",
        since=since_words(figure.number, found.number) if found else "",
        number=figure.number,
        method=method_words()[figure.method],
        obstacle=obstacle_words(view, count, waiting),
    )


def told_words(found: ApprovedAttendance, view: EventView) -> str:
    """Say how the approved number was counted, when it was approved, and by whom."""
    moment = say_moment(found.approved_at, view.zone, current_language())
    names = name_principals(db.session(), [found.approved_by])
    who = names.get(found.approved_by) or _("the system")
    approved = _("Approved %(moment)s by %(who)s", moment=moment, who=who)
    return f"{method_words()[found.method]}. {approved}"


def since_words(now: int, then: int) -> str:
    """Say what the number has become since; nothing where it is the same."""
    return "" if now == then else _("Since then: %(now)s (approved %(then)s)", now=now, then=then)


def obstacle_words(view: EventView, count: EventCount, waiting: Mapping[CaseKind, int]) -> str:
    """Say why the number cannot be approved now; nothing where it can be."""
    if any(each.ends_at > count.as_of for each in view.occasions):
        return _("The number can be approved when the event is over.")
    return _("The number can be approved when every case is decided.") if waiting else ""


def method_words() -> Mapping[Method, str]:
    """Say how a number was counted."""
    return {
        Method.GATES: _("Counted at the gates, with a ticket and without"),
        Method.IN: _("Head count of those who came in"),
        Method.PRESENT: _("Head count when most people were there"),
        Method.ESTIMATE: _("An estimate"),
    }


def refusal_words(refusal: EventNotOver | CasesOpen | NumberChanged) -> str:
    """Say why a number was not approved."""
    if isinstance(refusal, CasesOpen):
        words = kind_words()
        kinds = [f"{words[kind]} ({number})" for kind, number in refusal.waiting.items()]
        return _("These wait for a decision: %(cases)s", cases=", ".join(kinds))
    if isinstance(refusal, NumberChanged):
        return _("The number has changed since you read it. Look at it again.")
    return _("The event is not over yet.")
