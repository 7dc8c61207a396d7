"""One scan for a family: any one ticket of it, and how many more come in."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_of
from tests.browser.phone_api import NO_COVERAGE, TicketList, ticket

pytestmark = pytest.mark.browser

CODES = [f"{number:024}" for number in range(4)]


@pytest.fixture
def family_phone(open_phone):
    """A phone whose list holds a family of three and one ticket alone."""

    def start(**options):
        answers = dict.fromkeys(CODES, "admitted")
        phone = open_phone(forgive=NO_COVERAGE, verdicts=answers, **options)
        tickets = [ticket(code, f"2222222{code[-1]}", family="Fam1") for code in CODES[:3]]
        phone.api.listed = TicketList([*tickets, ticket(CODES[3])])
        phone.pair()
        phone.shows(list="ready", tickets="4")
        return phone

    return start


def test_two_more_of_a_family_come_in_by_one_ticket(family_phone):
    phone = family_phone()
    phone.type_code(CODES[0])
    phone.shows(verdict="admitted", family="2")
    phone.says(re.compile("Family: .1. of .3. are in"))
    assert violations_of(phone.page) == []
    phone.page.click("#family-in")
    phone.shows(said="family-2", family="0", unsent="0", admitted="3")
    told = [(scan["seq"], scan["code_hash"]) for scan in phone.api.scans.values()]
    assert sorted(seq for seq, _ in told) == [1, 2, 3]
    assert len({name for _, name in told}) == 3


def test_the_stepper_lets_one_in_and_later_the_last_one_without_coverage(family_phone):
    phone = family_phone()
    phone.api.down = True
    phone.type_code(CODES[0])
    phone.shows(verdict="admitted", family="2")
    expect(phone.page.locator("#family-more")).to_be_disabled()
    phone.page.click("#family-fewer")
    expect(phone.page.locator("#family-number")).to_have_text("1")
    expect(phone.page.locator("#family-fewer")).to_be_disabled()
    phone.page.click("#family-in")
    phone.shows(said="family-1", admitted="2", unsent="2")
    phone.type_code(CODES[0])
    phone.shows(family="1")
    phone.says(re.compile("Family: .2. of .3. are in"))
    phone.page.click("#family-in")
    phone.shows(admitted="3", family="0")
    phone.type_code(CODES[0])
    phone.shows(results="3", family="0")


def test_nobody_else_and_a_ticket_alone_ask_nothing_more(family_phone):
    phone = family_phone()
    phone.type_code(CODES[0])
    phone.shows(family="2")
    phone.page.click("#family-none")
    phone.shows(family="0", admitted="1")
    expect(phone.page.locator("#family")).to_be_hidden()
    phone.type_code(CODES[3])
    phone.shows(admitted="2", family="0")
