"""What is known of an event, in plain words: when, where, how to get in, for whom, whom to ask."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.team.rules import NOBODY, TeamContact
from eventsys.places.rules import Access
from eventsys.web.common.dates import say_when
from eventsys.web.common.words import _, ngettext
from eventsys.web.public.wording import audience_words, joined, spoken_words

MAP = "https://www.openstreetmap.org"
COUNTRY = "Danmark"
PLACE = "pin"
DENMARK = "+45"


@dataclass(frozen=True, slots=True)
class FactLink:
    """A way from a fact: to a map, to the phone, to the mail."""

    text: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A fact with its pictogram; `more` is a second, lighter line."""

    symbol: str
    name: str
    text: str
    more: str = ""
    links: Sequence[FactLink] = ()


def facts_of(event: EventView, language: Language, occasion: OccasionView) -> Iterator[Fact]:
    """Say when, where, for whom, in which languages and at what price."""
    yield fact_of_time(event, language, occasion)
    yield Fact(
        symbol=PLACE,
        name=_("Where"),
        text=occasion.venue,
        more=joined(occasion.address, occasion.district),
    )
    yield from facts_of_access(occasion.access)
    yield Fact(symbol="people", name=_("For whom"), text=audience_words(event))
    if event.spoken:
        yield Fact(symbol="speech", name=_("We speak"), text=spoken_words(event, language))
    yield Fact(symbol="card", name=_("Price"), text=_("Free of charge"))
    yield from facts_of_contact(event.contact)


def with_map(facts: Iterable[Fact], occasion: OccasionView) -> Iterator[Fact]:
    """Add the way to a map, for pages that are not about somebody: they link to no other host."""
    for fact in facts:
        links = [FactLink(_("Find it on a map"), url) for url in map_urls(occasion)]
        yield replace(fact, links=links) if fact.symbol == PLACE else fact


def map_urls(occasion: OccasionView) -> Iterator[str]:
    """Give the address of a map, which is asked only when somebody follows it."""
    if occasion.latitude is not None and occasion.longitude is not None:
        point = f"{occasion.latitude:.5f}/{occasion.longitude:.5f}"
        latitude, longitude = point.split("/")
        yield f"{MAP}/?mlat={latitude}&mlon={longitude}#map=17/{point}"
    elif occasion.address:
        query = urlencode({"query": joined(occasion.address, COUNTRY)})
        yield f"{MAP}/search?{query}"


def facts_of_access(access: Access) -> Iterator[Fact]:
    """Say how accessible the place is, as far as that is known."""
    words = (
        (access.step_free, _("Step-free access"), _("No step-free access")),
        (access.toilet, _("Accessible toilet"), _("No accessible toilet")),
        (access.hearing_loop, _("Hearing loop"), _("No hearing loop")),
        (access.parking, _("Parking for disabled people"), _("No parking for disabled people")),
    )
    has = [yes for answer, yes, _no in words if answer]
    lacks = [no for answer, _yes, no in words if answer is False]
    if has or lacks:
        text, more = (has, lacks) if has else (lacks, has)
        yield Fact(symbol="accessible", name=_("Access"), text=listed(text), more=listed(more))


def listed(words: Sequence[str]) -> str:
    """Write a few short facts after each other."""
    return " · ".join(words)


def facts_of_contact(contact: TeamContact) -> Iterator[Fact]:
    """Say whom to call or write to, where somebody is named."""
    if contact == NOBODY:
        return
    ways = ((contact.phone, "tel:"), (contact.email, "mailto:"))
    yield Fact(
        symbol="phone",
        name=_("Do you have a question?"),
        text=contact.name or _("Ask the team"),
        links=[FactLink(say_way(way), f"{scheme}{way}") for way, scheme in ways if way],
    )


def say_way(way: str) -> str:
    """Write a Danish phone number as people read it; all else as it is."""
    digits = way.removeprefix(DENMARK)
    if digits == way:
        return way
    return " ".join(digits[i : i + 2] for i in range(0, len(digits), 2))


def fact_of_time(event: EventView, language: Language, occasion: OccasionView) -> Fact:
    """Say when an event is; one with several dates says the next of them."""
    when = say_when(occasion.starts_at, occasion.ends_at, event.zone, language, year=True)
    dates = len(event.occasions)
    if dates == 1:
        return Fact(symbol="calendar", name=_("When"), text=when.day, more=when.hours)
    text = ngettext("%(num)d date", "%(num)d dates", dates)
    return Fact(symbol="calendar", name=_("When"), text=text, more=_("Next: %(when)s", when=when))
