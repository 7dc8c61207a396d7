"""What makes drafts of a list of events, and takes them back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.localtime import local_day
from eventsys.core.principal import Principal
from eventsys.core.text import Language
from eventsys.events.errors import EventInUse, HasRegistrations
from eventsys.events.models import Event
from eventsys.events.operations import create_event, delete_draft
from eventsys.events.requests import EventPlan, OccasionPlan
from eventsys.events.rules import EventKind
from eventsys.exchange.imports.errors import CannotBeUndone, PlaceMissing
from eventsys.exchange.imports.events.queries import read_event_facts, taken_slugs
from eventsys.exchange.imports.events.rules import ListedEvent, free_slug, judge_events
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.operations import (
    Made,
    SaveRequest,
    claim_draft,
    claim_saved,
    close_saved,
    close_undone,
    rows_to_save,
)
from eventsys.exchange.imports.queries import rows_of


@dataclass(frozen=True, kw_only=True)
class EventsRequest:
    """Which rows become events, and where those are whose place nobody knows."""

    rows: SaveRequest
    venue_id: int | None = None


def judge_event_draft(session: Session, run: ImportRun) -> list[ListedEvent]:
    """Say what each row of a draft comes to, as things stand now."""
    return judge_events(rows_of(run), run.columns, read_event_facts(session))


def save_events(
    session: Session, run: ImportRun, request: EventsRequest, *, at: datetime, by: Principal
) -> ImportRun:
    """Make a draft of each event of a list, all or none.

    Raise `NoLongerDraft`, `RowsHaveFaults`, `NothingToSave`, `PlaceMissing` where a place is not
    known and none was chosen, and what `create_event` raises.
    """
    claim_draft(session, run, at=at)
    listed = rows_to_save(judge_event_draft(session, run), only_good=request.rows.only_good)
    taken, ids = taken_slugs(session), []
    for each in listed:
        plan = plan_of(each, request.venue_id, taken)
        taken |= {plan.slug}
        ids.append(create_event(session, plan, at=at, by=by).id)
    return close_saved(session, run, Made(ids=ids, rows=len(ids)), at=at, by=by)


def plan_of(event: ListedEvent, venue_id: int | None, taken: frozenset[str]) -> EventPlan:
    """Plan a public event of one date; all else is decided when the draft is looked at."""
    where = event.venue_id or venue_id
    if where is None:
        raise PlaceMissing(event.venue)
    starts_at, ends_at = event.times
    day = local_day(starts_at).isoformat()
    return EventPlan(
        slug=free_slug(event.title, day, taken),
        kind=EventKind.PUBLIC,
        titles={Language.DANISH: event.title},
        bodies={Language.DANISH: event.body} if event.body else {},
        occasions=[OccasionPlan(starts_at=starts_at, ends_at=ends_at, venue_id=where)],
    )


def undo_events(session: Session, run: ImportRun, *, at: datetime, by: Principal) -> None:
    """Delete the drafts of a list.

    Raise `CannotBeUndone` after three days, and where one was published or anything hangs on it.
    """
    for event_id in claim_saved(session, run, at=at):
        event = session.get(Event, event_id)
        if event is None:
            continue  # somebody deleted it by hand
        try:
            delete_draft(session, event, at=at, by=by)
        except (EventInUse, HasRegistrations) as error:
            raise CannotBeUndone(is_late=False) from error
    close_undone(session, run, at=at, by=by)
