"""What there is to do on the words of a question: on plain values."""

from collections.abc import Mapping
from dataclasses import dataclass

from eventsys.core.standing import TextState
from eventsys.core.text import Language
from eventsys.events.texts.rules import WORKS, Work


@dataclass(frozen=True, kw_only=True, slots=True)
class WordedQuestion:
    """A question with its Danish label, and how far each language can be relied on."""

    id: int
    label: str
    states: Mapping[Language, TextState]


def work_on(question: WordedQuestion) -> Mapping[Language, Work]:
    """Tell in which languages there is something to do on a question's words."""
    states = {language: question.states.get(language) for language in Language}
    return {language: WORKS[state] for language, state in states.items() if state in WORKS}
