"""From the form of a questionnaire's question to its plan, and back."""

from collections.abc import Mapping

from eventsys.core.standing import Standing
from eventsys.core.text import Language
from eventsys.evaluation.surveys.requests import (
    SurveyOption,
    SurveyQuestionPlan,
    SurveyQuestionText,
)
from eventsys.evaluation.surveys.rules import YES, AskedQuestion, SurveyQuestionKind
from eventsys.web.organiser.surveys.questions.form import OTHER, SAME, SurveyQuestionForm
from eventsys.web.organiser.translated import provenance_from

UPPER_HALF = ["4", "3"]
NEW: dict[str, object] = {
    "kind": SurveyQuestionKind.SCALE.value,
    "positive_steps": UPPER_HALF,
    "positive_yes_no": [YES],
    "sameness": SAME,
}


def plan_from(form: SurveyQuestionForm) -> SurveyQuestionPlan:
    """Make the plan that the form comes to; call it when the form is valid."""
    texts, kind = form.used_texts(), SurveyQuestionKind(form.kind.data)
    return SurveyQuestionPlan(
        kind=kind,
        texts={
            language: SurveyQuestionText(label=text.label.text, help=text.help.text)
            for language, text in texts.items()
        },
        may_be_irrelevant=form.may_be_irrelevant.data and kind is not SurveyQuestionKind.TEXT,
        options=[
            SurveyOption(
                labels=option.labels(),
                code=option.code.text or None,
                is_positive=option.is_positive.data,
            )
            for option in (form.typed_options() if form.has_options else ())
        ],
        positive=form.positive(),
        is_other=form.was_answered and form.sameness.data == OTHER,
        provenance=provenance_from(texts),
    )


def values_from(
    question: AskedQuestion, standings: Mapping[Language, Standing]
) -> dict[str, object]:
    """Write a question into the form's fields; what is of another kind stands as in a new one."""
    is_scale = question.kind is SurveyQuestionKind.SCALE
    is_yes_no = question.kind is SurveyQuestionKind.YES_NO
    return {
        **{
            f"text_{language.value}": {
                "label": words.label,
                "help": words.help,
                "origin": standings[language].origin.value,
            }
            for language, words in question.words.items()
        },
        "kind": question.kind.value,
        "may_be_irrelevant": question.may_be_irrelevant,
        "options": [option_values(question, code) for code in question.options],
        "positive_steps": [*question.positive] if is_scale else UPPER_HALF,
        "positive_yes_no": [*question.positive] if is_yes_no else [YES],
        "sameness": SAME,
    }


def option_values(question: AskedQuestion, code: str) -> dict[str, object]:
    """Write an answer of a choice into its fields."""
    labels = {each.value: words.options.get(code, "") for each, words in question.words.items()}
    return {"code": code, "is_positive": code in question.positive, **labels}
