"""What actors, their names and what the register refuses are called."""

from eventsys.core.errors import DomainError
from eventsys.people.actors.errors import (
    ActorInUse,
    ActorNameTaken,
    AlreadyMerged,
    AlreadyUndone,
    LastName,
    NameKnown,
    NotAName,
    SameActor,
    WrongSpan,
)
from eventsys.people.actors.rules import ActorLevel, NameKind
from eventsys.web.common.words import _


def level_words() -> dict[str, str]:
    """Name the levels."""
    return {
        ActorLevel.ORGANISATION.value: _("Organisation"),
        ActorLevel.UNIT.value: _("Unit of an organisation"),
    }


def kind_words() -> dict[str, str]:
    """Name the kinds of names."""
    return {
        NameKind.OFFICIAL.value: _("Official name"),
        NameKind.ALIAS.value: _("Also called"),
        NameKind.MISSPELLING.value: _("Misspelling"),
    }


def refusal_words(refusal: DomainError) -> str:
    """Say why something cannot be done in the register."""
    words = {
        NotAName: _("Write a name with letters, of at most 120 characters."),
        WrongSpan: _("The last day must not be before the first."),
        ActorNameTaken: _("Another actor has this name at that time."),
        NameKnown: _("The actor has this name already."),
        LastName: _("An actor keeps at least one official name."),
        SameActor: _("Choose another actor than this one."),
        AlreadyMerged: _("One of them was merged into another actor before. Undo that first."),
        AlreadyUndone: _("The merge was undone before."),
        ActorInUse: _("The actor is in use. Merge it, or let its name end, instead."),
    }
    return words[type(refusal)]


REFUSALS = (
    *(NotAName, WrongSpan, ActorNameTaken, NameKnown, LastName),
    *(SameActor, AlreadyMerged, AlreadyUndone, ActorInUse),
)
"""What the register may refuse."""
