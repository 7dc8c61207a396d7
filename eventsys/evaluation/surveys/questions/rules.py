"""Whether a question that was changed is still the same: on plain values."""

from eventsys.core.text import Language
from eventsys.evaluation.surveys.requests import SurveyQuestionPlan
from eventsys.evaluation.surveys.rules import AskedQuestion, SurveyQuestionKind


def says_the_same(asked: AskedQuestion, plan: SurveyQuestionPlan) -> bool:
    """Tell whether a plan changes nothing but translations: what counts is the Danish."""
    danish, text = asked.worded(Language.DANISH), plan.texts[Language.DANISH]
    return (
        compares(asked, plan)
        and asked.may_be_irrelevant == plan.may_be_irrelevant
        and (danish.label, danish.help) == (text.label, text.help)
        and [(each, danish.options[each]) for each in asked.options] == options_of(plan)
    )


def compares(asked: AskedQuestion, plan: SurveyQuestionPlan) -> bool:
    """Tell whether answers before and after a change can be held beside each other."""
    return (
        not plan.is_other
        and asked.kind is plan.kind
        and set(asked.positive) == set(positive_in(plan))
    )


def positive_in(plan: SurveyQuestionPlan) -> list[str | None]:
    """List the positive answers of a plan; a new answer of a choice has no code yet."""
    if plan.kind is SurveyQuestionKind.CHOICE:
        return [option.code for option in plan.options if option.is_positive]
    return [*plan.positive]


def options_of(plan: SurveyQuestionPlan) -> list[tuple[str | None, str]]:
    """List the answers of a choice with their Danish labels; nothing of any other kind."""
    if plan.kind is not SurveyQuestionKind.CHOICE:
        return []
    return [(option.code, option.labels[Language.DANISH]) for option in plan.options]
