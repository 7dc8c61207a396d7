"""What an event asks for the care of people, in the words of the form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsys.core.localtime import local_day
from eventsys.core.text import Language
from eventsys.events.care.rules import NeedKind
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import Audience, EventKind
from eventsys.registration.needs.rules import (
    WORKDAYS_FOR_AN_INTERPRETER,
    deletion_moment,
    workdays_before,
)
from eventsys.web.common.dates import say_day
from eventsys.web.common.words import _

INVITED, SIBLING, GROWN_UP = "child", "sibling", "adult"


@dataclass(frozen=True, kw_only=True)
class CareAsked:
    """What the form asks; `who` is empty where nobody comes along."""

    needs: frozenset[NeedKind]
    photos: bool
    who: Sequence[tuple[str, str]]
    adult: bool
    interpreter_hint: str
    kept_until: str

    @property
    def of_person(self) -> bool:
        """Tell whether anything is asked about each person."""
        return bool(self.photos or self.who or NeedKind.ALLERGY in self.needs)

    @property
    def of_all(self) -> bool:
        """Tell whether needs are asked that all of them share."""
        return bool(self.needs - {NeedKind.ALLERGY})


def care_asked(event: EventView, language: Language, at: datetime) -> CareAsked:
    """Tell what an event asks; pictures are asked about only where children are told apart."""
    care, rule = event.care, event.age_rule
    tells_children = rule is not None or event.kind is EventKind.PUBLIC
    return CareAsked(
        needs=care.needs,
        photos=care.photos and tells_children,
        who=who_choices(event) if care.takes_companions else [],
        adult=rule is not None or event.audience is Audience.CHILDREN,
        interpreter_hint=interpreter_hint(event, language, at),
        kept_until=kept_until(event, language),
    )


def who_choices(event: EventView) -> list[tuple[str, str]]:
    """Tell apart whom the event is for and who comes along."""
    return [
        (INVITED, child_words(event)),
        (SIBLING, _("Another child who comes along")),
        (GROWN_UP, _("Adult who comes along")),
    ]


def child_words(event: EventView) -> str:
    """Say which child the event is for."""
    rule = event.age_rule
    if rule is None:
        return _("Child")
    if rule.from_year == rule.to_year:
        return _("Child born in %(year)s", year=rule.from_year)
    return _("Child born from %(first)s to %(last)s", first=rule.from_year, last=rule.to_year)


def interpreter_hint(event: EventView, language: Language, at: datetime) -> str:
    """Say until when an interpreter can be promised; later only that we try."""
    if NeedKind.INTERPRETER not in event.care.needs:
        return ""
    start = local_day(event.next_occasion(at).starts_at, event.zone)
    last = workdays_before(start, WORKDAYS_FOR_AN_INTERPRETER)
    if local_day(at, event.zone) > last:
        return _("The event is soon. We try to find an interpreter, but we cannot promise it.")
    day = say_day(last, language)
    return _("Tell us by %(day)s at the latest, so that we can find one.", day=day)


def kept_until(event: EventView, language: Language) -> str:
    """Say on which day needs are deleted."""
    day = local_day(deletion_moment(event.last_end), event.zone)
    return say_day(day, language, year=True)
