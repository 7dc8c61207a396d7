"""Which cases an event's facts make, and which of them still wait for a decision.

The cases are a function of the set of stored facts: they do not depend on when or how often these
arrived. Only decisions are stored.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from eventsys.checkin.cases.facts import Facts, PhoneScan
from eventsys.checkin.cases.of_counts import cases_of_counts
from eventsys.checkin.cases.of_phones import cases_of_phones
from eventsys.checkin.cases.of_tickets import ENTRIES, cases_of_tickets, judge_all, scans_by_ticket
from eventsys.checkin.cases.values import Case, CaseKind, Choice
from eventsys.checkin.rules import Verdict

LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What was decided about a case, on which facts, why, when and by whom."""

    choice: Choice
    chosen: str | None
    facts: frozenset[str]
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A case and what was last decided about it; a case that grew since is open again."""

    case: Case
    decided: Decided | None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody has to decide."""
        return self.decided is None or not self.case.facts <= self.decided.facts


def find_cases(facts: Facts) -> list[Case]:
    """Find all that does not go together, in the order of the kinds and of time."""
    ordered = sorted(facts.scans, key=lambda scan: (scan.effective_at, scan.row_id))
    by_ticket = scans_by_ticket(ordered)
    verdicts = judge_all(facts, by_ticket)
    cases = [
        *cases_of_tickets(facts, by_ticket, verdicts),
        *cases_of_counts(facts, entries_by_phone(ordered, verdicts)),
        *cases_of_phones(facts),
    ]
    order = {kind: number for number, kind in enumerate(CaseKind)}
    return sorted(cases, key=lambda case: (order[case.kind], case.at or LAST, case.key))


def entries_by_phone(
    ordered: Sequence[PhoneScan], verdicts: Mapping[str, Verdict]
) -> Mapping[int, Sequence[PhoneScan]]:
    """Sort the entries of people with a ticket by phone."""
    found: defaultdict[int, list[PhoneScan]] = defaultdict(list)
    for scan in ordered:
        if verdicts.get(scan.row_id) in ENTRIES:
            found[scan.device_id].append(scan)
    return found
