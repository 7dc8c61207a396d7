"""An organiser writes the report, settles what holds it up; another one checks and it is frozen."""

import json
from datetime import date

import pytest

from eventsys.casework.models import ConsultantCount, StaffAllocation
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.localtime import local_day
from eventsys.core.principal import Principal, PrincipalKind
from eventsys.people.rules import RoleName
from eventsys.reports.yearly.blockers import examine
from eventsys.reports.yearly.models import Report
from eventsys.reports.yearly.operations import (
    begin_report,
    let_stand,
    write_chapter,
)
from eventsys.reports.yearly.queries import find_row
from eventsys.reports.yearly.rules import Chapter
from tests.factories import make_account
from tests.facts import add_advice, add_fact
from tests.reports.yearly.whole import BODIES, NO_FACT
from tests.web.conftest import add_signed_in, sign_in


@pytest.fixture
def year():
    return local_day(clock.now()).year - 1


@pytest.fixture
def paper(year):
    return f"/organiser/report/{year}/paper"


@pytest.fixture
def two(app):
    """Two organisers, each in a browser of their own."""
    browsers = []
    for email in ("ann@example.org", "bo@example.org"):
        with app.app_context(), transaction() as session:
            account_id = make_account(session, email, at=clock.now()).id
        browsers.append(app.test_client())
        sign_in(browsers[-1], account_id)
        browsers[-1].account_id = account_id
    return browsers


def write_whole(app, year, account_id):
    """Begin the report, write all chapters, and leave standing what may stand."""
    at, by = clock.now(), Principal(PrincipalKind.ACCOUNT, account_id)
    with app.app_context(), transaction() as session:
        report = begin_report(session, year, at=at, by=by)
        for chapter in Chapter:
            write_chapter(session, report, chapter, BODIES, at=at, by=by)
        for blocker in examine(session, report, at=at).open_blockers:
            let_stand(session, report, blocker, NO_FACT, at=at, by=by)


def press(browser, paper, name):
    """Press the button of a form on the report's page."""
    return browser.submit(paper, {}, form=name)


def stored(app, year):
    with app.app_context():
        row = db.session.query(Report).filter_by(year=year).one()
        return row.state, row.content, row.seal


def test_the_years_stand_in_a_list_with_how_far_they_are(app, two, year, paper):
    ann, _bo = two
    assert f"{year} Ikke begyndt" in " ".join(ann.page("/organiser/report/").text.split())
    assert press(ann, paper, "begin").status_code == 303
    assert f"{year} Kladde" in " ".join(ann.page("/organiser/report/").text.split())


def test_the_report_says_what_holds_it_up_and_leads_there(app, two, year, paper):
    ann, _bo = two
    press(ann, paper, "begin")
    page = ann.page(paper)
    assert "F01: Der er ikke markeret noget arrangement" in page.text
    refused = press(ann, paper, "check")
    assert refused.status_code == 409
    write = ann.submit(f"{paper}/finances/edit", {"da": "Alt er **betalt**."}, form="chapter")
    assert write.status_code == 303
    assert "Alt er betalt." in ann.page(paper).text
    assert "Kapitlet “Økonomi”" not in ann.page(paper).text


def test_what_cannot_be_settled_stands_with_its_reason(app, two, year, paper):
    ann, _bo = two
    press(ann, paper, "begin")
    stand = f"{paper}/stand/missing-fact/F17-indicator"
    assert ann.submit(stand, {"because": ""}, form="stand").status_code == 422
    assert ann.submit(stand, {"because": "Kilden er lukket."}, form="stand").status_code == 303
    assert "Kilden er lukket." in ann.page(paper).text
    assert ann.get(f"{paper}/stand/no-text/finances").status_code == 404


def test_staff_years_that_are_not_the_consultants_may_stand_with_a_reason(app, two, year, paper):
    ann, _bo = two
    planned = {"programme_year": year + 1, "code": "1", "title": "Område", "half_years": 9}
    with app.app_context(), transaction() as session:
        add_fact(session, StaffAllocation, **planned)
        add_fact(session, ConsultantCount, year=year + 1, consultants=5)
    press(ann, paper, "begin")
    words = "Årsværk i programmet: 4½. Konsulenter: 5. De burde passe sammen."
    [link] = [
        each for each in ann.page(paper).all("a") if "".join(each.itertext()).strip() == words
    ]
    assert link.get("href") == f"/organiser/casework/staff/?year={year + 1}"
    stand = f"{paper}/stand/staff-unlike/9-halves-5"
    assert ann.submit(stand, {"because": "En er på orlov."}, form="stand").status_code == 303
    assert "En er på orlov." in ann.page(paper).text


def test_the_one_who_wrote_cannot_check_another_can_and_it_is_frozen(app, two, year, paper):
    ann, bo = two
    write_whole(app, year, ann.account_id)
    answer = press(ann, paper, "check")
    assert (answer.status_code, "Du skrev sidst i rapporten" in answer.text) == (409, True)
    assert press(bo, paper, "check").status_code == 303
    assert press(ann, paper, "approve").status_code == 303
    state, content, seal = stored(app, year)
    assert (state, json.loads(content)["year"]) == ("approved", year)
    page = ann.page(paper)
    assert seal in page.text
    with app.app_context(), transaction() as session:
        add_advice(session, date(year, 3, 3))
    assert press(bo, paper, "correct").status_code == 303
    page = ann.page(paper)
    assert "Rapporten siger det, den sagde" in page.text
    assert f"{year}-03: – → 1" in " ".join(page.text.split())
    assert stored(app, year) == (state, content, seal)
    assert press(bo, paper, "correct").status_code == 303
    assert "Alle tal er, som rapporten siger." in bo.page(paper).text


def test_figures_that_changed_since_the_check_are_named(app, two, year, paper):
    ann, bo = two
    write_whole(app, year, ann.account_id)
    press(bo, paper, "check")
    with app.app_context(), transaction() as session:
        add_advice(session, date(year, 3, 3))
    answer = press(ann, paper, "approve")
    assert answer.status_code == 409
    assert "Disse tal har ændret sig siden kontrollen: F07" in " ".join(answer.text.split())
    assert press(ann, paper, "return").status_code == 303
    assert stored(app, year)[0] == "draft"


def test_of_two_who_write_one_chapter_both_versions_are_shown(app, two, year, paper):
    ann, bo = two
    press(ann, paper, "begin")
    edit = f"{paper}/finances/edit"
    sheet = ann.page(edit).form("chapter")
    assert bo.submit(edit, {"da": "Bos tekst"}, form="chapter").status_code == 303
    answer = ann.post(edit, data=dict(sheet.filled({"da": "Anns tekst"})))
    assert answer.status_code == 409
    assert "Bos tekst" in answer.text
    assert "Anns tekst" in answer.text
    again = ann.last[1].form("chapter")
    assert ann.post(edit, data=dict(again.filled({}))).status_code == 303
    assert "Anns tekst" in ann.page(paper).text


def test_an_approved_chapter_refuses_words_that_come_by_address(app, two, year, paper):
    ann, bo = two
    write_whole(app, year, ann.account_id)
    edit = f"{paper}/finances/edit"
    sheet = ann.page(edit).form("chapter")
    press(bo, paper, "check")
    press(ann, paper, "approve")
    before = stored(app, year)
    answer = ann.post(edit, data=dict(sheet.filled({"da": "For sent"})))
    assert answer.status_code == 409
    assert "ikke kladde længere" in answer.text
    assert stored(app, year) == before


def test_chapters_and_years_that_are_none_are_not_there(app, two, year, paper):
    ann, _bo = two
    assert ann.get(f"{paper}/finances/edit").status_code == 404
    press(ann, paper, "begin")
    assert ann.get(f"{paper}/summary/edit").status_code == 404
    assert ann.get("/organiser/report/9999/paper").status_code == 404


def test_a_viewer_reads_and_has_no_button(app, two, year, paper, client):
    ann, _bo = two
    press(ann, paper, "begin")
    add_signed_in(app, client, RoleName.VIEWER)
    assert 'id="check"' not in client.get(paper).text
    assert client.post(f"{paper}/check").status_code in {400, 403}


def test_words_of_a_chapter_are_shown_safely(app, two, year, paper):
    ann, _bo = two
    press(ann, paper, "begin")
    typed = "<script>alert(1)</script> [x](javascript:alert(1))"
    ann.submit(f"{paper}/finances/edit", {"da": typed}, form="chapter")
    html = ann.get(paper).text
    assert "<script>alert" not in html
    assert 'href="javascript' not in html
    with app.app_context(), transaction() as session:
        assert find_row(session, year).state == "draft"
