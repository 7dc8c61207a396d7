"""What organisers read of a list of actors."""

from datetime import date

from eventsys.core.errors import DomainError
from eventsys.exchange.imports.actors.rules import ActorColumn, Fault
from eventsys.exchange.imports.errors import CannotBeUndone
from eventsys.exchange.imports.rules import Outcome
from eventsys.people.actors.register import Register
from eventsys.people.actors.rules import LONGEST_ACTOR_NAME
from eventsys.web.common.words import _, listed
from eventsys.web.organiser.actors.words import (
    REFUSALS as OF_REGISTER,
    refusal_words as of_register,
)
from eventsys.web.organiser.imports.words import REFUSALS as OF_DRAFTS, refusal_words as of_drafts

REFUSALS = (*OF_DRAFTS, *OF_REGISTER)
"""Why a draft may not be saved."""


def column_names() -> dict[str, str]:
    """Name what a column can hold."""
    return {
        ActorColumn.NAME.value: _("Name"),
        ActorColumn.KIND.value: _("What the name is"),
        ActorColumn.LEVEL.value: _("Level"),
        ActorColumn.FROM.value: _("From"),
        ActorColumn.UNTIL.value: _("Until"),
        ActorColumn.ACTOR.value: _("No.: names with one belong to one actor"),
    }


def fault_words(outcome: Outcome, register: Register, day: date) -> str:
    """Say what is wrong with a row, and what to do; nothing where it is ready."""
    if outcome.is_ready:
        return ""
    known = listed([register.name_of(each, day) for each in outcome.suggestions])
    words = {
        Fault.NO_NAME: _("A name is missing. Write it, or take the row out."),
        Fault.LONG_NAME: _(
            "The name is too long: at most %(number)s characters.", number=LONGEST_ACTOR_NAME
        ),
        Fault.UNREADABLE: _("A character cannot be read. Write the name again."),
        Fault.TWICE: _("The same name stands in row %(row)s.", row=outcome.other),
        Fault.KNOWN: _("Is in the register already, and stays as it is."),
        Fault.UNSURE: _(
            "May be the same as %(names)s. If it is another, add it by hand.", names=known
        ),
        Fault.KIND: _("Write official name, also called or misspelling."),
        Fault.LEVEL: _("Write organisation or unit."),
        Fault.DAY: _("Write a day, such as 31.12.2027; the last one not before the first."),
        Fault.NO_OFFICIAL: _("None of the actor's names is an official one."),
    }
    return words[Fault(outcome.fault)]


def refusal_words(refusal: DomainError) -> str:
    """Say why a draft was not saved."""
    return of_drafts(refusal) if isinstance(refusal, OF_DRAFTS) else of_register(refusal)


def undoing_words(refusal: CannotBeUndone) -> str:
    """Say why an import was not taken back."""
    if refusal.is_late:
        return _("A list can be taken back for three days.")
    return _("One of the actors is in use: somebody comes from it, or it was merged.")
