"""What freezes scans and where tickets stood, and lets nobody tell whose they were."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventsys.checkin.cases.models import CaseDecision
from eventsys.checkin.forgetting.rules import FORGOTTEN
from eventsys.checkin.models import Device, HeadCount, Scan, StrayRow, TicketState
from eventsys.core.codes import new_public_id
from eventsys.core.localtime import quarter_of
from eventsys.events.models import Event
from eventsys.registration.models import Participant, Ticket


def forget(session: Session, registration_ids: Collection[int]) -> None:
    """Round the times of people's scans and take away what was read.

    Where their tickets stood is not judged again: it stays as it is, at its quarter of an hour.
    The tickets must be held.
    """
    tickets = session.scalars(
        select(Ticket.id)
        .join(Participant, Participant.id == Ticket.participant_id)
        .where(Participant.registration_id.in_(registration_ids))
    ).all()
    for scan in session.scalars(select(Scan).where(Scan.ticket_id.in_(tickets))):
        scan.read_hash = f"{FORGOTTEN}{new_public_id()}"
        scan.device_at = quarter_or_none(scan.device_at)
        scan.effective_at = quarter_of(scan.effective_at)
        scan.received_at = quarter_of(scan.received_at)
    for state in session.scalars(select(TicketState).where(TicketState.ticket_id.in_(tickets))):
        state.admitted_at = quarter_or_none(state.admitted_at)
        state.changed_at = quarter_of(state.changed_at)
    session.flush()


def quarter_or_none(moment: datetime | None) -> datetime | None:
    """Tell the quarter of an hour of a moment that may not be known."""
    return None if moment is None else quarter_of(moment)


def forget_event(session: Session, event: Event) -> None:
    """Empty what people wrote at an event's gates and about its cases; choices and counts stay."""
    phones = select(Device.id).where(Device.event_id == event.id)
    for statement in (
        update(StrayRow).where(StrayRow.device_id.in_(phones)).values(body=""),
        update(CaseDecision).where(CaseDecision.event_id == event.id).values(reason=""),
        update(HeadCount)
        .where(HeadCount.event_id == event.id, HeadCount.reason.is_not(None))
        .values(reason=""),
    ):
        session.execute(statement.execution_options(synchronize_session=False))
