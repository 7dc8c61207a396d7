"""Cases in plain words: what happened, what counts now, what a decision does."""

from collections.abc import Mapping

from eventsys.checkin.cases.values import Case, CaseKind, Choice, Line, LineKind, UndoFault
from eventsys.checkin.rules import Verdict
from eventsys.web.common.words import _, ngettext


def kind_words() -> Mapping[CaseKind, str]:
    """Name the kinds of cases."""
    return {
        CaseKind.TWICE: _("Let in twice"),
        CaseKind.OTHER_DATE: _("Came on another date"),
        CaseKind.LET_IN: _("Let in, though refused"),
        CaseKind.NO_ENTRY: _("Went out, never came in"),
        CaseKind.UNDO: _("Undone without effect"),
        CaseKind.DOUBLE: _("Perhaps counted twice"),
        CaseKind.OVERLAP: _("Head counts of the same time"),
        CaseKind.LATE: _("After the phone was disconnected"),
        CaseKind.STRANGE: _("From an unknown phone"),
        CaseKind.CLOCK: _("The clock was wrong"),
        CaseKind.GAP: _("Something has not arrived"),
        CaseKind.SAME_NUMBER: _("The same number twice"),
        CaseKind.CONFLICT: _("Sent again in another form"),
        CaseKind.UNREADABLE: _("Could not be read"),
        CaseKind.LOST_SCAN: _("The scan never came"),
        CaseKind.LOST_TALLY: _("Taken back, but never counted"),
    }


def what_happened(case: Case) -> str:
    """Say what does not go together, and what counts as long as nobody decides."""
    if case.kind is CaseKind.UNDO:
        return undo_words(case.fault)
    if case.kind is CaseKind.GAP:
        return ngettext(
            "%(num)d count of the phone has not arrived here. It may still lie on the phone.",
            "%(num)d counts of the phone have not arrived here. They may still lie on the phone.",
            case.number,
        )
    return story_words()[case.kind]


def story_words() -> Mapping[CaseKind, str]:
    """Tell the stories that are the same for each case of a kind."""
    return {
        CaseKind.TWICE: _(
            "The ticket came in more than once and did not go out in between. "
            "It counts as one person."
        ),
        CaseKind.OTHER_DATE: _(
            "The ticket is for another date. The person counts where they came."
        ),
        CaseKind.LET_IN: _(
            "The phone had an old list and showed the ticket as good. It does not count."
        ),
        CaseKind.NO_ENTRY: _("No entry stands before the exit. The exit changes no number."),
        CaseKind.DOUBLE: _(
            "The phone let a ticket in and counted a person without a ticket within 10 seconds. "
            "Both count."
        ),
        CaseKind.OVERLAP: _(
            "The counts are from one post and share a part of their time. All count."
        ),
        CaseKind.LATE: _("The phone did this after you had disconnected it."),
        CaseKind.STRANGE: _("The phone handed in counts of a phone that is not one of this event."),
        CaseKind.CLOCK: _("The times of these may be wrong. They count all the same."),
        CaseKind.SAME_NUMBER: _("The phone gave one number to several counts. They all count."),
        CaseKind.CONFLICT: _("The phone sent a count again in another form. The first one counts."),
        CaseKind.UNREADABLE: _("The phone sent something that we cannot read. It does not count."),
        CaseKind.LOST_SCAN: _(
            "A person was counted with a scan that has not arrived in 24 hours. The person counts."
        ),
        CaseKind.LOST_TALLY: _(
            "A count was taken back that has not arrived in 24 hours. It changes no number."
        ),
    }


def undo_words(fault: UndoFault | None) -> str:
    """Say why an undo has no effect."""
    words = {
        UndoFault.UNKNOWN: _("What was to be undone has not arrived here. It changes no number."),
        UndoFault.OTHER_PHONE: _(
            "A phone wanted to undo what another phone had done. It still counts."
        ),
        UndoFault.TOO_LATE: _("The undo came more than 15 minutes later. It still counts."),
        UndoFault.OTHER_TICKET: _("The undo names another ticket. It still counts."),
    }
    return words[fault or UndoFault.UNKNOWN]


def choice_words() -> Mapping[Choice, str]:
    """Name what can be decided; of the head counts each is named by its own number."""
    return {
        Choice.STANDS: _("It is right as counted"),
        Choice.ONCE: _("Count once"),
        Choice.COUNT: _("Count these"),
        Choice.ONLY: _("Only one of them counts"),
    }


def effect_words(kind: CaseKind, choice: Choice) -> str:
    """Say what a decision does to the number."""
    if choice is Choice.ONCE:
        return _("It is one person. The count without a ticket is left out.")
    if choice is Choice.COUNT:
        return _("All of this counts from now on.")
    if choice is Choice.ONLY:
        return _("The others are left out.")
    words = {
        CaseKind.DOUBLE: _("They are two people. Both count."),
        CaseKind.OVERLAP: _("All of them count."),
        CaseKind.LATE: _("It does not count."),
    }
    return words.get(kind, _("No number changes."))


def line_words(line: Line, until: str) -> str:
    """Say what happened at one moment."""
    if line.kind is LineKind.HEAD_COUNT:
        people = ngettext("%(num)d person", "%(num)d people", line.number)
        return _("%(people)s until %(clock)s", people=people, clock=until)
    if line.kind is LineKind.CLOCK_JUMP:
        minutes = abs(line.number)
        return ngettext(
            "the clock jumped by %(num)d minute", "the clock jumped by %(num)d minutes", minutes
        )
    if line.kind is LineKind.SCAN_IN and line.verdict is not None:
        return verdict_words().get(line.verdict, _("scanned in"))
    words = {
        LineKind.SCAN_IN: _("scanned in"),
        LineKind.SCAN_OUT: _("scanned out"),
        LineKind.UNDO: _("undo"),
        LineKind.TALLY: _("counted without a ticket"),
        LineKind.STRAY: _("arrived"),
    }
    return words[line.kind]


def verdict_words() -> Mapping[Verdict, str]:
    """Name what a scan came to."""
    return {
        Verdict.ADMITTED: _("let in"),
        Verdict.ALREADY_IN: _("was already in"),
        Verdict.RE_ENTRY: _("came in again"),
        Verdict.BLOCKED: _("the ticket was blocked"),
        Verdict.REPLACED: _("the ticket was replaced"),
        Verdict.DEREGISTERED: _("was deregistered"),
        Verdict.WAITING: _("was on the waiting list"),
    }
