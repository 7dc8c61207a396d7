"""Participants as rows of a list, and the words of their file."""

from dataclasses import dataclass

from eventsys.core.codes import grouped
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.exchange.participants import ParticipantWords
from eventsys.registration.queries import ParticipantRow
from eventsys.registration.rules import Category, ParticipantStatus
from eventsys.web.common.dates import say_moment, say_when
from eventsys.web.common.words import _
from eventsys.web.organiser.wording import Tag, category_name, participant_tag


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """A participant as organisers see them."""

    id: int
    reference: str
    name: str
    category: str
    birth_year: str
    contact_name: str
    email: str
    phone: str
    occasion: str
    registered: str
    tag: Tag
    is_in: bool


def row_of(row: ParticipantRow, event: EventView, language: Language) -> PersonRow:
    """Put a participant into words."""
    occasion = next((each for each in event.occasions if each.no == row.occasion_no), None)
    return PersonRow(
        id=row.id,
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
        tag=participant_tag(row.status),
        is_in=row.status is not ParticipantStatus.DEREGISTERED,
    )


def words_of_participants(zone: str) -> ParticipantWords:
    """Give the file its words, in the page's language."""
    return ParticipantWords(
        zone=zone,
        head=(
            _("Reference"),
            _("Name"),
            _("Category"),
            _("Birth year"),
            _("Status"),
            _("Date no."),
            _("Contact"),
            _("E-mail"),
            _("Phone"),
            _("Registered at"),
        ),
        categories={each: category_name(each) for each in Category},
        statuses={each: participant_tag(each).text for each in ParticipantStatus},
    )
