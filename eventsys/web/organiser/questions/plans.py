"""From a question's form to its plan, and back."""

from collections.abc import Mapping, Sequence

from eventsys.core.standing import Standing
from eventsys.core.text import Language, read_count
from eventsys.registration.questions.requests import OptionPlan, QuestionPlan, QuestionText
from eventsys.registration.questions.rules import (
    USUAL_DELETION_DAYS,
    AskedOf,
    Condition,
    QuestionKind,
    QuestionView,
    possible_conditions,
)
from eventsys.web.common.questions.words import value_words
from eventsys.web.common.words import _
from eventsys.web.organiser.questions.form import QuestionForm
from eventsys.web.organiser.translated import provenance_from

NEW: dict[str, object] = {
    "kind": QuestionKind.TEXT.value,
    "asked_of": AskedOf.PARTICIPANT.value,
    "deletion_days": str(USUAL_DELETION_DAYS),
    "condition": "",
}


def plan_from(form: QuestionForm) -> QuestionPlan:
    """Make the plan that the form comes to; call it when the form is valid."""
    texts = form.used_texts()
    code, _equals, value = (form.condition.data or "").partition("=")
    return QuestionPlan(
        kind=QuestionKind(form.kind.data),
        asked_of=AskedOf(form.asked_of.data),
        is_required=form.is_required.data,
        texts={
            language: QuestionText(
                label=text.label.text, help=text.help.text, purpose=text.purpose.text
            )
            for language, text in texts.items()
        },
        options=[
            OptionPlan(labels=option.labels(), code=option.code.text or None)
            for option in (form.typed_options() if form.has_options else ())
        ],
        condition=Condition(code, value) if code else None,
        deletion_days=read_count(form.deletion_days.text) or USUAL_DELETION_DAYS,
        provenance=provenance_from(texts),
    )


def values_from(
    question: QuestionView, standings: Mapping[Language, Standing]
) -> dict[str, object]:
    """Write a question into the form's fields."""
    condition = question.condition
    return {
        **{f"text_{each.value}": text_values(question, standings, each) for each in Language},
        "kind": question.kind.value,
        "asked_of": question.asked_of.value,
        "is_required": question.is_required,
        "options": [option_values(question, code) for code in question.options],
        "condition": f"{condition.code}={condition.value}" if condition else "",
        "deletion_days": str(question.deletion_days),
    }


def text_values(
    question: QuestionView, standings: Mapping[Language, Standing], language: Language
) -> dict[str, str]:
    """Write a question's words in one language into their fields, with who made them."""
    words = question.words.get(language)
    if words is None:
        return {}
    return {
        "label": words.label,
        "help": words.help,
        "purpose": words.purpose,
        "origin": standings[language].origin.value,
    }


def option_values(question: QuestionView, code: str) -> dict[str, str]:
    """Write an option into its fields."""
    labels = {each.value: words.options.get(code, "") for each, words in question.words.items()}
    return {"code": code, **labels}


def conditions_of(
    questions: Sequence[QuestionView], before: int | None, language: Language
) -> list[tuple[str, str]]:
    """List the earlier answers that a question can depend on, each with its words."""
    return [
        (
            f"{earlier.code}={value}",
            _(
                "Only if “%(question)s” is answered “%(answer)s”",
                question=earlier.worded(language).label,
                answer=value_words(earlier, value, language),
            ),
        )
        for asked_of in AskedOf
        for earlier in possible_conditions(questions, asked_of, before)
        for value in earlier.conditions
    ]
