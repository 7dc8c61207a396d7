"""What practice tickets are called, and what a phone says of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app

from eventsys.checkin.practice.queries import PracticeCode
from eventsys.checkin.practice.rules import PracticeKind
from eventsys.checkin.rules import Verdict
from eventsys.core.codes import grouped
from eventsys.documents.qr import QrDrawing, qr_path, ticket_address
from eventsys.web.common.words import _


@dataclass(frozen=True, kw_only=True)
class PracticeShown:
    """A practice ticket: its code, drawn and typed, and what a phone is to say."""

    drawing: QrDrawing
    address: str
    short_code: str
    says: str
    is_valid: bool


def shown(each: PracticeCode) -> PracticeShown:
    """Put a practice ticket into words."""
    address = ticket_address(current_app.config["BASE_URL"], each.codes.code)
    return PracticeShown(
        drawing=qr_path(address),
        address=address,
        short_code=grouped(each.codes.short_code),
        says=words_of(each.kind),
        is_valid=each.kind is PracticeKind.VALID,
    )


def one_of_each(codes: Sequence[PracticeCode]) -> list[PracticeCode]:
    """Keep the first practice ticket of each kind."""
    return [each for each in codes if each.number == 1]


def words_of(kind: PracticeKind) -> str:
    """Say what a phone shows of a ticket like this, in its own words."""
    words = {
        Verdict.ADMITTED: _("Welcome"),
        Verdict.ALREADY_IN: _("Already in"),
        Verdict.WAITING: _("Waiting list"),
        Verdict.BLOCKED: _("Blocked"),
        Verdict.REPLACED: _("Replaced"),
        Verdict.DEREGISTERED: _("Given back"),
        Verdict.UNKNOWN: _("Unknown"),
        Verdict.OTHER_EVENT: _("Other event"),
    }
    return words[kind.shows]
