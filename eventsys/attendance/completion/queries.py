"""What is asked of completion: the rule, and all that there ever were."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.completion.models import CompletionRule
from eventsys.events.models import Event


def find_rule(session: Session, event: Event) -> CompletionRule | None:
    """Find the rule of an event that is in force; None where none was set."""
    newest = CompletionRule.id.desc()
    return session.scalar(
        select(CompletionRule).filter_by(event_id=event.id).order_by(newest).limit(1)
    )


def list_rules(session: Session, event: Event) -> Sequence[CompletionRule]:
    """List all rules that an event ever had, the newest first."""
    rules = select(CompletionRule).filter_by(event_id=event.id)
    return session.scalars(rules.order_by(CompletionRule.id.desc())).all()
