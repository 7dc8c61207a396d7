"""How people come to places where that is not at once: before they register, and after."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsys.core.db import db
from eventsys.events.intake.rules import Way
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import EventStatus
from eventsys.registration.approval.models import Decision
from eventsys.registration.approval.queries import find_decision
from eventsys.registration.approval.rules import Verdict
from eventsys.registration.models import Registration
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.tickets.queries import HeldTicket
from eventsys.web.common.words import _


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnRequest:
    """The part of the own page about a decision that is awaited, or was a no with its reason."""

    heading: str
    title: str
    text: str
    kind: str = "info"
    reason: str = ""


def intake_words(event: EventView) -> str:
    """Say how one comes to a place where registering alone gives none; else nothing."""
    if event.intake.way is Way.APPROVAL:
        return _(
            "The organisers look at each registration. "
            "You have a place when they have said yes. They write to you."
        )
    return ""


def own_request_of(
    found: Registration, event: EventView, held: Sequence[HeldTicket]
) -> OwnRequest | None:
    """Say how a request stands; None where nothing is awaited and no no was said."""
    if not event.intake.puts_off or event.status is EventStatus.CANCELLED:
        return None
    decision = find_decision(db.session(), found)
    if decision is not None:
        return declined(decision) if decision.verdict is Verdict.DECLINED else None
    if any(each.status is ParticipantStatus.WAITING for each in held):
        return awaiting()
    return None


def awaiting() -> OwnRequest:
    """Say that the organisers have yet to answer."""
    return OwnRequest(
        heading=_("We have your registration"),
        title=_("You have no place yet"),
        text=_("The organisers look at your registration. The answer comes on this page too."),
    )


def declined(decision: Decision) -> OwnRequest:
    """Say that the organisers said no, and why."""
    return OwnRequest(
        heading=_("No place this time"),
        title=_("The organisers could not give you a place"),
        text=_("This is their reason:"),
        kind="warn",
        reason=decision.reason,
    )
