"""What an organiser decides about a question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from eventsys.core.standing import Provenance
from eventsys.core.text import Language
from eventsys.registration.questions.errors import WrongQuestion
from eventsys.registration.questions.rules import (
    LONGEST_HELP,
    LONGEST_LABEL,
    MOST_DELETION_DAYS,
    MOST_OPTIONS,
    USUAL_DELETION_DAYS,
    WITH_OPTIONS,
    AskedOf,
    Condition,
    QuestionKind,
)


@dataclass(frozen=True, kw_only=True)
class QuestionText:
    """What stands at a question in one language."""

    label: str
    purpose: str
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class OptionPlan:
    """One option by language; `code` names one that is there already."""

    labels: Mapping[Language, str]
    code: str | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionPlan:
    """All that an organiser decides about a question; Danish is always there."""

    kind: QuestionKind
    asked_of: AskedOf
    texts: Mapping[Language, QuestionText]
    is_required: bool = False
    options: Sequence[OptionPlan] = field(default=())
    condition: Condition | None = None
    deletion_days: int = USUAL_DELETION_DAYS
    provenance: Provenance = field(default_factory=Provenance)

    def check(self) -> None:
        """Raise `WrongQuestion` for the first detail that cannot be."""
        for wrong in self.faults():
            raise WrongQuestion(wrong)

    def faults(self) -> Iterator[str]:
        """List the details that cannot be."""
        danish = self.texts.get(Language.DANISH)
        if danish is None or not all(text.label and text.purpose for text in self.texts.values()):
            yield "texts"
        if any(is_too_long(text) for text in self.texts.values()):
            yield "texts"
        if self.kind in WITH_OPTIONS and not 1 < len(self.options) <= MOST_OPTIONS:
            yield "options"
        if any(not option.labels.get(each) for option in self.options for each in self.texts):
            yield "options"
        if not 1 <= self.deletion_days <= MOST_DELETION_DAYS:
            yield "deletion_days"


def is_too_long(text: QuestionText) -> bool:
    """Tell whether a text is longer than a form can show."""
    return (
        len(text.label) > LONGEST_LABEL
        or len(text.help) > LONGEST_HELP
        or len(text.purpose) > LONGEST_HELP
    )
