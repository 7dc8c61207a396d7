"""What deletes lists that were read, files that were made, and news that other programs get."""

import json
from collections.abc import Collection, Iterator

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventsys.core.news import News
from eventsys.events.models import Event
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.rules import ImportState
from eventsys.exchange.webhooks.models import Delivery
from eventsys.exchange.work.models import LongWork


def forget(session: Session, event: Event, words: Collection[str]) -> None:
    """Delete an event's files and news in which people may be told by some words.

    Files that were made of an event's people hold many at once, and can be made again.
    """
    for run in session.scalars(select(ImportRun).where(ImportRun.rows.is_not(None))).all():
        if is_named_in(run.rows or "", words):
            drop_rows(session, run)
    told = session.execute(select(Delivery.id, Delivery.body)).all()
    named = [number for number, body in told if is_named_in(body, words)]
    news = session.execute(select(News.id, News.reference).where(News.event_id == event.id)).all()
    untold = [number for number, reference in news if reference in words]
    for statement in (
        delete(LongWork).where(LongWork.event_id == event.id),
        delete(News).where(News.id.in_(untold)),
        delete(Delivery).where(Delivery.id.in_(named)),
    ):
        session.execute(statement.execution_options(synchronize_session=False))
    session.flush()


def forget_event(session: Session, event: Event) -> None:
    """Delete the rows of lists that were read for an event."""
    rows = select(ImportRun).where(ImportRun.event_id == event.id, ImportRun.rows.is_not(None))
    for run in session.scalars(rows).all():
        drop_rows(session, run)
    session.flush()


def drop_rows(session: Session, run: ImportRun) -> None:
    """Let what was read of a list go: a draft whole, of another one the rows."""
    if run.state is ImportState.DRAFT:
        session.delete(run)
    else:
        run.rows = None


def is_named_in(text: str, words: Collection[str]) -> bool:
    """Tell whether one of the words stands as a whole value somewhere in JSON."""
    return any(each in words for each in texts_in(json.loads(text)))


def texts_in(value: object) -> Iterator[str]:
    """List the texts in what JSON holds, however deep."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)
