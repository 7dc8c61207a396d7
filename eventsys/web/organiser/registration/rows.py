"""Participants as rows of a list, and the words of their file."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsys.core.codes import grouped
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.registration.queries import ParticipantRow
from eventsys.registration.rules import ParticipantStatus
from eventsys.web.common.dates import say_moment, say_when
from eventsys.web.common.language_names import name_language
from eventsys.web.common.words import _
from eventsys.web.organiser.registration.told import NOTHING_TOLD, AnswerShown, Told
from eventsys.web.organiser.wording import Tag, category_name, participant_tag


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """A participant as organisers see them."""

    id: int
    registration_id: int
    reference: str
    name: str
    category: str
    birth_year: str
    contact_name: str
    email: str
    phone: str
    occasion: str
    registered: str
    language: str
    group_name: str
    came: bool
    tag: Tag
    is_in: bool
    answers: Sequence[AnswerShown]


def row_of(
    row: ParticipantRow,
    event: EventView,
    language: Language,
    told: Told = NOTHING_TOLD,
    *,
    came: bool = False,
) -> PersonRow:
    """Put a participant into words."""
    occasion = next((each for each in event.occasions if each.no == row.occasion_no), None)
    return PersonRow(
        id=row.id,
        registration_id=row.registration_id,
        reference=grouped(row.reference),
        name=row.name or _("(no name)"),
        category=category_name(row.category),
        birth_year=str(row.birth_year or ""),
        contact_name=row.contact_name,
        email=row.contact_email or "",
        phone=row.contact_phone or "",
        occasion=str(say_when(occasion.starts_at, occasion.ends_at, event.zone, language))
        if occasion
        else "",
        registered=say_moment(row.registered_at, event.zone, language),
        language=name_language(row.language, language),
        group_name=row.group_name,
        came=came,
        tag=participant_tag(row.status, is_put_off=event.intake.puts_off),
        is_in=row.status is not ParticipantStatus.DEREGISTERED,
        answers=told.by(row, language),
    )
