"""Events: read by everybody, written by organisers."""

from collections.abc import Sequence
from datetime import datetime

from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.events.errors import EventNotFound
from eventsys.events.models import Event
from eventsys.events.operations import archive, cancel, create_event, hold, publish
from eventsys.events.programme.queries import (
    find_event_view,
    get_event_view,
    list_all,
    list_upcoming,
)
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import get_event, plan_of
from eventsys.events.rules import EventStatus
from eventsys.events.team.rules import NOBODY, TeamContact
from eventsys.places.rules import Access
from eventsys.registration.standing.operations import amend_with_people
from eventsys.web.api.answers import cursor_of, give, read_after
from eventsys.web.api.bearers import STAFF, for_accounts, principal, reach_of_drafts, sees_draft
from eventsys.web.api.blueprint import blueprint
from eventsys.web.api.description import AFTER, BODY, IF_MATCH, LIMIT, Description, described
from eventsys.web.api.editions import require_edition, with_edition
from eventsys.web.api.plans import amended_plan, checked, new_plan
from eventsys.web.api.reading import read_body, read_limit, read_token
from eventsys.web.api.refusals import Refusal
from eventsys.web.api.shapes import events as shapes
from eventsys.web.api.shapes.team import AccessShown, ContactShown
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.lacks import find_lacks

REFUSED_BY_FACTS = ("E_SLUG_TAKEN", "E_CAPACITY", "E_HAS_REGISTRATIONS", "E_TRANSITION")
WRITING = (*BODY, "E_QUERY", "E_TOKEN", "E_FORBIDDEN", *REFUSED_BY_FACTS, "E_BUSY")
MOVES = {"published": publish, "cancelled": cancel, "archived": archive}


@blueprint.get("/events")
@open_to_all
@described(
    Description(
        gives={200: shapes.EventList},
        refuses=("E_QUERY", "E_TOKEN"),
        parameters=(AFTER, LIMIT),
    )
)
def list_events() -> ResponseReturnValue:
    """List the events to come; with a token those that its bearer manages, drafts too."""
    after, limit, at = read_after(), read_limit(), clock.now()
    session = db.session()
    ordered = sorted(views_listed(session, at), key=position_of)
    behind = [view for view in ordered if after is None or position_of(view) > after]
    page, more = behind[:limit], len(behind) > limit
    return give(
        shapes.EventList(
            items=[event_shape(view, at) for view in page],
            next=cursor_of(position_of(page[-1])) if more else None,
        )
    )


def views_listed(session: Session, at: datetime) -> Sequence[EventView]:
    """List the events that the request may see, in no order."""
    reach = reach_of_drafts()
    if reach is None:
        return list_upcoming(session, at)
    return [view for view in list_all(session) if reach.holds(view.id)]


@blueprint.get("/events/<slug>")
@open_to_all
@described(
    Description(
        gives={200: shapes.EventShown},
        refuses=("E_QUERY", "E_TOKEN", "E_NOT_FOUND"),
    )
)
def show_event(slug: str) -> ResponseReturnValue:
    """Read one event with the exact number of places left; drafts with a manager's token.

    With a token the answer bears the ETag by which a change is held to what was read.
    """
    session = db.session()
    view = find_event_view(session, slug, drafts=sees_draft())
    if view is None:
        raise EventNotFound(slug)
    shown = give(event_shape(view, clock.now()))
    return with_edition(shown, session, get_event(session, slug)) if read_token() else shown


@blueprint.post("/events")
@for_accounts(*STAFF)
@described(Description(takes=shapes.EventWritten, gives={201: shapes.EventShown}, refuses=WRITING))
def add_event() -> ResponseReturnValue:
    """Make a draft of an event."""
    body, at = read_body(shapes.EventWritten), clock.now()
    with transaction() as session, checked():
        plan = new_plan(session, body, at=at, by=principal())
        event = create_event(session, plan, at=at, by=principal())
        shown = give(event_shape(get_event_view(session, event.id), at), 201)
        return with_edition(shown, session, event)


@blueprint.patch("/events/<slug>")
@for_accounts(*STAFF)
@described(
    Description(
        takes=shapes.EventAmended,
        gives={200: shapes.EventShown},
        refuses=(*WRITING, "E_NOT_FOUND", "E_NOT_READY", "E_STALE"),
        parameters=(IF_MATCH,),
    )
)
def change_event(slug: str) -> ResponseReturnValue:
    """Change what is given of an event, and its status last."""
    body, at = read_body(shapes.EventAmended), clock.now()
    with transaction() as session, checked():
        event = get_event(session, slug)
        hold(session, event)
        require_edition(session, event)
        plan = amended_plan(session, plan_of(session, event), body, at=at, by=principal())
        if plan is not None:
            amend_with_people(session, event, plan, at=at, by=principal())
        move(session, event, body, at)
        shown = give(event_shape(get_event_view(session, event.id), at))
        return with_edition(shown, session, event)


def move(session: Session, event: Event, body: shapes.EventAmended, at: datetime) -> None:
    """Move an event to the status asked for, if one is."""
    if isinstance(body.status, str):
        if body.status == EventStatus.PUBLISHED.value:
            require_ready(session, event, at)
        MOVES[body.status](session, event, at=at, by=principal())
        session.flush()


def require_ready(session: Session, event: Event, at: datetime) -> None:
    """Refuse to publish a draft for which nobody could come or register."""
    if event.status is not EventStatus.DRAFT:
        return
    session.flush()
    found = find_lacks(session, event, get_event_view(session, event.id), at)
    blocking = [each.lack.value for each in found if each.blocks]
    if blocking:
        raise Refusal("E_NOT_READY", lacks=blocking)


def position_of(view: EventView) -> str:
    """Tell where an event stands in the list: by its first start."""
    return f"{view.first_start.isoformat()} {view.slug}"


def event_shape(view: EventView, at: datetime) -> shapes.EventShown:
    """Write an event."""
    return shapes.EventShown(
        slug=view.slug,
        kind=view.kind,
        status=view.status,
        title={language.value: title for language, title in sorted(view.titles.items())},
        occasions=[
            shapes.OccasionShown(
                no=each.no,
                starts_at=each.starts_at,
                ends_at=each.ends_at,
                venue=each.venue,
                district=each.district_slug,
                address=each.address,
                access=access_shape(each.access),
            )
            for each in view.occasions
        ],
        capacity=view.capacity,
        left=view.left,
        registration=shapes.WindowShown(
            opens_at=view.window.opens_at,
            closes_at=view.window.closes_at,
            state=view.registration_state(at),
            way=view.intake.way,
        ),
        audience=view.audience,
        spoken=sorted(view.spoken),
        contact=contact_shape(view.contact),
        family_scan=view.family_scan,
        asks_workplace=view.asks_workplace,
        text_states={language.value: state for language, state in sorted(view.states.items())},
    )


def access_shape(access: Access) -> AccessShown:
    """Write how accessible a place is."""
    return AccessShown(
        step_free=access.step_free,
        toilet=access.toilet,
        hearing_loop=access.hearing_loop,
        parking=access.parking,
    )


def contact_shape(contact: TeamContact) -> ContactShown | None:
    """Write whom to ask; null where nobody is named."""
    if contact == NOBODY:
        return None
    return ContactShown(name=contact.name, phone=contact.phone, email=contact.email)
