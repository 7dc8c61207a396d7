"""What an address asks of the list of people, and whom that means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict

from eventsys.attendance.people.rules import AnswerGiven, PeopleFilter, Presence
from eventsys.core.text import Language
from eventsys.registration.rules import Category, Channel, ParticipantStatus
from eventsys.registration.search import read_search
from eventsys.web.organiser.people.pickers import PRESENT, Group, Picker

Value = TypeVar("Value", bound=StrEnum)
STILL_IN = [each for each in ParticipantStatus if each is not ParticipantStatus.DEREGISTERED]


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: what was typed, and what was chosen of each picker."""

    search: str
    chosen: Mapping[str, str]

    @classmethod
    def in_address(cls, args: MultiDict[str, str], pickers: Sequence[Picker]) -> "Asked":
        """Read it; what nobody can choose counts as not chosen."""
        found = {each.name: each.chosen(args.get(each.name, "")) for each in pickers}
        chosen = {name: value for name, value in found.items() if value}
        return cls(read_search(args.get("q", "")), chosen)

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anybody is left out."""
        return bool(self.search or self.chosen)

    @property
    def address(self) -> dict[str, Any]:
        """Write it down for an address."""
        return ({"q": self.search} if self.search else {}) | dict(self.chosen)

    @property
    def wanted(self) -> PeopleFilter:
        """Tell whom it means."""
        chosen = self.chosen
        meant = PeopleFilter(
            search=self.search,
            statuses=statuses_in(chosen),
            categories=one_of(Category, chosen.get("category")),
            languages=one_of(Language, chosen.get("language")),
            channels=one_of(Channel, chosen.get("channel")),
        )
        return replace(
            meant,
            occasion_no=int(chosen["occasion"]) if "occasion" in chosen else None,
            in_group=chosen["group"] == Group.WITH if "group" in chosen else None,
            presence=Presence(chosen["came"]) if "came" in chosen else None,
            answer=answer_in(chosen["answer"]) if "answer" in chosen else None,
        )


def statuses_in(chosen: Mapping[str, str]) -> Sequence[ParticipantStatus]:
    """List the statuses that are meant."""
    status = chosen.get("status")
    return STILL_IN if status == PRESENT else one_of(ParticipantStatus, status)


def one_of(kind: type[Value], text: str | None) -> Sequence[Value]:
    """Give the one that was chosen, as a list; an empty one where none was."""
    return [kind(text)] if text else []


def answer_in(text: str) -> AnswerGiven:
    """Read a question's id and one of its answers."""
    question_id, _, value = text.partition(":")
    return AnswerGiven(int(question_id), value)
