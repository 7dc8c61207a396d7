"""An occasion's live board, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsys.attendance.board.queries import Board, Phones
from eventsys.attendance.board.rules import Fullness
from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.web.common.dates import say_clock, say_day, say_when
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.attendance.chart import Chart, chart_of
from eventsys.web.organiser.attendance.numbers import NumberRow, by_gate, by_time


@dataclass(frozen=True, kw_only=True)
class DateLink:
    """A way to the board of another date."""

    no: int
    name: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class BoardView:
    """What stands on the board; `alarm` is empty while there is room."""

    when: str
    as_of: str
    inside: int
    capacity: int | None
    came: int
    admitted: int
    walk_ins: int
    alarm: str
    is_full: bool
    phones: Sequence[tuple[str, int]]
    gates: Sequence[NumberRow]
    times: Sequence[NumberRow]
    chart: Chart | None
    dates: Sequence[DateLink]
    mended: str


def view_of(board: Board, event: EventView, language: Language, *, at: datetime) -> BoardView:
    """Put a board into words."""
    count = board.count
    times = by_time(count, event.zone, language)
    return BoardView(
        when=str(say_when(board.occasion.starts_at, board.occasion.ends_at, event.zone, language)),
        as_of=say_clock(to_local(at, event.zone), language),
        inside=count.inside,
        capacity=board.capacity,
        came=count.came,
        admitted=count.admitted,
        walk_ins=count.walk_ins,
        alarm=alarm_of(board),
        is_full=board.fullness is Fullness.FULL,
        phones=figures_of(board.phones),
        gates=by_gate(count),
        times=times,
        chart=chart_of(times),
        dates=dates_of(board, event, language),
        mended=say_mended(board, event, language),
    )


def alarm_of(board: Board) -> str:
    """Say how full it is, once that matters."""
    if board.capacity is None or board.fullness is Fullness.ROOM:
        return ""
    if board.fullness is Fullness.NEARLY:
        left = board.capacity - board.count.inside
        return ngettext(
            "Nearly full: room for %(num)d more.", "Nearly full: room for %(num)d more.", left
        )
    over = board.count.inside - board.capacity
    if not over:
        return _("Full: let nobody in until somebody leaves.")
    return ngettext("Full: %(num)d person too many.", "Full: %(num)d people too many.", over)


def figures_of(phones: Phones) -> list[tuple[str, int]]:
    """Say how many phones are there, and what is wrong with them."""
    figures = [
        (_("Phones"), phones.connected),
        (_("Silent"), phones.silent),
        (_("Not sent"), phones.unsent),
    ]
    return [(name, number) for name, number in figures if number]


def say_mended(board: Board, event: EventView, language: Language) -> str:
    """Say that the numbers were wrong, where they were."""
    if not board.mended:
        return ""
    day = say_day(to_local(board.occasion.starts_at, event.zone).date(), language)
    return _(
        "The numbers of %(day)s were %(num)d wrong. They are set right: please report it.",
        day=day,
        num=board.mended,
    )


def dates_of(board: Board, event: EventView, language: Language) -> list[DateLink]:
    """List the dates of an event that has several."""
    held = [each for each in event.occasions if not each.is_cancelled]
    if len(held) == 1:
        return []
    return [
        DateLink(
            no=each.no,
            name=say_when(each.starts_at, each.ends_at, event.zone, language).day,
            current=each.no == board.occasion.no,
        )
        for each in held
    ]
