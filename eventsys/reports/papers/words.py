"""What words the paper needs: part of it and no interface, so they are in its two languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from eventsys.reports.figures.rules import Form
from eventsys.reports.yearly.rules import Chapter, ReportState


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said in a language; those that hold `{}` are filled in."""

    title: str
    made: str
    states: Mapping[ReportState, str]
    draft: str
    contents: str
    page: str
    chapters: Mapping[Chapter, str]
    unwritten: str
    figure: str
    number: str
    as_number: str
    last_year: str
    numerator: str
    denominator: str
    other_rule: str
    hidden: str
    hides: str
    groups: Mapping[str, str]
    counted: str
    counted_how: str
    month: str
    months: str
    year: str
    years: str
    drawn: str
    district: str
    districts: str
    kind: str
    kinds: str
    particulars: str
    area: str
    staff: str
    staff_years: str
    total: str
    asked: str
    asked_how: str
    nothing: str
    invented: str
    invented_sign: str
    definitions: str
    definition_note: str
    code: str
    version: str
    counts: str
    made_of: str
    left_out: str
    written: str
    forms: Mapping[Form, str]
    decimals: str
    seals: str
    seal: str
    seal_note: str
    errata: str
    found_on: str
    before: str
    after: str
    why: str
    inputs: Mapping[str, str]
