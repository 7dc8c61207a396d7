"""What the list of events is asked for, in the address of its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from eventsys.events.office.rules import OfficeFilter, Shelf
from eventsys.events.rules import EARLIEST, LATEST, EventKind, EventStatus
from eventsys.registration.search import read_search
from eventsys.web.common.words import _
from eventsys.web.organiser.wording import kind_name, status_tag

Code = TypeVar("Code", bound=StrEnum)
MINE = "1"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of several to choose from."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class FilterForm:
    """The fields of the filter as they stand in the page."""

    text: str
    shelf: str
    statuses: Sequence[Choice]
    kinds: Sequence[Choice]
    districts: Sequence[Choice]
    first_day: str
    last_day: str
    mine: bool
    is_narrow: bool
    is_open: bool


def read_filter(
    given: Mapping[str, str], *, me: str, within: frozenset[int] | None = None
) -> OfficeFilter:
    """Read a filter of an address; what cannot be read asks for nothing."""
    return OfficeFilter(
        shelf=one_of(Shelf, given.get("when", "")) or Shelf.COMING,
        text=read_search(given.get("q", "")),
        status=one_of(EventStatus, given.get("status", "")),
        kind=one_of(EventKind, given.get("kind", "")),
        district=read_search(given.get("district", "")),
        first_day=day_in(given.get("from", "")),
        last_day=day_in(given.get("to", "")),
        made_by=me if given.get("mine") == MINE else None,
        within=within,
    )


def values_of(asked: OfficeFilter) -> dict[str, str]:
    """Write a filter as the values of an address; what asks for nothing is left out."""
    values = {
        "when": "" if asked.shelf is Shelf.COMING else asked.shelf.value,
        "q": asked.text,
        "status": asked.status or "",
        "kind": asked.kind or "",
        "district": asked.district,
        "from": asked.first_day.isoformat() if asked.first_day else "",
        "to": asked.last_day.isoformat() if asked.last_day else "",
        "mine": MINE if asked.made_by else "",
    }
    return {name: str(value) for name, value in values.items() if value}


def one_of(codes: type[Code], text: str) -> Code | None:
    """Read a code; None where it is none."""
    return codes(text) if text in set(codes) else None


def day_in(text: str) -> date | None:
    """Read a day; None where it is none, or too far off to be meant."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST.year <= day.year < LATEST.year else None


def form_of(asked: OfficeFilter, districts: Mapping[str, str]) -> FilterForm:
    """Put a filter into the fields of its form; `districts` are names by slug."""
    statuses = {each.value: status_tag(each).text for each in EventStatus}
    kinds = {each.value: kind_name(each) for each in EventKind}
    return FilterForm(
        text=asked.text,
        shelf=asked.shelf.value,
        statuses=choices(statuses, asked.status or ""),
        kinds=choices(kinds, asked.kind or ""),
        districts=choices(districts, asked.district),
        first_day=asked.first_day.isoformat() if asked.first_day else "",
        last_day=asked.last_day.isoformat() if asked.last_day else "",
        mine=asked.made_by is not None,
        is_narrow=asked.is_narrow,
        is_open=replace(asked, text="").is_narrow,
    )


def choices(names: Mapping[str, str], chosen: str) -> list[Choice]:
    """List what can be chosen, any of it first."""
    known = {"": _("All"), **names}
    return [Choice(value=each, text=known[each], chosen=each == chosen) for each in known]
