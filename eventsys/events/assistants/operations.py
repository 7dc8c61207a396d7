"""What changes who assists with an event."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.events.assistants.errors import NotAnAssistant
from eventsys.events.assistants.models import EventAssistant
from eventsys.events.assistants.queries import is_able
from eventsys.events.models import Event
from eventsys.people.models import Account


def name_assistant(
    session: Session, event: Event, account_id: int, *, at: datetime, by: Principal
) -> None:
    """Let an event assistant manage an event from now on; nothing happens a second time.

    Raise `NotAnAssistant` where the account cannot sign in as one.
    """
    able = select(Account.id).where(Account.id == account_id, is_able())
    if session.scalar(able.with_for_update()) is None:  # two who name the same wait in turn
        raise NotAnAssistant(account_id)
    known = {"event_id": event.id, "account_id": account_id}
    if session.get(EventAssistant, known) is not None:
        return
    session.add(EventAssistant(**known, named_at=at))
    record(session, "name-assistant", event, {"account": account_id}, at=at, by=by)


def dismiss_assistant(
    session: Session, event: Event, account_id: int, *, at: datetime, by: Principal
) -> None:
    """Take an event from an assistant from now on; nothing happens where it was not theirs."""
    gone = (
        delete(EventAssistant)
        .where(EventAssistant.event_id == event.id, EventAssistant.account_id == account_id)
        .returning(EventAssistant.account_id)
    )
    if session.scalar(gone) is not None:
        record(session, "dismiss-assistant", event, {"account": account_id}, at=at, by=by)
