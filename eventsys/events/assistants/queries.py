"""What is asked of those who assist with events."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from eventsys.events.assistants.models import EventAssistant
from eventsys.events.assistants.rules import BOUND, EVERYWHERE, Reach, needs_a_name
from eventsys.events.models import Event
from eventsys.people.models import Account, Role, account_role
from eventsys.people.rules import RoleName


@dataclass(frozen=True, kw_only=True)
class Assistant:
    """Somebody who is named for an event; without the role or the account it opens nothing."""

    account_id: int
    email: str
    is_let_in: bool


def is_named_for(session: Session, account_id: int, slug: str) -> bool:
    """Tell whether an account is named for an event; False where there is no such event."""
    named = (
        select(EventAssistant.event_id)
        .join(Event, Event.id == EventAssistant.event_id)
        .where(Event.slug == slug, EventAssistant.account_id == account_id)
    )
    return session.scalar(named) is not None


def reach_of(
    session: Session, account_id: int, held: frozenset[RoleName], allowed: frozenset[RoleName]
) -> Reach:
    """Tell at which events somebody may do what is allowed to those roles."""
    if not needs_a_name(held, allowed):
        return EVERYWHERE
    named = select(EventAssistant.event_id).where(EventAssistant.account_id == account_id)
    return Reach(frozenset(session.scalars(named)))


def list_assistants(session: Session, event: Event) -> Sequence[Assistant]:
    """List those who are named for an event, by address."""
    rows = session.execute(
        select(Account.id, Account.email, is_able().label("is_able"))
        .join(EventAssistant, EventAssistant.account_id == Account.id)
        .where(EventAssistant.event_id == event.id)
        .order_by(Account.email)
    )
    return [
        Assistant(account_id=row.id, email=row.email, is_let_in=bool(row.is_able)) for row in rows
    ]


def list_candidates(session: Session, event: Event) -> Sequence[Assistant]:
    """List the event assistants who are not named for an event yet, by address."""
    named = exists().where(
        EventAssistant.event_id == event.id, EventAssistant.account_id == Account.id
    )
    rows = session.execute(
        select(Account.id, Account.email).where(is_able(), ~named).order_by(Account.email)
    )
    return [Assistant(account_id=row.id, email=row.email, is_let_in=True) for row in rows]


def is_able() -> ColumnElement[bool]:
    """Tell of an account whether it can sign in as an event assistant."""
    held = exists().where(
        account_role.c.account_id == Account.id,
        account_role.c.role_id == Role.id,
        Role.name == BOUND.value,
    )
    return Account.active.is_(True) & held
