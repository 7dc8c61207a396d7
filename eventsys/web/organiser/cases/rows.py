"""Cases as rows of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsys.checkin.cases.queries import TicketName
from eventsys.checkin.cases.rules import Decided, Standing
from eventsys.checkin.cases.values import Case, Choice, Line, LineKind
from eventsys.core.codes import grouped
from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.web.common.dates import say_clock, say_moment
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.cases.form import CaseForm
from eventsys.web.organiser.cases.words import (
    choice_words,
    effect_words,
    kind_words,
    line_words,
    what_happened,
)
from eventsys.web.organiser.wording import Tag


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What cases are put into words with: labels of phones, owners of tickets, names of doers."""

    event: EventView
    language: Language
    phones: Mapping[int, str]
    tickets: Mapping[int, TicketName]
    doers: Mapping[str, str]

    def clock(self, moment: datetime) -> str:
        """Say when something was: the time of day, with the day where the event has several."""
        if len(self.event.occasions) > 1:
            return say_moment(moment, self.event.zone, self.language)
        return say_clock(to_local(moment, self.event.zone), self.language)


@dataclass(frozen=True, kw_only=True)
class LineRow:
    """One thing that happened: when, what, at which gate, on which phone."""

    when: str
    iso: str
    what: str
    gate: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A case as organisers see it."""

    number: int
    kind: str
    key: str
    title: str
    story: str
    phone: str
    ticket: TicketName | None
    reference: str
    lines: Sequence[LineRow]
    more: str
    tag: Tag
    is_open: bool
    decision: str
    effect: str
    doer: str
    reason: str
    form: CaseForm | None
    hints: Mapping[str, str]


def row_of(standing: Standing, number: int, around: Surroundings, form: CaseForm | None) -> CaseRow:
    """Put a case into words."""
    case, decided = standing.case, standing.decided
    ticket = around.tickets.get(case.ticket_id or 0)
    more = case.number - len(case.lines) if case.lines else 0
    return CaseRow(
        number=number,
        kind=case.kind.value,
        key=case.key,
        title=kind_words()[case.kind],
        story=what_happened(case),
        phone=around.phones.get(case.device_id or 0, ""),
        ticket=ticket,
        reference=grouped(ticket.reference) if ticket else "",
        lines=[line_row(line, around) for line in case.lines],
        more=ngettext("and %(num)d more", "and %(num)d more", more) if more > 0 else "",
        tag=tag_of(standing),
        is_open=standing.is_open,
        decision=choice_words()[decided.choice] if decided else "",
        effect=effect_words(case.kind, decided.choice) if decided else "",
        doer=doer_words(decided, around) if decided else "",
        reason=decided.reason if decided else "",
        form=form.about(case, number, options_of(case, around)) if form else None,
        hints=hints_of(case),
    )


def tag_of(standing: Standing) -> Tag:
    """Say whether somebody has to decide."""
    if not standing.is_open:
        return Tag(_("Decided"), "ok")
    if standing.decided is not None:
        return Tag(_("More has come since"), "warn")
    return Tag(_("Waits"), "warn")


def line_row(line: Line, around: Surroundings) -> LineRow:
    """Put one line into words."""
    until = around.clock(line.until) if line.until else ""
    return LineRow(
        when=around.clock(line.at),
        iso=to_local(line.at, around.event.zone).isoformat(timespec="seconds"),
        what=line_words(line, until),
        gate=line.gate or "",
        phone=around.phones.get(line.device_id, ""),
    )


def doer_words(decided: Decided, around: Surroundings) -> str:
    """Say who decided, and when."""
    moment = say_moment(decided.at, around.event.zone, around.language)
    who = around.doers.get(decided.by) or _("the system")
    return _("Decided %(moment)s by %(who)s", moment=moment, who=who)


def options_of(case: Case, around: Surroundings) -> list[tuple[str, str]]:
    """List what can be decided; each head count of a case can be the one that counts."""
    words = choice_words()
    options = [(each.value, words[each]) for each in case.choices if each is not Choice.ONLY]
    if Choice.ONLY in case.choices:
        options += [
            (f"{Choice.ONLY}.{line.row_id}", only_words(line, around))
            for line in case.lines
            if line.kind is LineKind.HEAD_COUNT
        ]
    return options


def only_words(line: Line, around: Surroundings) -> str:
    """Name the head count that alone counts."""
    return _(
        "Only this one counts: %(number)s (%(clock)s, %(phone)s)",
        number=line.number,
        clock=around.clock(line.at),
        phone=around.phones.get(line.device_id, ""),
    )


def hints_of(case: Case) -> dict[str, str]:
    """Say of each option what it does to the number."""
    hints = {each.value: effect_words(case.kind, each) for each in case.choices}
    for line in case.lines:
        hints[f"{Choice.ONLY}.{line.row_id}"] = effect_words(case.kind, Choice.ONLY)
    return hints
