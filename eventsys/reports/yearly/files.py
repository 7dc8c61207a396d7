"""What other programs read of a year's report beside its figures."""

from collections.abc import Mapping

from eventsys.core.localtime import in_utc
from eventsys.core.text import Language
from eventsys.reports.yearly.queries import YearlyReport
from eventsys.reports.yearly.rules import ErratumLine, ReportState


def told_of(report: YearlyReport | None, language: Language) -> Mapping[str, object]:
    """Tell the state; once it is approved, also when, its seal and the corrections since.

    A report that nobody has begun is a draft.
    """
    if report is None or report.approved_at is None:
        return {"state": report.state if report else ReportState.DRAFT}
    return {
        "state": report.state,
        "approved_at": in_utc(report.approved_at),
        "seal": report.seal,
        "errata": [erratum_json(each, language) for each in report.errata],
    }


def erratum_json(line: ErratumLine, language: Language) -> Mapping[str, object]:
    """Tell what became of a figure, and why."""
    return {
        "figure": line.code,
        "old": line.old.shown[language],
        "new": line.new.shown[language],
        "changed": {name: [*pair] for name, pair in line.changed_parts.items()},
        "late": [
            {"event": each.event, "device": each.device, "kind": each.kind, "number": each.number}
            for each in line.late
        ],
        "noted_at": in_utc(line.noted_at),
    }
