"""What stands above every page of one event: its title, its status, the ways between its pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort, url_for

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.events.intake.rules import Way
from eventsys.events.models import Event
from eventsys.events.programme.queries import find_event_view
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import find_event
from eventsys.events.rules import Attends, EventKind
from eventsys.people.rules import RoleName, may
from eventsys.registration.approval.queries import has_requests
from eventsys.registration.waitlist.queries import does_anybody_wait
from eventsys.web.common.guards import current_account, held_roles
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.roles import DESK, EDITORS, FRONT, GATEKEEPERS, READERS
from eventsys.web.organiser.tabs import Tab
from eventsys.web.organiser.wording import Tag, status_tag


@dataclass(frozen=True, kw_only=True)
class EventFrame:
    """What stands above every page of one event."""

    slug: str
    title: str
    language: Language
    tag: Tag
    tabs: list[Tab]
    may_edit: bool


def event_or_404(slug: str) -> Event:
    """Give an event, whatever its status, or answer that there is none."""
    event = find_event(db.session(), slug)
    if event is None:
        abort(404)
    return event


def view_or_404(slug: str) -> EventView:
    """Give an event as it is shown, drafts too, or answer that there is none."""
    view = find_event_view(db.session(), slug, drafts=True)
    if view is None:
        abort(404)
    return view


def frame_of(event: EventView, here: str) -> EventFrame:
    """Make the frame of an event's page; `here` is the page's endpoint."""
    language = current_language()
    return EventFrame(
        slug=event.slug,
        title=event.title(language),
        language=event.title_language(language),
        tag=status_tag(event.status),
        tabs=list(tabs_of(event, here)),
        may_edit=i_may(*EDITORS),
    )


def tabs_of(event: EventView, here: str) -> Iterator[Tab]:
    """List the pages of an event that the account may see."""
    pages = (
        (_("Overview"), "organiser.events.show", READERS),
        (_("Registrations"), "organiser.registration.index", DESK),
        *group_pages(event),
        (_("Questions"), "organiser.questions.index", DESK),
        *intake_pages(event),
        (_("Service desk"), "organiser.desk.index", FRONT),
        (_("Check in"), "organiser.desk.find", DESK),
        *care_pages(event),
        *workplace_pages(event),
        (_("Messages"), "organiser.messages.index", DESK),
        (_("Phones"), "organiser.checkin.index", GATEKEEPERS),
        (_("Live board"), "organiser.attendance.board", READERS),
        (_("Attendance"), "organiser.attendance.show", READERS),
        *course_pages(event),
        (_("Attendance list"), "organiser.lists.index", DESK),
        (_("Cases"), "organiser.cases.index", GATEKEEPERS),
        (_("Evaluation"), "organiser.waves.index", READERS),
    )
    for text, endpoint, roles in pages:
        if i_may(*roles):
            url = url_for(endpoint, slug=event.slug)
            yield Tab(text=text, url=url, current=endpoint == here)


def intake_pages(event: EventView) -> Iterator[tuple[str, str, tuple[RoleName, ...]]]:
    """List the pages of what people wait for: a yes, where it takes one, and a free place."""
    if event.intake.way is Way.APPROVAL or has_large_group(event):
        yield _("Requests"), "organiser.approval.index", DESK
    if event.intake.way is Way.DRAW:
        yield _("Draw"), "organiser.draw.index", DESK
    can_wait = event.capacity is not None and event.intake.has_waitlist
    if can_wait or does_anybody_wait(db.session(), event.id):
        yield _("Waiting list"), "organiser.waitlist.index", DESK


def has_large_group(event: EventView) -> bool:
    """Tell whether a group has asked for more places than it could have without asking."""
    may_have = event.intake.way is Way.DIRECT and event.groups.takes_groups
    return may_have and has_requests(db.session(), event.id)


def group_pages(event: EventView) -> Iterator[tuple[str, str, tuple[RoleName, ...]]]:
    """List the page of the groups, where they can register."""
    if event.groups.takes_groups:
        yield _("Groups"), "organiser.groups.index", DESK


def course_pages(event: EventView) -> Iterator[tuple[str, str, tuple[RoleName, ...]]]:
    """List the page of who has completed an event, where it is one to be completed."""
    if event.kind is not EventKind.PUBLIC and event.attends is Attends.ALL:
        yield _("Completion"), "organiser.completion.index", DESK


def care_pages(event: EventView) -> Iterator[tuple[str, str, tuple[RoleName, ...]]]:
    """List the pages of what an event asks for the care of people, where it asks it."""
    if event.care.needs:
        yield _("Needs"), "organiser.care.needs", EDITORS
    if event.care.photos:
        yield _("Pictures"), "organiser.care.pictures", EDITORS


def workplace_pages(event: EventView) -> Iterator[tuple[str, str, tuple[RoleName, ...]]]:
    """List the page of where people come from, where an event asks it."""
    if event.asks_workplace:
        yield _("Workplaces"), "organiser.workplaces.index", DESK


def i_may(*roles: RoleName) -> bool:
    """Tell whether whoever is signed in may do what is allowed to the roles."""
    return may(held_roles(current_account()), frozenset(roles))
