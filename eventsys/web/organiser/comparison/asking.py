"""What a comparison is asked for, in the address of its page, file and paper."""

from collections.abc import Iterable

from flask import request

from eventsys.evaluation.rates.scopes import By, Measured, Scope
from eventsys.events.rules import EventKind

MOST_DIGITS = 4


def asked_by() -> By:
    """Read by what the rows are asked for; by year for anything else."""
    asked = request.args.get("by", "")
    return By(asked) if asked in set(By) else By.YEAR


def asked_scope() -> Scope:
    """Read what a comparison is restricted to."""
    kinds = {EventKind(each) for each in request.args.getlist("kind") if each in set(EventKind)}
    return Scope(
        years=frozenset(numbers_in("year")),
        districts=frozenset(filter(None, request.args.getlist("district"))),
        kinds=frozenset(kinds),
    )


def asked_months(known: Iterable[Measured], by: By) -> frozenset[int]:
    """Read at which time after the events; any where the rows are times, else one that there is."""
    if by is By.MONTHS:
        return frozenset()
    times = {each.months for each in known}
    asked = numbers_in("months") & times or times
    return frozenset(sorted(asked)[:1])


def numbers_in(name: str) -> set[int]:
    """Read the numbers of a field of the address; what is none is left out."""
    return {
        int(text)
        for text in request.args.getlist(name)
        if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    }
