"""What sets the rule by which a course is completed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.attendance.completion.errors import RuleOutOfRange, RuleReasonMissing
from eventsys.attendance.completion.models import CompletionRule
from eventsys.attendance.completion.queries import find_rule
from eventsys.attendance.completion.rules import LONGEST_REASON, has_begun
from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.events.operations import hold
from eventsys.events.queries import list_occasions


@dataclass(frozen=True, kw_only=True)
class RuleRequest:
    """To how many occasions one is to come, and why, where the first has begun."""

    needed: int
    reason: str = ""


def set_rule(
    session: Session, event: Event, request: RuleRequest, *, at: datetime, by: Principal
) -> CompletionRule:
    """Set an event's rule; the earlier ones stay on record. The same number again changes nothing.

    Raise `RuleOutOfRange`, and `RuleReasonMissing` once the first occasion has begun.
    """
    hold(session, event)
    occasions, known = list_occasions(session, event), find_rule(session, event)
    if not 1 <= request.needed <= len(occasions):
        raise RuleOutOfRange(len(occasions))
    if known is not None and known.needed == request.needed:
        return known
    reason = request.reason.strip()
    is_late = has_begun([each.starts_at for each in occasions], at)
    if len(reason) > LONGEST_REASON or (is_late and not reason):
        raise RuleReasonMissing(LONGEST_REASON)
    rule = CompletionRule(
        event_id=event.id,
        needed=request.needed,
        planned=len(occasions),
        reason=reason or None,
        made_at=at,
        made_by=str(by),
    )
    session.add(rule)
    session.flush()
    details = {"needed": rule.needed, "planned": rule.planned, "reason": rule.reason}
    record(session, "set-rule", rule, details, at=at, by=by)
    return rule
