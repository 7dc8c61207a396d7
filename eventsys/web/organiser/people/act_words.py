"""What can be done with several people at once, in words."""

from eventsys.core.errors import DomainError
from eventsys.events.errors import NotEnoughPlaces
from eventsys.registration.waitlist.errors import NobodyWaits
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.desk.refusals import words_of
from eventsys.web.organiser.people.acts import ActName


def act_names() -> dict[ActName, str]:
    """Name what can be done, for the list to choose from."""
    return {
        ActName.TICKETS: _("Print the tickets"),
        ActName.LINK: _("Send the link once more"),
        ActName.WRITE: _("Write to them"),
        ActName.PLACE: _("Give places to those who wait"),
        ActName.MOVE: _("Move to another date"),
        ActName.DEREGISTER: _("Deregister"),
    }


def question_of(name: ActName, number: int) -> str:
    """Ask whether it is to be done, and to how many."""
    questions = {
        ActName.TICKETS: lambda: ngettext(
            "Print the ticket of %(num)d person?", "Print the tickets of %(num)d people?", number
        ),
        ActName.LINK: lambda: ngettext(
            "Send the link of %(num)d person once more?",
            "Send the links of %(num)d people once more?",
            number,
        ),
        ActName.PLACE: lambda: ngettext(
            "Give %(num)d person a place?", "Give %(num)d people a place?", number
        ),
        ActName.MOVE: lambda: ngettext(
            "Move %(num)d person to another date?", "Move %(num)d people to another date?", number
        ),
        ActName.DEREGISTER: lambda: ngettext(
            "Deregister %(num)d person?", "Deregister %(num)d people?", number
        ),
    }
    return questions[name]()


def effect_of(name: ActName) -> str:
    """Say what then happens."""
    effects = {
        ActName.TICKETS: _("You get one file with one ticket on each page. Nothing is changed."),
        ActName.LINK: _(
            "Each contact gets the link to their own page by e-mail. It is the same link as before."
        ),
        ActName.PLACE: _(
            "They get their places at once, whoever's turn it is. Each contact gets a message."
        ),
        ActName.MOVE: _(
            "The tickets stay valid and go along. Each contact gets a message."
            " Where there is no room on the other date, people stay where they are."
        ),
        ActName.DEREGISTER: _(
            "Their places are free for others then, and their tickets no longer admit."
            " Each contact gets a message. It cannot be taken back."
        ),
    }
    return effects[name]


def reason_of(refusal: DomainError) -> str:
    """Say why something was not done for a registration."""
    if isinstance(refusal, NotEnoughPlaces):
        return ngettext(
            "The party needs %(asked)s places, and %(num)d is free.",
            "The party needs %(asked)s places, and %(num)d are free.",
            refusal.left,
            asked=refusal.asked,
        )
    if isinstance(refusal, NobodyWaits):
        return _("Nothing can be offered to this party now.")
    return words_of(refusal)
