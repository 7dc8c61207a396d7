"""Completion in words."""

from collections.abc import Mapping, Sequence

from eventsys.attendance.certificates.rules import Agreement
from eventsys.attendance.completion.models import CompletionRule
from eventsys.attendance.completion.rules import Completion, Progress, needed_of
from eventsys.core.text import Language
from eventsys.web.common.dates import say_moment
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.completion.found import Found
from eventsys.web.organiser.wording import Tag


def progress_words() -> Mapping[Progress, str]:
    """Name how far people can have come."""
    return {
        Progress.COMPLETED: _("Completed"),
        Progress.UNDER_WAY: _("Under way"),
        Progress.OUT_OF_REACH: _("Not completed"),
    }


def progress_tag(progress: Progress) -> Tag:
    """Name how far somebody has come."""
    kinds = {Progress.COMPLETED: "ok", Progress.UNDER_WAY: "", Progress.OUT_OF_REACH: "warn"}
    return Tag(progress_words()[progress], kinds[progress])


def why(completion: Completion) -> str:
    """Say what somebody lacks, and whether they can still come to it; nothing where all is done."""
    if not completion.missing:
        return ""
    lacking = ngettext("%(num)d date is missing.", "%(num)d dates are missing.", completion.missing)
    return f"{lacking} {left_words(completion.possible)}"


def left_words(possible: int) -> str:
    """Say how many dates are still open."""
    if not possible:
        return _("No date is left.")
    return ngettext("%(num)d date is left.", "%(num)d dates are left.", possible)


def agreement_words(agreement: Agreement) -> str:
    """Say how a certificate differs from who came by what is known now; nothing where it agrees."""
    words = {
        Agreement.SAME: "",
        Agreement.OTHER: _("The attendance has changed since it was issued."),
        Agreement.NOT_COMPLETED: _("By the attendance of now, the course is not completed."),
    }
    return words[agreement]


def rule_words(found: Found) -> str:
    """Say what completes the course; nothing where there is no rule."""
    rule = found.course.rule
    if rule is None:
        return ""
    return ngettext(
        "Whoever comes to %(needed)s of %(num)d date has completed the course.",
        "Whoever comes to %(needed)s of %(num)d dates has completed the course.",
        rule.planned,
        needed=rule.needed,
    )


def now_words(found: Found) -> str:
    """Say what the rule comes to where it was made for more dates than are held, or fewer."""
    rule = found.course.rule
    held = sum(not each.is_cancelled for each in found.course.sheet.occasions)
    if rule is None or rule.planned == held:
        return ""
    return ngettext(
        "Now %(num)d date is held, and %(needed)s of it is needed.",
        "Now %(num)d dates are held, and %(needed)s of them are needed.",
        held,
        needed=needed_of(rule.needed, held),
    )


def line_of_rule(
    rule: CompletionRule, found: Found, names: Mapping[str, str], language: Language
) -> str:
    """Say when a rule was set, by whom and which it was."""
    return _(
        "%(moment)s, %(who)s: %(needed)s of %(planned)s",
        moment=say_moment(rule.made_at, found.view.zone, language),
        who=names.get(rule.made_by) or _("the system"),
        needed=rule.needed,
        planned=rule.planned,
    )


def lines_of_rules(
    rules: Sequence[CompletionRule], found: Found, names: Mapping[str, str], language: Language
) -> list[tuple[str, str]]:
    """Say all that the rule was, each with the reason given for it."""
    return [(line_of_rule(each, found, names, language), each.reason or "") for each in rules]
