"""What is asked of a group, and what it may bring, in the words of the form."""

from dataclasses import dataclass

from eventsys.events.groups.rules import MOST_IN_A_GROUP
from eventsys.events.intake.rules import Way
from eventsys.events.programme.rules import EventView
from eventsys.exchange.people.rules import Wanted
from eventsys.registration.rules import Category
from eventsys.web.common.words import _, ngettext
from eventsys.web.public.asking import Asked
from eventsys.web.public.facts import say_way
from eventsys.web.public.wording import age_words


@dataclass(frozen=True, kw_only=True)
class GroupAsked:
    """Whom a group may bring: children, grown-ups or both; `of_age` is what its leader vouches for.

    Grown-ups who come along with children whom the event is for are companions. A group has up to
    `largest` places at once, and may ask the organisers for up to `most`.
    """

    children: bool
    adults: bool
    are_companions: bool
    of_age: str
    largest: int
    most: int
    most_words: str
    wanted: Wanted

    @property
    def both(self) -> bool:
        """Tell whether children and grown-ups are told apart."""
        return self.children and self.adults


def group_asked(event: EventView, asked: Asked) -> GroupAsked:
    """Tell what an event asks of a group: it needs fewer names and years than a family."""
    rule, along = event.age_rule, bool(asked.care.who)
    has_children = asked.category or rule is not None
    has_adults = rule is None or along
    return GroupAsked(
        children=has_children,
        adults=has_adults,
        are_companions=rule is not None and along,
        of_age=_("All the children are: %(whom)s.", whom=age_words(rule)) if rule else "",
        largest=event.groups.largest,
        most=event.groups.largest if event.intake.way is Way.DRAW else MOST_IN_A_GROUP,
        most_words=most_words(event),
        wanted=Wanted(
            category=has_children and has_adults,
            usual=Category.CHILD if has_children else Category.ADULT,
            age_rule=rule,
            may_come_along=along,
        ),
    )


def most_words(event: EventView) -> str:
    """Say how large a group may be, and whom to ask for more."""
    most = ngettext(
        "A group can have at most %(num)d place here.",
        "A group can have at most %(num)d places here.",
        event.groups.largest,
    )
    ways = [say_way(way) for way in (event.contact.phone, event.contact.email) if way]
    if not ways:
        return most
    return most + " " + _("Are you more? Call or write: %(ways)s.", ways=", ".join(ways))
