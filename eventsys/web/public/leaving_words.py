"""What is asked of people before they leave, by how they stand: with a place, offered, waiting."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.waitlist.queries import STILL_THERE
from eventsys.web.common.words import _

WAITED = "waited"
"""What the address says of somebody who left without having had a place."""


@dataclass(frozen=True, kw_only=True)
class LeavingWords:
    """A question, what follows from a yes, and the two answers."""

    title: str
    what: str
    yes: str
    no: str


@dataclass(frozen=True, kw_only=True)
class Done:
    """What has just been done."""

    title: str
    text: str


def words_for_one(status: ParticipantStatus, *, is_in_line: bool) -> LeavingWords:
    """Word the question to one person; who waits outside the line waits for a yes or a draw."""
    if status is ParticipantStatus.OFFERED:
        return no_to_the_offer()
    if status is ParticipantStatus.WAITING:
        return off_the_list() if is_in_line else request_back()
    return LeavingWords(
        title=_("Give the place back?"),
        what=_("Somebody else can then have the place. You cannot take this back yourself."),
        yes=_("Yes, give the place back"),
        no=_("No, keep the ticket"),
    )


def words_for_all(statuses: Collection[ParticipantStatus], *, is_in_line: bool) -> LeavingWords:
    """Word the question to everybody of a registration; some may have places, others wait."""
    if set(statuses) == {ParticipantStatus.WAITING}:
        return words_for_one(ParticipantStatus.WAITING, is_in_line=is_in_line)
    if statuses and set(statuses) <= set(STILL_THERE):
        return no_to_the_offer()
    others = _("Others can then have the places. You cannot take this back yourself.")
    if set(statuses) & set(STILL_THERE):
        others = " ".join((others, _("Whoever waits leaves the waiting list.")))
    return LeavingWords(
        title=_("Give all places back?"),
        what=others,
        yes=_("Yes, give all places back"),
        no=_("No, keep the tickets"),
    )


def off_the_list() -> LeavingWords:
    """Word the question to who waits."""
    return LeavingWords(
        title=_("Leave the waiting list?"),
        what=_("You lose your place in the line. You cannot take this back yourself."),
        yes=_("Yes, leave the waiting list"),
        no=_("No, go on waiting"),
    )


def request_back() -> LeavingWords:
    """Word the question to who has asked for a place and has no answer yet."""
    return LeavingWords(
        title=_("Take the request back?"),
        what=_("Nobody then decides on it. You cannot take this back yourself."),
        yes=_("Yes, take the request back"),
        no=_("No, let it stand"),
    )


def no_to_the_offer() -> LeavingWords:
    """Word the question to who has an offer."""
    return LeavingWords(
        title=_("Say no to the offer?"),
        what=_("If you say no, somebody else gets the place, and you leave the waiting list."),
        yes=_("No, give it to somebody else"),
        no=_("Back to the offer"),
    )


def left_words(said: Mapping[str, str], *, is_in_line: bool) -> Done:
    """Say that somebody has left; the address says whether they had waited."""
    if said.get("was") == WAITED:
        return off_the_list_words(is_in_line=is_in_line)
    return Done(title=_("The place is given back"), text=_("Somebody else can have it now."))


def off_the_list_words(*, is_in_line: bool) -> Done:
    """Say that who waited does so no more."""
    if not is_in_line:
        return Done(title=_("The request is taken back"), text=_("Nobody decides on it any more."))
    return Done(
        title=_("You are off the waiting list"), text=_("We do not offer you a place any more.")
    )
