"""The certificates of a registration's people, for the page of whoever registered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from eventsys.attendance.certificates.queries import holders_of
from eventsys.core.db import Session
from eventsys.events.programme.rules import EventView
from eventsys.registration.models import Registration
from eventsys.registration.tickets.queries import HeldTicket
from eventsys.web.common.words import _


@dataclass(frozen=True, kw_only=True)
class OwnCertificate:
    """The way to somebody's certificate; the name is empty where there is nobody else."""

    name: str
    url: str


def own_certificates_of(
    session: Session,
    found: Registration,
    event: EventView,
    held: Sequence[HeldTicket],
    token: str,
    at: datetime,
) -> list[OwnCertificate]:
    """List the certificates that can be printed; before the event begins nobody has one."""
    if event.first_start > at:
        return []
    holders = holders_of(session, found)
    return [
        OwnCertificate(
            name=(each.name or _("Person %(number)s", number=each.position))
            if len(held) > 1
            else "",
            url=url_for("public.certificate_paper", token=token, position=each.position),
        )
        for each in held
        if each.position in holders
    ]
