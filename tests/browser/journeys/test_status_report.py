"""The first report of a new organiser: begun, held up, settled, checked by another, approved."""

from datetime import date

import pytest
from playwright.sync_api import expect

from eventsys.core import clock
from eventsys.core.localtime import local_day
from eventsys.core.principal import Principal, PrincipalKind
from eventsys.core.text import Language
from eventsys.people.queries import find_account
from eventsys.reports.yearly.blockers import examine
from eventsys.reports.yearly.operations import begin_report, let_stand, write_chapter
from eventsys.reports.yearly.rules import BlockerKind, Chapter
from eventsys.web.account.passwords import hash_password
from tests.browser.conftest import DESKTOP
from tests.browser.journeys.conftest import PASSPHRASE
from tests.browser.pages import follow, sign_in
from tests.factories import make_account
from tests.facts import add_advice

pytestmark = pytest.mark.browser
LANGUAGES = {"da": 1, "en": 2}
"""Each language makes the report of a year of its own, so many years ago."""


@pytest.fixture
def second(site):
    """A colleague who can check the report."""
    hashed = hash_password(site.app, PASSPHRASE)
    with site.writing() as session:
        email = "second@example.org"
        account = find_account(session, email) or make_account(session, email, at=clock.now())
        account.password, account.is_demonstration = hashed, True
    return "second@example.org"


def leave_the_rest(site, year, besides):
    """Write and settle, as the second person, all but what the journey does itself."""
    at = clock.now()
    with site.writing() as session:
        colleague = find_account(session, "second@example.org")
        by = Principal(PrincipalKind.ACCOUNT, colleague.id)
        report = begin_report(session, year, at=at, by=by)
        for chapter in {*Chapter} - {Chapter.FINANCES}:
            write_chapter(session, report, chapter, {Language.DANISH: "Tekst"}, at=at, by=by)
        for blocker in examine(session, report, at=at).open_blockers:
            if blocker.kind is BlockerKind.MISSING_FACT and blocker.code != besides:
                let_stand(session, report, blocker, "Tallet findes ikke.", at=at, by=by)


@pytest.fixture
def browser_of(site, open_page):
    """Open a report as somebody: `browser_of(email, paper, language)`."""

    def opened(email, paper, language):
        page = open_page(viewport=DESKTOP, locale=language, forgive="409")
        page.goto(paper)
        sign_in(page, email, PASSPHRASE)
        return page

    return opened


def settle_the_last_two(page):
    """Write the chapter that lacks, and say why a number may lack."""
    follow(page.locator("#waiting + ul a[href$='/finances/edit']"))
    page.fill("#da", "Det **koster** intet mere.")
    follow(page.locator("#chapter button"))
    follow(page.locator("#waiting + ul a[href*='/stand/']"))
    page.fill("#because", "Kilden er lukket.")
    follow(page.locator("#stand button"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_written_settled_checked_by_another_and_approved(
    site, organiser, second, browser_of, language
):
    year = local_day(clock.now()).year - LANGUAGES[language]
    paper = f"{site.url}/organiser/report/{year}/paper"
    page = browser_of(organiser, paper, language)
    follow(page.locator("#begin button"))
    leave_the_rest(site, year, besides="F17")
    page.goto(paper)
    expect(page.locator("#waiting + ul li")).to_have_count(2)
    settle_the_last_two(page)
    expect(page.locator("#waiting")).to_have_count(0)
    follow(page.locator("#check button"))
    expect(page.locator(".alert.error")).to_be_visible()
    follow(browser_of(second, paper, language).locator("#check button"))
    page.goto(paper)
    follow(page.locator("#approve button"))
    seal = page.locator(".seal").inner_text()
    with site.writing() as session:
        add_advice(session, date(year, 3, 3))
    follow(page.locator("#correct button"))
    expect(page.locator("a[href='#F07']")).to_have_count(1)
    expect(page.locator("#F07 b")).to_have_text("–")
    expect(page.locator(".seal")).to_have_text(seal)
