"""The page about season files tells every type and field, as the code has them."""

import re

from eventsys.exchange.season.facts.base import Fact
from eventsys.exchange.season.facts.events import CountsAs
from eventsys.exchange.season.kinds.all import KINDS
from eventsys.exchange.season.kinds.base import table
from eventsys.exchange.season.operations import DECODER
from eventsys.reports.figures.rules import CountsAs as ReportedAs
from tests.tools.season_format import PAGE, document

PERSONAL = {
    *("participant.name", "participant.birth_year", "registration.contact_name"),
    *("registration.contact_email", "registration.contact_phone", "registration.group_name"),
    *("head_count.reason", "attendance_mark.reason", "affiliation.typed"),
}


def test_the_page_says_what_the_code_does():
    page = PAGE.read_text(encoding="utf-8")
    assert document(page) == page, "Run 'python -m tests.tools.season_format'."


def test_the_examples_of_the_page_can_be_read():
    [examples] = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    first, _ = examples.splitlines()
    assert isinstance(DECODER.decode(first), Fact)


def test_no_column_about_persons_is_a_field(app):
    columns = [
        table(kind.table).c[kind.column(name)]
        for kind in KINDS.values()
        for name in (*kind.links, *kind.plain)
    ]
    columns += [
        table(part.table).c[name]
        for kind in KINDS.values()
        for part in kind.parts
        for name in part.names
    ]
    assert {str(each) for each in columns if "personal" in each.info} & PERSONAL == set()
    assert {str(each) for each in columns if "personal" in each.info} == set()


def test_an_event_counts_as_what_the_report_knows():
    assert set(inspect_literal(CountsAs)) == {each.value for each in ReportedAs}


def inspect_literal(literal):
    return literal.__args__


def test_what_is_referred_to_comes_first():
    order = list(KINDS)
    assert [
        (kind.tag, tag)
        for kind in KINDS.values()
        for tag in kind.references.values()
        if order.index(tag) > order.index(kind.tag)
    ] == []
