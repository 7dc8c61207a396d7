"""What goes when people are forgotten, what stays, and why it may have to wait, in words."""

from collections.abc import Callable
from dataclasses import dataclass

from eventsys.core.errors import DomainError
from eventsys.privacy.errors import PhonesHold, PicturesStand, StillComing
from eventsys.privacy.forgetting import Going
from eventsys.web.common.words import _, ngettext

REFUSALS = (PhonesHold, PicturesStand, StillComing)


@dataclass(frozen=True, kw_only=True)
class Fates:
    """What goes and what stays, line by line; the obstacle is empty where there is none."""

    gone: list[str]
    stays: list[str]
    obstacle: str
    is_nothing: bool


def fates_of(going: Going, *, is_whole_event: bool) -> Fates:
    """Say what forgetting some people does."""
    whole = things_of_event() if is_whole_event else []
    return Fates(
        gone=[*things_of_people(going), *whole],
        stays=what_stays(),
        obstacle=obstacle_words(going.obstacle) if going.obstacle else "",
        is_nothing=not going.kept.registrations,
    )


def things_of_people(going: Going) -> list[str]:
    """List what goes of people, with how much of it there is."""
    kept = going.kept
    counted: tuple[tuple[int, Callable[[], str]], ...] = (
        (kept.answers, lambda: ngettext("%(num)d answer", "%(num)d answers", kept.answers)),
        (kept.needs, lambda: ngettext("%(num)d need", "%(num)d needs", kept.needs)),
        (kept.notes, lambda: ngettext("%(num)d note", "%(num)d notes", kept.notes)),
        (
            kept.pictures,
            lambda: ngettext(
                "%(num)d answer about pictures", "%(num)d answers about pictures", kept.pictures
            ),
        ),
        (
            going.messages,
            lambda: ngettext(
                "%(num)d message, also one that waits",
                "%(num)d messages, also those that wait",
                going.messages,
            ),
        ),
    )
    return [
        ngettext(
            "Name, year of birth and contact of %(num)d person",
            "Names, years of birth and contacts of %(num)d people",
            kept.people,
        ),
        *(say() for number, say in counted if number),
        _("Links, tickets and references: they open nothing any more"),
        _("Files that were made for printing, and reasons in the log"),
    ]


def things_of_event() -> list[str]:
    """List what goes besides with a whole event."""
    return [
        _("Lists that were read in, and the event's own contact"),
        _("Reasons for decisions about cases and head counts"),
        _("What people wrote in their own words in questionnaires"),
    ]


def what_stays() -> list[str]:
    """List what stays: it tells nobody who it was."""
    return [
        _("How many were registered, and how many came"),
        _("Gate and category of each, and the time to the quarter of an hour"),
        _("Answers to questionnaires, which nobody signed"),
        _("All figures of all years, and reports as they were approved"),
    ]


def obstacle_words(obstacle: DomainError) -> str:
    """Say why it cannot be done yet, and what to do."""
    if isinstance(obstacle, StillComing):
        return ngettext(
            "The event is not over, and %(num)d person is still to come. Deregister them first.",
            "The event is not over, and %(num)d people are still to come. Deregister them first.",
            obstacle.people,
        )
    if isinstance(obstacle, PhonesHold):
        return ngettext(
            "The phones still hold %(num)d scan that was not sent. Let them send it first.",
            "The phones still hold %(num)d scans that were not sent. Let them send them first.",
            obstacle.rows,
        )
    if isinstance(obstacle, PicturesStand):
        return ngettext(
            "Pictures of %(num)d child must be taken away first. See the page of pictures.",
            "Pictures of %(num)d children must be taken away first. See the page of pictures.",
            obstacle.pictures,
        )
    return _("This cannot be done any more.")
