"""What the service desk reads when the facts refuse what was typed."""

from eventsys.core.errors import DomainError
from eventsys.events.errors import NotEnoughPlaces
from eventsys.registration.changes.errors import MoveRefused
from eventsys.registration.errors import (
    KeyReused,
    OccasionMissing,
    OutsideAgeRule,
    RegistrationClosed,
)
from eventsys.registration.preprinted.errors import TicketNotFree, TooManyPrinted
from eventsys.registration.questions.errors import WrongAnswers
from eventsys.web.common.words import _, ngettext

REFUSALS = (
    KeyReused,
    MoveRefused,
    NotEnoughPlaces,
    OccasionMissing,
    OutsideAgeRule,
    RegistrationClosed,
    TicketNotFree,
    TooManyPrinted,
    WrongAnswers,
)


def words_of(refusal: DomainError) -> str:
    """Say why nothing was stored, and what to do."""
    if isinstance(refusal, NotEnoughPlaces):
        return ngettext(
            "Only %(num)d place is left. Nobody is registered.",
            "Only %(num)d places are left. Nobody is registered.",
            refusal.left,
        )
    if isinstance(refusal, OutsideAgeRule):
        return _("The event is not for this year of birth.")
    if isinstance(refusal, TicketNotFree):
        return _("No free printed ticket has this code.")
    return known_words().get(type(refusal)) or _("This cannot be done any more.")


def known_words() -> dict[type[DomainError], str]:
    """Give the sentences that need nothing of the refusal."""
    return {
        KeyReused: _("This was sent before with other words. Begin again."),
        RegistrationClosed: _("The event takes no registrations now."),
        OccasionMissing: _("This date is over. Choose another one."),
        MoveRefused: _("This registration cannot be moved any more."),
        WrongAnswers: _("The event asks questions. Register one after the other instead."),
        TooManyPrinted: _("Write a number from 1 to 200."),
    }
