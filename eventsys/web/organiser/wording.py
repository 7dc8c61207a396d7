"""What organisers read of states and kinds."""

from dataclasses import dataclass

from eventsys.events.rules import EventKind, EventStatus
from eventsys.registration.rules import Category, ParticipantStatus
from eventsys.web.common.words import _


@dataclass(frozen=True)
class Tag:
    """A state in a word or two; `kind` is ok, warn, error or nothing."""

    text: str
    kind: str = ""


def status_tag(status: EventStatus) -> Tag:
    """Name an event's status."""
    tags = {
        EventStatus.DRAFT: Tag(_("Draft"), "warn"),
        EventStatus.PUBLISHED: Tag(_("Published"), "ok"),
        EventStatus.CANCELLED: Tag(_("Cancelled"), "error"),
        EventStatus.ARCHIVED: Tag(_("Archived")),
    }
    return tags[status]


def kind_name(kind: EventKind) -> str:
    """Name a kind of event."""
    names = {
        EventKind.PUBLIC: _("Event"),
        EventKind.COURSE: _("Course"),
        EventKind.WORKSHOP: _("Workshop"),
    }
    return names[kind]


def participant_tag(status: ParticipantStatus, *, is_put_off: bool = False) -> Tag:
    """Name where a participant stands; where a decision `is_put_off`, nobody waits for a place."""
    waiting = _("Waits") if is_put_off else _("On the waiting list")
    tags = {
        ParticipantStatus.CONFIRMED: Tag(_("Has a place"), "ok"),
        ParticipantStatus.WAITING: Tag(waiting, "warn"),
        ParticipantStatus.OFFERED: Tag(_("Has an offer"), "warn"),
        ParticipantStatus.DEREGISTERED: Tag(_("Deregistered")),
    }
    return tags[status]


def category_name(category: Category) -> str:
    """Name what a participant is."""
    names = {
        Category.CHILD: _("Child"),
        Category.ADULT: _("Adult"),
        Category.STAFF: _("Staff"),
    }
    return names[category]
