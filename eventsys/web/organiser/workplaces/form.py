"""The forms by which somebody says which actor is meant by a name."""

from collections.abc import Mapping

from eventsys.core.text import UnusableCharacter, clean_line
from eventsys.people.actors.rules import ActorLevel
from eventsys.registration.rules import LONGEST_WORKPLACE
from eventsys.web.common.forms import Form, LineField

NEW = {f"new-{level.value}": level for level in ActorLevel}
OTHER = "other"
PERSON = "person-"


class AssignForm(Form):
    """Which actor is meant by what people wrote; `actor` is its id, a new one, or another."""

    typed = LineField()
    actor = LineField()
    named = LineField()
    remember = LineField()

    @property
    def level(self) -> ActorLevel | None:
        """Tell what is to be added to the register; None where nothing is."""
        return NEW.get(self.actor.text)

    @property
    def actor_id(self) -> int | None:
        """Give the actor that was chosen by its id; None where it was chosen otherwise."""
        text = self.actor.text
        is_id = text.isascii() and text.isdigit() and len(text) < len(str(2**31))
        return int(text) if is_id else None


def told_in(sent: Mapping[str, str]) -> dict[int, str]:
    """Read what was written beside people's names, by their ids; what cannot be stored is not."""
    told: dict[int, str] = {}
    for name, text in sent.items():
        number = name.removeprefix(PERSON)
        if name.startswith(PERSON) and number.isascii() and number.isdigit():
            told |= {int(number): line} if (line := readable(text)) else {}
    return told


def readable(text: str) -> str:
    """Bring a workplace into the form in which it is stored; empty where it cannot be."""
    try:
        return clean_line(text)[:LONGEST_WORKPLACE].strip()
    except UnusableCharacter:
        return ""
