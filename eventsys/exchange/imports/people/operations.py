"""What saves a list of registrations and takes it back."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.checkin.devices.queries import list_devices
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.events.operations import hold
from eventsys.exchange.imports.errors import CannotBeUndone, NothingToSave
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
from eventsys.exchange.imports.people.queries import read_facts
from eventsys.exchange.imports.people.rules import ListedPerson, judge_people, requests_of
from eventsys.exchange.imports.queries import rows_of
from eventsys.registration.lists.errors import ListInUse
from eventsys.registration.lists.operations import ListRequest, register_list, remove_list


def judge_draft(session: Session, run: ImportRun, event: Event) -> list[ListedPerson]:
    """Say what each row of a draft comes to, as things stand now."""
    return judge_people(rows_of(run), run.columns, read_facts(session, event))


def save_people(
    session: Session,
    run: ImportRun,
    event: Event,
    request: SaveRequest,
    *,
    at: datetime,
    by: Principal,
) -> ImportRun:
    """Register everybody of a draft, all or none.

    Raise `NoLongerDraft`, `RowsHaveFaults`, `NothingToSave`, and what `register_list` raises.
    """
    claim_draft(session, run, at=at)
    hold(session, event)  # the same people may stand in another list that is saved now
    people = rows_to_save(judge_draft(session, run, event), only_good=request.only_good)
    wanted = ListRequest(requests=requests_of(people), if_full=request.if_full, tells=request.tells)
    ids = register_list(session, event, wanted, at=at, by=by)
    if not ids:
        raise NothingToSave  # no place was left, and nobody is to wait
    made = Made(ids=ids, rows=len(people), details={"registrations": len(ids)})
    return close_saved(session, run, made, at=at, by=by)


def undo_people(
    session: Session, run: ImportRun, event: Event, *, at: datetime, by: Principal
) -> None:
    """Take an import back as if it had never been.

    Raise `CannotBeUndone` after three days, and where anything hangs on what it made. Phones that
    are paired with the event know its tickets, and go on to know them where there is no coverage.
    """
    ids = claim_saved(session, run, at=at)
    if list_devices(session, event):
        raise CannotBeUndone(is_late=False)
    try:
        remove_list(session, event, ids, at=at)
    except ListInUse as error:
        raise CannotBeUndone(is_late=False) from error
    close_undone(session, run, at=at, by=by)
