"""What a family has told us of its needs and of pictures, on its own page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.registration.consents.queries import ChildAnswer, list_consents_of
from eventsys.registration.models import Registration
from eventsys.registration.needs.queries import OwnNeed, list_needs_of
from eventsys.registration.needs.rules import is_masked
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.tickets.queries import HeldTicket
from eventsys.web.common.languages import current_language
from eventsys.web.common.need_words import counted_words, interpreted_name, need_name
from eventsys.web.common.words import _, listed
from eventsys.web.public.care_asked import kept_until


@dataclass(frozen=True, kw_only=True, slots=True)
class CareTold:
    """What was told, a line each; `is_masked` where a number was taken out of it."""

    needs: Sequence[tuple[str, str]]
    pictures: Sequence[tuple[str, str]]
    asks_needs: bool
    is_masked: bool
    kept_until: str
    url: str


def care_told(
    registration: Registration,
    event: EventView,
    held: Sequence[HeldTicket],
    token: str,
    at: datetime,
) -> CareTold | None:
    """Put what was told into words; None where the event asks nothing, which costs no question."""
    care = event.care
    if not care.needs and not care.photos:
        return None
    session, language = db.session(), current_language()
    needs = list_needs_of(session, registration, at=at) if care.needs else []
    answers = list_consents_of(session, registration) if care.photos else []
    return CareTold(
        needs=[need_words(need, language) for need in needs],
        pictures=list(picture_lines(answers, held)),
        asks_needs=bool(care.needs),
        is_masked=any(is_masked(need.text) for need in needs),
        kept_until=kept_until(event, language),
        url=url_for("public.own_care", token=token),
    )


def need_words(need: OwnNeed, language: Language) -> tuple[str, str]:
    """Say what is needed and by whom."""
    name = need_name(need.kind)
    if need.position is not None:
        name = f"{name} ({person_words(need.position)})"
    named = [interpreted_name(need.language, language)] if need.language else []
    words = listed([*named, *([need.text] if need.text else [])])
    return name, counted_words(need.number, words)


def picture_lines(
    answers: Sequence[ChildAnswer], held: Sequence[HeldTicket]
) -> Iterator[tuple[str, str]]:
    """Say of each child that still comes whether pictures may be shown."""
    gone = {each.position for each in held if each.status is ParticipantStatus.DEREGISTERED}
    for answer in answers:
        if answer.position not in gone or answer.is_allowed:
            yield person_words(answer.position), _("Yes") if answer.is_allowed else _("No")


def person_words(position: int) -> str:
    """Name a person by their number."""
    return _("Person %(number)s", number=position)
