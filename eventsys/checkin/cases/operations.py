"""What decides about cases: a person, with a reason; a number is corrected by nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventsys.checkin.arrivals.operations import corrected
from eventsys.checkin.cases.errors import CaseChanged, CaseGone, ChoiceNotOffered, ReasonMissing
from eventsys.checkin.cases.models import CaseDecision
from eventsys.checkin.cases.queries import list_cases
from eventsys.checkin.cases.values import Case, CaseKind, Choice
from eventsys.checkin.models import HeadCount, Scan, Tally
from eventsys.checkin.scans.standing import judge_anew
from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.events.models import Event


@dataclass(frozen=True, kw_only=True)
class DecisionRequest:
    """What somebody decides about a case, having seen these of its facts.

    `chosen` is the head count that alone counts, where that is the decision.
    """

    kind: CaseKind
    key: str
    seen: str
    choice: Choice
    chosen: str | None
    reason: str


def decide(
    session: Session, event: Event, request: DecisionRequest, *, at: datetime, by: Principal
) -> CaseDecision:
    """Decide about a case, or decide anew.

    Raise `CaseGone`, `CaseChanged`, `ChoiceNotOffered` or `ReasonMissing`.
    """
    hold = select(Event.id).where(Event.id == event.id).with_for_update(key_share=True)
    session.execute(hold)  # phones go on handing in
    case = get_case(session, event, request, at=at)
    refuse(case, request)
    decision = find_decision(session, event, case) or CaseDecision(
        event_id=event.id, kind=case.kind, key=case.key
    )
    decision.facts = " ".join(sorted(case.facts))
    decision.choice, decision.chosen = request.choice, request.chosen
    decision.reason = request.reason
    decision.decided_at, decision.decided_by = at, str(by)
    session.add(decision)
    session.flush()
    correct(session, event, case, request, at=at)
    record(session, "decide", decision, told(case, request), at=at, by=by)
    return decision


def get_case(session: Session, event: Event, request: DecisionRequest, *, at: datetime) -> Case:
    """Find the case that is meant among those that the facts make now; raise `CaseGone`."""
    cases = [standing.case for standing in list_cases(session, event, at=at)]
    wanted = (request.kind, request.key)
    case = next((case for case in cases if (case.kind, case.key) == wanted), None)
    if case is None:
        raise CaseGone
    return case


def refuse(case: Case, request: DecisionRequest) -> None:
    """Refuse a decision that does not go with its case."""
    if case.seen != request.seen:
        raise CaseChanged
    is_chosen = (
        request.chosen in case.facts if request.choice is Choice.ONLY else not request.chosen
    )
    if request.choice not in case.choices or not is_chosen:
        raise ChoiceNotOffered
    if not request.reason.strip():
        raise ReasonMissing


def find_decision(session: Session, event: Event, case: Case) -> CaseDecision | None:
    """Find what was decided before."""
    return session.scalar(
        select(CaseDecision).where(
            CaseDecision.event_id == event.id,
            CaseDecision.kind == case.kind,
            CaseDecision.key == case.key,
        )
    )


def told(case: Case, request: DecisionRequest) -> Mapping[str, object]:
    """Write down for the audit what was decided on what."""
    return {
        "kind": case.kind,
        "key": case.key,
        "facts": sorted(case.facts),
        "choice": request.choice,
        "chosen": request.chosen,
        "reason": request.reason,
    }


def correct(
    session: Session, event: Event, case: Case, request: DecisionRequest, *, at: datetime
) -> None:
    """Let the numbers follow a decision, where it can change them."""
    if case.kind is CaseKind.DOUBLE:
        with corrected(session, event):
            count_once(session, event, case, request)
    elif case.kind is CaseKind.OVERLAP:
        count_only(session, event, case, request)
    elif case.kind is CaseKind.LATE:
        with corrected(session, event):
            count_late(session, event, case, request, at=at)


def count_once(session: Session, event: Event, case: Case, request: DecisionRequest) -> None:
    """Let a tally and a scan be one person, or two."""
    [scan_id] = case.facts - {case.key}
    is_same = request.choice is Choice.ONCE
    session.execute(
        update(Tally)
        .where(Tally.event_id == event.id, Tally.tally_id == case.key)
        .values(same_as_scan_id=scan_id if is_same else None)
    )


def count_only(session: Session, event: Event, case: Case, request: DecisionRequest) -> None:
    """Leave out the head counts that another one stands for, or none."""
    of_case = update(HeadCount).where(
        HeadCount.event_id == event.id, HeadCount.headcount_id.in_(case.facts)
    )
    session.execute(of_case.values(left_out_for=None))
    if request.chosen:
        others = of_case.where(HeadCount.headcount_id != request.chosen)
        session.execute(others.values(left_out_for=request.chosen))


def count_late(
    session: Session, event: Event, case: Case, request: DecisionRequest, *, at: datetime
) -> None:
    """Let what a phone did after it was disconnected count, or not."""
    is_left_out = request.choice is Choice.STANDS
    for model, row_id in (
        (Scan, Scan.scan_id),
        (Tally, Tally.tally_id),
        (HeadCount, HeadCount.headcount_id),
    ):
        of_case = update(model).where(model.event_id == event.id, row_id.in_(case.facts))
        session.execute(of_case.values(quarantined=is_left_out))
    scanned = select(Scan.ticket_id).where(
        Scan.event_id == event.id, Scan.scan_id.in_(case.facts), Scan.ticket_id.is_not(None)
    )
    judge_anew(
        session, event, {ticket_id for ticket_id in session.scalars(scanned) if ticket_id}, at=at
    )
