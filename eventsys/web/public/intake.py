"""How people come to places where that is not at once: before they register, and after."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.events.intake.rules import Way
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import EventStatus
from eventsys.registration.approval.models import Decision
from eventsys.registration.approval.queries import find_decision
from eventsys.registration.approval.rules import Verdict
from eventsys.registration.draw.queries import find_entry
from eventsys.registration.draw.rules import key_of
from eventsys.registration.models import Registration
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.tickets.queries import HeldTicket
from eventsys.registration.waitlist.queries import is_in_line
from eventsys.web.common.dates import say_moment
from eventsys.web.common.words import _


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnRequest:
    """The part of the own page about a decision that is awaited, or was a no with its reason.

    Where lots decide, `key` is the party's number in the draw and `record_url` tells the result.
    """

    heading: str
    title: str
    text: str
    kind: str = "info"
    reason: str = ""
    key: str = ""
    record_url: str = ""


def intake_words(event: EventView, language: Language) -> str:
    """Say how one comes to a place where registering alone gives none; else nothing."""
    if event.intake.way is Way.APPROVAL:
        return _(
            "The organisers look at each registration. "
            "You have a place when they have said yes. They write to you."
        )
    if event.intake.puts_off:
        return _(
            "Lots decide who gets a place. Registration closes %(moment)s. Then the lots are "
            "drawn. It does not matter when you register before that. Register only once.",
            moment=closing_words(event, language),
        )
    return ""


def closing_words(event: EventView, language: Language) -> str:
    """Say when registration closes."""
    return say_moment(event.window.closes_at or event.first_start, event.zone, language)


def own_request_of(
    found: Registration, event: EventView, held: Sequence[HeldTicket], language: Language
) -> OwnRequest | None:
    """Say how a request or a lot stands; None where there is nothing to say of it."""
    if event.status is EventStatus.CANCELLED:
        return None
    is_waiting = any(each.status is ParticipantStatus.WAITING for each in held)
    if event.intake.way is Way.APPROVAL:
        return answer_to(found, is_waiting=is_waiting)
    if event.intake.way is Way.DIRECT:
        return answer_to_group(found, is_waiting=is_waiting)
    if event.intake.is_drawn:
        return drawn(found, event)
    return awaiting_draw(found, event, language) if is_waiting else None


def answer_to(found: Registration, *, is_waiting: bool) -> OwnRequest | None:
    """Say what the organisers answered; nothing after a yes, which the tickets say."""
    decision = find_decision(db.session(), found)
    if decision is not None:
        return declined(decision) if decision.verdict is Verdict.DECLINED else None
    return awaiting() if is_waiting else None


def answer_to_group(found: Registration, *, is_waiting: bool) -> OwnRequest | None:
    """Say what the organisers answered to a group that asked for more places than it could have."""
    if found.group_name is None or is_in_line(db.session(), found):
        return None
    return answer_to(found, is_waiting=is_waiting)


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


def awaiting_draw(found: Registration, event: EventView, language: Language) -> OwnRequest:
    """Say when the lots are drawn, and by which number one finds oneself in the result."""
    return OwnRequest(
        heading=_("You take part in the draw"),
        title=_("You have no place yet"),
        text=_(
            "Lots are drawn when registration has closed: %(moment)s. "
            "The result comes on this page too.",
            moment=closing_words(event, language),
        ),
        key=key_of(found.public_id),
    )


def drawn(found: Registration, event: EventView) -> OwnRequest | None:
    """Say what the lot came to; None for who registered after the draw."""
    entry = find_entry(db.session(), found)
    if entry is None:
        return None
    return OwnRequest(
        heading="",
        title=_("The lots are drawn"),
        text=_("You got a place in the draw.")
        if entry.has_place
        else _("In the draw there was no place for you."),
        key=entry.key,
        record_url=url_for("public.draw", slug=event.slug),
    )
