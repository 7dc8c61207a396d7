"""What stands above every page of one event: its title, its status, the ways between its pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from flask import abort, url_for

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.events.intake.rules import Way
from eventsys.events.models import Event
from eventsys.events.programme.queries import find_both, find_event_view
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import find_event
from eventsys.events.rules import Attends, EventKind
from eventsys.people.rules import RoleName
from eventsys.registration.approval.queries import has_requests
from eventsys.registration.waitlist.queries import does_anybody_wait
from eventsys.web.common.guards import may_here
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.explaining import about
from eventsys.web.organiser.roles import DESK, EDITORS, FRONT, GATEKEEPERS, READERS
from eventsys.web.organiser.tabs import Tab
from eventsys.web.organiser.wording import Tag, status_tag

Page: TypeAlias = tuple[str, str, tuple[RoleName, ...]]
"""What a page is called, its endpoint, and who may see it."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Pages of an event that belong together; `url` leads to the first of them."""

    text: str
    url: str
    current: bool
    tabs: list[Tab]


@dataclass(frozen=True, kw_only=True)
class EventFrame:
    """What stands above every page of one event."""

    slug: str
    title: str
    language: Language
    tag: Tag
    about: str
    groups: list[Group]
    may_edit: bool

    @property
    def group(self) -> Group | None:
        """Give the group in which one is, where it has more than one page."""
        return next((each for each in self.groups if each.current and len(each.tabs) > 1), None)


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


def both_or_404(slug: str) -> tuple[EventView, Event]:
    """Give an event as it is shown and the event itself, asked for at once, or answer 404."""
    return find_both(db.session(), slug) or abort(404)


def frame_of(event: EventView, here: str) -> EventFrame:
    """Make the frame of an event's page; `here` is the page's endpoint."""
    language = current_language()
    return EventFrame(
        slug=event.slug,
        title=event.title(language),
        language=event.title_language(language),
        tag=status_tag(event.status),
        about=about(here),
        groups=list(groups_of(event, here)),
        may_edit=i_may(*EDITORS),
    )


def groups_of(event: EventView, here: str) -> Iterator[Group]:
    """List the groups of pages in which the account may see one."""
    groups = (
        (_("Overview"), overview_pages()),
        (_("People"), people_pages(event)),
        (_("The day"), day_pages()),
        (_("Follow-up"), later_pages(event)),
        (_("Settings"), setting_pages()),
    )
    for text, pages in groups:
        tabs = list(tabs_of(event.slug, pages, here))
        if tabs:
            current = any(tab.current for tab in tabs)
            yield Group(text=text, url=tabs[0].url, current=current, tabs=tabs)


def tabs_of(slug: str, pages: Iterator[Page], here: str) -> Iterator[Tab]:
    """List the pages of an event that the account may see."""
    for text, endpoint, roles in pages:
        if i_may(*roles):
            yield Tab(text=text, url=url_for(endpoint, slug=slug), current=endpoint == here)


def overview_pages() -> Iterator[Page]:
    """List the pages that tell how an event stands."""
    yield _("Overview"), "organiser.events.show", READERS
    yield _("Dashboard"), "organiser.dashboards.show", READERS


def people_pages(event: EventView) -> Iterator[Page]:
    """List the pages of who comes to an event, and of what they are told and asked."""
    yield _("Registrations"), "organiser.registration.index", DESK
    if event.groups.takes_groups:
        yield _("Groups"), "organiser.groups.index", DESK
    yield from intake_pages(event)
    yield _("Messages"), "organiser.messages.index", DESK
    yield _("Read in a list"), "organiser.imports.index", EDITORS
    if event.care.needs:
        yield _("Needs"), "organiser.care.needs", EDITORS
    if event.care.photos:
        yield _("Pictures"), "organiser.care.pictures", EDITORS
    if event.asks_workplace:
        yield _("Workplaces"), "organiser.workplaces.index", DESK


def day_pages() -> Iterator[Page]:
    """List the pages that are open while people arrive."""
    yield _("Service desk"), "organiser.desk.index", FRONT
    yield _("Check in"), "organiser.desk.find", DESK
    yield _("Phones"), "organiser.checkin.index", GATEKEEPERS
    yield _("Live board"), "organiser.attendance.board", READERS
    yield _("Cases"), "organiser.cases.index", GATEKEEPERS


def later_pages(event: EventView) -> Iterator[Page]:
    """List the pages of what came of an event."""
    yield _("Attendance"), "organiser.attendance.show", READERS
    yield _("Attendance list"), "organiser.lists.index", DESK
    if event.kind is not EventKind.PUBLIC and event.attends is Attends.ALL:
        yield _("Completion"), "organiser.completion.index", DESK
    yield _("Evaluation"), "organiser.waves.index", READERS
    yield _("Files"), "organiser.exports.show", READERS


def setting_pages() -> Iterator[Page]:
    """List the pages of how an event is set up."""
    yield _("Details"), "organiser.events.edit", EDITORS
    yield _("Pictures on the page"), "organiser.pictures.index", EDITORS
    yield _("Questions"), "organiser.questions.index", DESK
    yield _("Series"), "organiser.series.index", EDITORS
    yield _("Team"), "organiser.team.index", EDITORS
    yield _("In the report"), "organiser.report.event", EDITORS


def intake_pages(event: EventView) -> Iterator[Page]:
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


def i_may(*roles: RoleName) -> bool:
    """Tell whether whoever is signed in may do what is allowed to the roles, at this event."""
    return may_here(frozenset(roles))
