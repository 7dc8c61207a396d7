"""What one may choose where fewer places are left than people want to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from wtforms import StringField

from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import Places, RegistrationState
from eventsys.registration.rules import IfFull
from eventsys.web.common.words import _, ngettext


class IfFullField(StringField):
    """The button that was pressed; anything else asks for all places or none."""

    @property
    def choice(self) -> IfFull:
        """Give what is to be done where places are short."""
        return next((each for each in IfFull if each == self.data), IfFull.REFUSE)


@dataclass(frozen=True, slots=True)
class Option:
    """One way out: the button's value and its words."""

    value: str
    text: str


def options_of(shortage: NotEnoughPlaces | None, event: EventView) -> Sequence[Option]:
    """List the ways out of a shortage besides fewer people; none where there is no shortage."""
    return [] if shortage is None else list(ways_out(shortage, event))


def ways_out(shortage: NotEnoughPlaces, event: EventView) -> Iterator[Option]:
    """Offer the waiting list for all, and what is left for some."""
    asked, left, has_waitlist = shortage.asked, shortage.left, event.intake.has_waitlist
    if has_waitlist:
        text = ngettext(
            "Put %(num)d person on the waiting list",
            "Put all %(num)d people on the waiting list",
            asked,
        )
        yield Option(IfFull.WAITLIST, text)
    if left and has_waitlist:
        text = _("%(now)s now, %(later)s on the waiting list", now=left, later=asked - left)
        yield Option(IfFull.PART, text)
    elif left:
        yield Option(IfFull.PART, _("Only the first %(number)s", number=left))


def can_register(event: EventView, at: datetime) -> bool:
    """Tell whether the form is of any use now."""
    is_open = event.registration_state(at) is RegistrationState.OPEN
    has_room = event.places is not Places.FULL or event.intake.puts_off
    return is_open and (has_room or event.intake.has_waitlist)


def takes_to_waitlist(event: EventView, at: datetime) -> bool:
    """Tell whether whoever registers now can only wait."""
    is_full = event.places is Places.FULL and not event.intake.puts_off
    return is_full and can_register(event, at)
