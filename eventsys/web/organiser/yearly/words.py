"""A year's report in words: states, chapters, what holds it up, and why a step was refused."""

from collections.abc import Sequence

from eventsys.core.errors import DomainError
from eventsys.reports.yearly.errors import ChangedSinceCheck, SameHand, StillBlocked
from eventsys.reports.yearly.rules import Blocker, BlockerKind, Chapter, LateRows, ReportState
from eventsys.web.common.words import _, listed, ngettext
from eventsys.web.organiser.report.wording import missing_words
from eventsys.web.organiser.wording import Tag


def state_tag(state: ReportState | None) -> Tag:
    """Name how far a report is; None where nobody has begun it."""
    if state is None:
        return Tag(_("Not begun"))
    tags = {
        ReportState.DRAFT: Tag(_("Draft"), "warn"),
        ReportState.CHECKED: Tag(_("Checked"), "warn"),
        ReportState.APPROVED: Tag(_("Approved"), "ok"),
    }
    return tags[state]


def chapter_name(chapter: Chapter) -> str:
    """Name a chapter."""
    return {
        Chapter.RECOMMENDATION: _("Recommendation"),
        Chapter.PROBLEM: _("The problem"),
        Chapter.SOLUTION: _("The solution"),
        Chapter.PROGRAMME: _("Programme for the coming year"),
        Chapter.FINANCES: _("Finances"),
        Chapter.NEXT_STEPS: _("Next steps"),
        Chapter.ANNEXES: _("Annexes"),
    }[chapter]


def chapter_about(chapter: Chapter) -> str:
    """Say what belongs into a chapter."""
    return {
        Chapter.RECOMMENDATION: _("What the committee is asked to take note of and to approve."),
        Chapter.PROBLEM: _("Why the work is needed, and what was asked for."),
        Chapter.SOLUTION: _("What was done in the year, and what came of it."),
        Chapter.PROGRAMME: _("What is planned, main area by main area."),
        Chapter.FINANCES: _("What it costs, and from where it is paid."),
        Chapter.NEXT_STEPS: _("What happens after the committee has decided."),
        Chapter.ANNEXES: _("What is enclosed, one line each."),
    }[chapter]


def blocker_words(blocker: Blocker) -> str:
    """Say what holds a report up."""
    if blocker.missing is not None:
        return f"{blocker.code}: {missing_words(blocker.missing)}"
    if blocker.chapter is not None:
        return _(
            "The chapter “%(chapter)s” has no Danish text.", chapter=chapter_name(blocker.chapter)
        )
    if blocker.kind in {BlockerKind.NOT_SENT, BlockerKind.OVERLAP, BlockerKind.CONFLICT}:
        return gate_words(blocker)
    return plain_words(blocker)


def gate_words(blocker: Blocker) -> str:
    """Say what waits at an event's entrances."""
    if blocker.kind is BlockerKind.NOT_SENT:
        return ngettext(
            "%(num)d phone has not sent everything.",
            "%(num)d phones have not sent everything.",
            blocker.number,
        )
    if blocker.kind is BlockerKind.OVERLAP:
        return ngettext(
            "%(num)d case of head counts that share their time.",
            "%(num)d cases of head counts that share their time.",
            blocker.number,
        )
    return ngettext(
        "%(num)d other case waits for a decision.",
        "%(num)d other cases wait for a decision.",
        blocker.number,
    )


def plain_words(blocker: Blocker) -> str:
    """Say of the other kinds what holds a report up."""
    if blocker.kind is BlockerKind.ALIKE:
        return _("These may be one and the same: %(names)s.", names=listed(blocker.names))
    if blocker.kind is BlockerKind.STAFF_UNLIKE:
        planned, consultants = blocker.names
        return _(
            "Staff-years in the programme: %(planned)s. Consultants: %(consultants)s."
            " They should agree.",
            planned=planned,
            consultants=consultants,
        )
    if blocker.kind is BlockerKind.OPEN_TASKS:
        return ngettext(
            "%(num)d task of the year has no day on which it counts.",
            "%(num)d tasks of the year have no day on which they count.",
            blocker.number,
        )
    return {
        BlockerKind.NOT_OVER: _("The year is not over yet."),
        BlockerKind.OPEN_WAVE: _("A questionnaire still takes answers."),
        BlockerKind.TOO_MANY_ANSWERS: _("More people have answered than were asked."),
    }[blocker.kind]


def refusal_words(refusal: DomainError) -> str:
    """Say why a step was not taken."""
    if isinstance(refusal, SameHand):
        return _("You wrote in the report last. Somebody else must check it.")
    if isinstance(refusal, StillBlocked):
        return _("Settle first what holds the report up. The list is below.")
    if isinstance(refusal, ChangedSinceCheck):
        return changed_words(refusal.codes)
    return _("Somebody else was faster: look at how far the report is now.")


def changed_words(codes: Sequence[str]) -> str:
    """Say that a report is not what was checked."""
    if not codes:
        return _("The report is not what was checked. Make it a draft and have it checked again.")
    return _(
        "These figures have changed since the check: %(codes)s. "
        "Make the report a draft and have it checked again.",
        codes=listed(codes),
    )


def late_words(late: LateRows) -> str:
    """Say what a phone sent after the year was counted."""
    words = {
        "scan": ngettext("%(num)d late scan", "%(num)d late scans", late.number),
        "tally": ngettext("%(num)d late count", "%(num)d late counts", late.number),
        "head-count": ngettext("%(num)d late head count", "%(num)d late head counts", late.number),
    }
    told = words.get(late.kind, late.kind)
    return _("%(rows)s from the phone %(phone)s", rows=told, phone=late.device)
