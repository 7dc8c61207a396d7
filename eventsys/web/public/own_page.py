"""A registration in words, for the page of whoever made it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, url_for
from markupsafe import Markup

from eventsys.core.codes import grouped
from eventsys.documents.qr import QrDrawing, qr_path, ticket_address
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.rules import EventStatus
from eventsys.registration.models import Registration
from eventsys.registration.rules import Category, Channel, ParticipantStatus, TicketStatus
from eventsys.registration.spelling import suggest_email
from eventsys.registration.tickets.queries import HeldTicket
from eventsys.web.common.words import _, ngettext


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnTicket:
    """One person's ticket; `state` is empty where it is valid, `qr` None where it is not."""

    number: int
    heading: str
    name: str
    category: str
    qr: QrDrawing | None
    qr_label: str
    short_code: str
    state: str
    previous: int | None
    next: int | None
    deregister_url: str


def tickets_of(
    held: Sequence[HeldTicket], event: EventView, token: str, *, is_over: bool
) -> list[OwnTicket]:
    """Put tickets into words, each with its neighbours."""
    return [own_ticket(each, event, token, total=len(held), is_over=is_over) for each in held]


def own_ticket(
    held: HeldTicket, event: EventView, token: str, *, total: int, is_over: bool
) -> OwnTicket:
    """Put one ticket into words."""
    number, state = held.position, state_words(held, event)
    may_leave = held.status is not ParticipantStatus.DEREGISTERED and not is_over
    return OwnTicket(
        number=number,
        heading=ordinal(number, total),
        name=held.name,
        category=category_name(held.category),
        qr=None if state else drawing_of(held),
        qr_label=_("QR code of ticket %(number)s of %(total)s", number=number, total=total),
        short_code=grouped(held.codes.short_code),
        state=state,
        previous=number - 1 if number > 1 else None,
        next=number + 1 if number < total else None,
        deregister_url=url_for("public.deregister", token=token, position=number)
        if may_leave and event.status is not EventStatus.CANCELLED
        else "",
    )


def ordinal(number: int, total: int) -> str:
    """Say which of a registration's tickets this is."""
    return _("Ticket %(number)s of %(total)s", number=number, total=total)


def drawing_of(held: HeldTicket) -> QrDrawing:
    """Draw a ticket's QR."""
    return qr_path(ticket_address(current_app.config["BASE_URL"], held.codes.code))


def category_name(category: Category) -> str:
    """Name what a participant is."""
    names = {Category.CHILD: _("Child"), Category.ADULT: _("Adult"), Category.STAFF: _("Staff")}
    return names[category]


def state_words(held: HeldTicket, event: EventView) -> str:
    """Say why a held ticket does not admit; nothing where it does."""
    return refusal_words(event, held.status, held.ticket_status)


def refusal_words(event: EventView, status: ParticipantStatus, ticket: TicketStatus) -> str:
    """Say why a ticket does not admit; nothing where it does."""
    if event.status is EventStatus.CANCELLED:
        return _("The event is cancelled")
    if event.intake.puts_off and status is not ParticipantStatus.CONFIRMED:
        return words_without_place(status)
    if status is ParticipantStatus.DEREGISTERED:
        return _("Deregistered")
    if status is not ParticipantStatus.CONFIRMED:
        return _("On the waiting list")
    words = {
        TicketStatus.VALID: "",
        TicketStatus.BLOCKED: _("This ticket is blocked. Ask an organiser."),
        TicketStatus.REPLACED: _("There is a newer ticket: use that one."),
    }
    return words[ticket]


def words_without_place(status: ParticipantStatus) -> str:
    """Say that somebody has no place, or not yet, where others decide who has one."""
    return _("No place") if status is ParticipantStatus.DEREGISTERED else _("Not valid yet")


def heading_of(tickets: Sequence[OwnTicket], event: EventView, waiting: str = "") -> str:
    """Say in a line how things stand; `waiting` says it of those who wait, if any do."""
    valid = sum(1 for ticket in tickets if not ticket.state)
    if event.status is EventStatus.CANCELLED:
        return _("The event is cancelled")
    if waiting and not valid:
        return waiting
    if not valid:
        return _("You are not registered any more")
    return ngettext("You are registered", "You are all registered", valid)


def keep_words(registration: Registration) -> str:
    """Say how to find the page again; whoever gave a channel is written to."""
    if registration.contact_channel is Channel.EMAIL:
        return _("We also send the link and the tickets to your e-mail.")
    if registration.contact_channel is Channel.PHONE:
        return _("We also send the link to your phone as a text message.")
    return _(
        "We do not write to you. Save the link to this page, or take a picture of each ticket."
    )


@dataclass(frozen=True, kw_only=True)
class Correction:
    """An address that looks mistyped, and the one that was probably meant."""

    typed: Markup
    meant: Markup
    url: str


def correction_of(registration: Registration, token: str) -> Correction | None:
    """Suggest another address to write to; None where nothing looks mistyped."""
    typed = registration.contact_email or ""
    meant = suggest_email(typed)
    if meant is None:
        return None
    url = url_for("public.correct_email", token=token)
    return Correction(typed=set_apart(typed), meant=set_apart(meant), url=url)


def written_to(registration: Registration) -> Markup:
    """Tell the address that is written to; nothing where there is none."""
    return set_apart(registration.contact_email) if registration.contact_email else Markup()


def set_apart(email: str) -> Markup:
    """Let an address be read from left to right within words of any direction."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(email)


def occasion_of(occasion_id: int | None, event: EventView, at: datetime) -> OccasionView:
    """Find the occasion that was chosen; where all of them are meant, the next one."""
    chosen = (each for each in event.occasions if each.id == occasion_id)
    return next(chosen, event.next_occasion(at))


def is_over(registration: Registration, event: EventView, at: datetime) -> bool:
    """Tell whether everything that was registered for has ended."""
    if registration.occasion_id is None:
        return event.last_end <= at
    return occasion_of(registration.occasion_id, event, at).ends_at <= at
