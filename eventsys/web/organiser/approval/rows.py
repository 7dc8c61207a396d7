"""Requests as rows of a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventsys.core.codes import grouped
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.registration.approval.models import Decision
from eventsys.registration.approval.queries import Request
from eventsys.registration.approval.rules import RequestState
from eventsys.web.common.dates import say_moment, say_when
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.registration.rows import PersonRow


@dataclass(frozen=True, kw_only=True)
class RequestRow:
    """A request as organisers see it; `left` is empty where there is room for all of it.

    Of a group only those with names stand among its people; `size` tells how many it is.
    """

    registration_id: int
    group: str
    size: str
    contact: str
    email: str
    phone: str
    reference: str
    since: str
    occasion: str
    people: Sequence[PersonRow]
    places: int
    left: str
    decided: str
    reason: str


def row_of(
    request: Request,
    event: EventView,
    language: Language,
    people: Mapping[int, Sequence[PersonRow]],
) -> RequestRow:
    """Put a request into words."""
    registration, decision = request.registration, request.decision
    occasion = next((e for e in event.occasions if e.id == registration.occasion_id), None)
    return RequestRow(
        registration_id=registration.id,
        group=registration.group_name or "",
        size=ngettext("%(num)d person", "%(num)d people", request.people),
        contact=registration.contact_name or _("(no name)"),
        email=registration.contact_email or "",
        phone=registration.contact_phone or "",
        reference=grouped(registration.reference),
        since=say_moment(registration.created_at, event.zone, language),
        occasion=str(say_when(occasion.starts_at, occasion.ends_at, event.zone, language))
        if occasion
        else "",
        people=people.get(registration.id, ()),
        places=request.places,
        left=left_words(request.places, event, occasion),
        decided=decided_words(decision, event, language) if decision else "",
        reason=decision.reason if decision else "",
    )


def left_words(places: int, event: EventView, occasion: OccasionView | None) -> str:
    """Say how many places are left where they are too few for a party; else nothing."""
    left = occasion.left if occasion else event.left
    if left is None or places <= left:
        return ""
    return ngettext("Only %(num)d place is left.", "Only %(num)d places are left.", left)


def decided_words(decision: Decision, event: EventView, language: Language) -> str:
    """Say when something was decided."""
    moment = say_moment(decision.decided_at, event.zone, language)
    return _("Decided %(moment)s", moment=moment)


def state_words() -> Mapping[RequestState, str]:
    """Name the states of requests."""
    return {
        RequestState.WAITING: _("Waits for your answer"),
        RequestState.APPROVED: _("Approved"),
        RequestState.DECLINED: _("Declined"),
    }
