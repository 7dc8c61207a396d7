"""What there is to do on the texts of an event, and what changed in one: on plain values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from eventsys.core.standing import TextState
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView

SENTENCES = re.compile(r"\n+|(?<=[!?:])[ \t]+|(?<=\.)[ \t]+(?![\da-zæøå])")


class Work(StrEnum):
    """Why somebody should look at a text, the most pressing first."""

    OUTDATED = "outdated"
    MACHINE = "machine"
    MISSING = "missing"


WORKS: Mapping[TextState | None, Work] = {
    TextState.OUTDATED: Work.OUTDATED,
    TextState.MACHINE: Work.MACHINE,
    None: Work.MISSING,
}
"""What a text's state asks for; one that a human made asks for nothing."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, and whether it stands in one of two texts alone."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts, sentence by sentence."""

    before: Sequence[Passage]
    now: Sequence[Passage]


def work_on(event: EventView) -> Mapping[Language, Work]:
    """Tell in which languages there is something to do on an event's texts."""
    found = {}
    for language in Language:
        work = None if language is Language.DANISH else work_in(event, language)
        if work is not None:
            found[language] = work
    return found


def work_in(event: EventView, language: Language) -> Work | None:
    """Tell what there is to do in one language; a title alone is not enough beside a text."""
    lacks_body = bool(event.bodies.get(Language.DANISH) and not event.bodies.get(language))
    return work_in_state(event.states.get(language), lacks_body=lacks_body)


def work_in_state(state: TextState | None, *, lacks_body: bool) -> Work | None:
    """Tell what there is to do on a text, which may lack a body where the Danish has one."""
    if state is TextState.OUTDATED:
        return Work.OUTDATED
    return Work.MISSING if lacks_body else WORKS.get(state)


def compare(before: str, now: str) -> Comparison:
    """Tell which sentences of two texts are the other's too."""
    old, new = sentences_of(before), sentences_of(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    same = matcher.get_matching_blocks()
    in_old = {block.a + step for block in same for step in range(block.size)}
    in_new = {block.b + step for block in same for step in range(block.size)}
    return Comparison(
        before=[Passage(text, number not in in_old) for number, text in enumerate(old)],
        now=[Passage(text, number not in in_new) for number, text in enumerate(new)],
    )


def sentences_of(text: str) -> list[str]:
    """Split a text where people see its sentences end."""
    return [part.strip() for part in SENTENCES.split(text) if part.strip()]
