"""The paper of 2009 is approved: a late scan leaves its 714, and the erratum says why."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from eventsys.checkin.scans.operations import record_scans
from eventsys.core.text import Language
from eventsys.registration.models import Participant, Registration
from eventsys.reports.figures.making import make_figures
from eventsys.reports.figures.models import FigureRun
from eventsys.reports.figures.operations import keep_runs
from eventsys.reports.figures.rules import is_public, shown, value
from eventsys.reports.yearly.blockers import examine
from eventsys.reports.yearly.models import Report
from eventsys.reports.yearly.operations import approve_report, check_report, note_errata
from eventsys.reports.yearly.queries import find_report
from eventsys.reports.yearly.rules import LateRows
from tests.factories import batch_of, make_scan
from tests.reports.year_2009 import (
    ADMITTED,
    PARTY_AT,
    REPORTED_AT,
    SENT_AT,
    gate_rows,
    make_base,
    send,
)
from tests.reports.yearly.whole import ANN, BO, YEAR, draft

CHECKED_AT = SENT_AT + timedelta(hours=1)
SYNCED_AT = CHECKED_AT + timedelta(days=1)


def figures_of(session):
    return make_figures(session, YEAR, at=REPORTED_AT)


def printed(figures):
    return {
        code: (
            shown(each.definition, each.made, Language.DANISH),
            shown(each.definition, each.made, Language.ENGLISH),
            value(each.definition, each.made),
            each.made.inputs_hash,
            dict(each.made.parts),
            is_public(each.definition, each.made),
        )
        for code, each in figures.items()
    }


def frozen_bytes(session):
    return session.execute(select(Report.content, Report.seal, Report.approved_at)).one()


@pytest.fixture
def base(session):
    """The year of the paper, approved; the cases of its gates count as settled here."""
    base = make_base(session)
    send(session, base, gate_rows(base))
    report = draft(session)
    findings = replace(examine(session, report, at=REPORTED_AT), blockers=[])
    check_report(session, report, findings, at=CHECKED_AT, by=BO)
    approve_report(session, report, findings, at=CHECKED_AT, by=ANN)
    return base


@pytest.mark.quick_on("sqlite")
def test_a_late_scan_leaves_714_and_the_erratum_says_why(session, base):
    before = frozen_bytes(session)
    made = printed(figures_of(session))
    assert printed(find_report(session, YEAR).figures) == made
    assert made["F01"][0] == "714"
    assert made["F16"][0] == "1½ + 1 + 1 + 1½ = 5"
    code = base.codes[sum(ADMITTED.values())]
    late = make_scan(code, PARTY_AT, gate="Nord")
    sent = batch_of(late, sent_at=SYNCED_AT)
    record_scans(session, base.phones["Nord"].token, sent, at=SYNCED_AT)
    row = session.scalars(select(Report)).one()
    assert note_errata(session, row, figures_of(session), at=SYNCED_AT, by=BO) == 1
    report = find_report(session, YEAR)
    frozen = report.figures["F01"]
    assert shown(frozen.definition, frozen.made, Language.DANISH) == "714"
    [erratum] = report.errata
    assert (erratum.code, erratum.old.shown["da"], erratum.new.shown["da"]) == ("F01", "714", "715")
    assert erratum.changed_parts == {"admitted": (673, 674)}
    label = base.phones["Nord"].device.label
    assert erratum.late == [
        LateRows(event="10aar-2009", device=label, kind="scan", number=1),
    ]
    assert frozen_bytes(session) == before


@pytest.mark.quick_on("sqlite")
def test_forgetting_and_new_runs_leave_the_frozen_bytes_alone(session, base):
    before, figures = frozen_bytes(session), printed(figures_of(session))
    session.execute(update(Participant).values(name=None))
    session.execute(update(Registration).values(contact_name=None))
    keep_runs(session, YEAR, figures_of(session), at=SYNCED_AT, by=BO)
    session.execute(update(FigureRun).values(numerator=1, parts={}))
    session.expire_all()
    assert printed(find_report(session, YEAR).figures) == figures
    assert frozen_bytes(session) == before
    assert find_report(session, YEAR).is_intact
