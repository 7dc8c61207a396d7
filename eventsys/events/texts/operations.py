"""What changes the texts of events."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.core.revision import raise_revision
from eventsys.core.standing import (
    Confirmation,
    Standing,
    Words,
    digest_of,
    newly_outdated,
    restate,
)
from eventsys.core.text import Language
from eventsys.events.announcing.operations import tell_changed
from eventsys.events.errors import DanishChanged, TextNotFound
from eventsys.events.models import Event, EventText
from eventsys.events.occasions.operations import revise_occasions
from eventsys.events.requests import EventPlan
from eventsys.events.texts.queries import rendering_of, rows_of, words_of


def write_texts(
    session: Session, event: Event, plan: EventPlan, *, at: datetime, by: Principal
) -> None:
    """Write title and text in each language; those that lag behind the Danish now are marked."""
    rows = rows_of(session, event)
    known = {language: rendering_of(row) for language, row in rows.items()}
    texts = texts_in(plan)
    standings = restate(known, texts, plan.provenance, at=at)
    for language in rows.keys() - texts.keys():
        session.delete(rows[language])
    for language, words in texts.items():
        row = rows.get(language) or EventText(event_id=event.id, language=language)
        row.title, row.body = words["title"], words["body"]
        row.standing = standings[language]
        session.add(row)
    session.flush()
    outdated = newly_outdated(known, standings)
    if outdated:
        record(session, "outdate", event, {"languages": outdated}, at=at, by=by)


def confirm_text(
    session: Session, event: Event, confirmation: Confirmation, *, at: datetime, by: Principal
) -> None:
    """Say that a text renders the Danish as somebody saw it.

    Raise `TextNotFound` and, where the Danish has changed since, `DanishChanged`.
    """
    session.refresh(event, with_for_update=True)
    rows, language = rows_of(session, event), confirmation.language
    if language is Language.DANISH or language not in rows:
        raise TextNotFound(language)
    if digest_of(words_of(rows[Language.DANISH])) != confirmation.seen:
        raise DanishChanged(language)
    rows[language].standing = Standing(origin=confirmation.origin)
    event.revised_at = at
    revise_occasions(session, event, at=at)
    details = {"language": language, "origin": confirmation.origin}
    record(session, "confirm", event, details, at=at, by=by)
    tell_changed(session, event, at=at)
    raise_revision(session)


def texts_in(plan: EventPlan) -> Mapping[Language, Words]:
    """Give what a plan says in each language that has a title."""
    return {
        language: {"title": title.strip(), "body": plan.bodies.get(language, "").strip()}
        for language, title in plan.titles.items()
        if title.strip()
    }
