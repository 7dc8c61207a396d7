"""What the list of tasks is asked for, in the address of its page."""

from collections.abc import Mapping

from eventsys.casework.rules import TaskKind
from eventsys.casework.tasks.rules import Shown, TaskFilter
from eventsys.core.text import read_count
from eventsys.events.rules import EARLIEST, LATEST
from eventsys.registration.search import read_search
from eventsys.web.organiser.events.filtering import one_of


def read_year(text: str, this_year: int) -> int:
    """Read a year that somebody may mean; this year for anything else."""
    year = read_count(text)
    return year if year is not None and EARLIEST.year <= year < LATEST.year else this_year


def read_filter(given: Mapping[str, str], this_year: int) -> TaskFilter:
    """Read a filter of an address; what cannot be read asks for nothing."""
    return TaskFilter(
        year=read_year(given.get("year", ""), this_year),
        text=read_search(given.get("q", "")),
        kind=one_of(TaskKind, given.get("kind", "")),
        shown=one_of(Shown, given.get("show", "")) or Shown.ALL,
    )


def values_of(asked: TaskFilter) -> dict[str, str]:
    """Write a filter as the values of an address; what asks for nothing is left out."""
    values = {
        "year": str(asked.year),
        "q": asked.text,
        "kind": asked.kind.value if asked.kind else "",
        "show": "" if asked.shown is Shown.ALL else asked.shown.value,
    }
    return {name: value for name, value in values.items() if value}
