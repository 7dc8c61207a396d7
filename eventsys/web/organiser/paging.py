"""Long lists, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import flash, request, url_for

from eventsys.web.common.words import _

Item = TypeVar("Item")
Other = TypeVar("Other")
ROWS_A_PAGE = 50
PAGES_AROUND = 3
MOST_DIGITS = 9


@dataclass(frozen=True)
class PageLink:
    """A way to one page of a list; before it pages may be left out."""

    number: int
    url: str
    current: bool
    is_behind_gap: bool = False


@dataclass(frozen=True)
class Paged(Generic[Item]):
    """One page of a list, and the ways to others; none where there is only one."""

    rows: Sequence[Item]
    pages: list[PageLink]
    previous: str
    next: str
    number: int = 1
    size: int = ROWS_A_PAGE

    def part_of(self, others: Sequence[Other]) -> Sequence[Other]:
        """Cut the same page out of another list that goes along."""
        first = (self.number - 1) * self.size
        return others[first : first + self.size]


def number_in_address(name: str) -> int:
    """Read a number of the address; 0 for anything else."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


def tell_of_another(number: int) -> None:
    """Say so where the address asks for a page that there is not, and another one is shown."""
    if "page" in request.args and number_in_address("page") != number:
        flash(_("The list has no such page. This is page %(number)s.", number=number), "warn")


def pages_shown(number: int, last: int) -> list[int]:
    """List the pages to which there are ways from one: those around it, the first and the last."""
    around = range(max(number - PAGES_AROUND, 1), min(number + PAGES_AROUND, last) + 1)
    return sorted({1, *around, last})


def page_of(
    rows: Sequence[Item], here: str = "", size: int = ROWS_A_PAGE, /, **values: object
) -> Paged[Item]:
    """Cut the page that is asked for out of a list; `values` stand in the addresses too.

    `here` is the list's endpoint, where another one may show it: `values` are then all it takes.
    """
    last = max(-(-len(rows) // size), 1)
    number = min(max(number_in_address("page"), 1), last)
    tell_of_another(number)
    first = (number - 1) * size

    def address(page: int) -> str:
        known = values if here else {**(request.view_args or {}), **values}
        endpoint = here or str(request.endpoint)
        return url_for(endpoint, **known, page=page if page > 1 else None)

    shown = pages_shown(number, last) if last > 1 else []
    return Paged(
        rows=rows[first : first + size],
        pages=[
            PageLink(each, address(each), each == number, is_behind_gap=each - before > 1)
            for before, each in zip([0, *shown], shown, strict=False)
        ],
        previous=address(number - 1) if number > 1 else "",
        next=address(number + 1) if number < last else "",
        number=number,
        size=size,
    )
