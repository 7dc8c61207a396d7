"""By what the list of people can be narrowed down, in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eventsys.attendance.people.rules import Presence
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import Attends
from eventsys.registration.questions.rules import QuestionView
from eventsys.registration.rules import Category, Channel, ParticipantStatus
from eventsys.web.common.dates import say_when
from eventsys.web.common.language_names import name_language
from eventsys.web.common.questions.words import value_words
from eventsys.web.common.words import _
from eventsys.web.organiser.wording import category_name, participant_tag

PRESENT = "present"


class Group(StrEnum):
    """Whether somebody comes with a group."""

    WITH = "with"
    WITHOUT = "without"


@dataclass(frozen=True)
class Choice:
    """One of the things that can be chosen."""

    value: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Picker:
    """One thing by which a list is narrowed down; nothing is chosen at first."""

    name: str
    label: str
    choices: Sequence[Choice]

    def chosen(self, text: str) -> str:
        """Give the choice that a text of an address stands for; nothing for any other text."""
        return text if any(each.value == text for each in self.choices) else ""


def pickers_of(
    event: EventView, questions: Sequence[QuestionView], reader: Language
) -> Iterator[Picker]:
    """List by what the people of an event can be told apart."""
    yield Picker(name="status", label=_("Status"), choices=[*statuses(event)])
    yield Picker(
        name="category",
        label=_("Category"),
        choices=[Choice(each, category_name(each)) for each in Category],
    )
    if event.attends is Attends.ONE:
        yield Picker(name="occasion", label=_("Date"), choices=[*dates(event, reader)])
    yield Picker(
        name="came",
        label=_("Attendance"),
        choices=[Choice(Presence.CAME, _("Came")), Choice(Presence.ABSENT, _("Did not come"))],
    )
    yield Picker(name="language", label=_("Language"), choices=[*languages(reader)])
    yield Picker(name="channel", label=_("Reached by"), choices=channels())
    if event.groups.takes_groups:
        yield Picker(name="group", label=_("Group"), choices=groups())
    answers = [*answers_of(questions, reader)]
    if answers:
        yield Picker(name="answer", label=_("Answer"), choices=answers)


def statuses(event: EventView) -> Iterator[Choice]:
    """Offer where people may stand, and all but those who have left."""
    yield Choice(PRESENT, _("All but those deregistered"))
    for each in ParticipantStatus:
        yield Choice(each, participant_tag(each, is_put_off=event.intake.puts_off).text)


def dates(event: EventView, reader: Language) -> Iterator[Choice]:
    """Offer the dates of an event."""
    for each in event.occasions:
        said = say_when(each.starts_at, each.ends_at, event.zone, reader)
        yield Choice(str(each.no), str(said))


def languages(reader: Language) -> Iterator[Choice]:
    """Offer the languages in which people are written to."""
    for each in Language:
        yield Choice(each, name_language(each, reader))


def channels() -> list[Choice]:
    """Offer how people are reached."""
    return [
        Choice(Channel.EMAIL, _("E-mail")),
        Choice(Channel.PHONE, _("Phone")),
        Choice(Channel.NONE, _("Neither")),
    ]


def groups() -> list[Choice]:
    """Offer those who come with a group, and those who do not."""
    return [
        Choice(Group.WITH, _("Comes with a group")),
        Choice(Group.WITHOUT, _("Comes without a group")),
    ]


def answers_of(questions: Iterable[QuestionView], reader: Language) -> Iterator[Choice]:
    """Offer the answers that could be chosen."""
    for question in questions:
        label = question.worded(reader).label
        for value in question.conditions:
            words = value_words(question, value, reader)
            yield Choice(f"{question.id}:{value}", f"{label} {words}")
