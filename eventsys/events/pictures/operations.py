"""What changes the pictures of events."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, insert, literal, select, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import lock_row
from eventsys.core.principal import Principal
from eventsys.core.revision import raise_revision
from eventsys.core.standing import Rendering, restate
from eventsys.events.announcing.operations import tell_changed
from eventsys.events.models import Event
from eventsys.events.pictures.errors import PictureUndescribed, TooManyPictures
from eventsys.events.pictures.models import EventPicture, PictureFile, PictureText
from eventsys.events.pictures.queries import count_pictures, texts_of
from eventsys.events.pictures.rules import MOST_PICTURES, Alt, Drawing, PictureSize

CODE_BYTES = 16
FILE = (PictureFile.size, PictureFile.width, PictureFile.height, PictureFile.content)
Drawings = Mapping[PictureSize, Drawing]


def add_picture(
    session: Session, event: Event, drawings: Drawings, alt: Alt, *, at: datetime, by: Principal
) -> EventPicture:
    """Put a picture behind those that an event has.

    Raise `TooManyPictures` and `PictureUndescribed`.
    """
    session.refresh(event, with_for_update=True)
    if count_pictures(session, event.id) >= MOST_PICTURES:
        raise TooManyPictures(MOST_PICTURES)
    last = select(func.max(EventPicture.position)).where(EventPicture.event_id == event.id)
    picture = EventPicture(
        event_id=event.id,
        code=secrets.token_hex(CODE_BYTES),
        position=(session.scalars(last).one() or 0) + 1,
        added_at=at,
    )
    session.add(picture)
    session.flush()
    for size, drawing in drawings.items():
        row = PictureFile(picture_id=picture.id, size=size, content=drawing.content)
        row.width, row.height = drawing.width, drawing.height
        session.add(row)
    write_alt(session, picture, alt, at=at)
    note(session, event, "add-picture", picture, at=at, by=by)
    return picture


def describe_picture(
    session: Session,
    event: Event,
    picture: EventPicture,
    alt: Alt,
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Say anew what a picture shows.

    Raise `PictureUndescribed`, and `Overtaken` where it is gone.
    """
    session.refresh(event, with_for_update=True)
    lock_row(session, picture)
    write_alt(session, picture, alt, at=at)
    note(session, event, "describe-picture", picture, at=at, by=by)


def put_first(
    session: Session, event: Event, picture: EventPicture, *, at: datetime, by: Principal
) -> None:
    """Let a picture stand before the others: it is the one that is shared.

    Raise `Overtaken` where it is gone.
    """
    session.refresh(event, with_for_update=True)
    lock_row(session, picture)
    others = update(EventPicture).where(EventPicture.event_id == event.id)
    session.execute(others.values(position=EventPicture.position + 1))
    picture.position = 0
    note(session, event, "put-picture-first", picture, at=at, by=by)


def remove_picture(
    session: Session, event: Event, picture: EventPicture, *, at: datetime, by: Principal
) -> None:
    """Take a picture away, with its files. Raise `Overtaken` where it is gone already."""
    session.refresh(event, with_for_update=True)
    lock_row(session, picture)
    note(session, event, "remove-picture", picture, at=at, by=by)
    session.delete(picture)
    session.flush()


def copy_pictures(session: Session, event: Event, copy: Event, *, at: datetime) -> None:
    """Let a new event have the pictures of another, each under a code of its own."""
    pictures = select(EventPicture).where(EventPicture.event_id == event.id)
    for picture in session.scalars(pictures.order_by(EventPicture.position)).all():
        again = EventPicture(
            event_id=copy.id,
            code=secrets.token_hex(CODE_BYTES),
            position=picture.position,
            added_at=at,
        )
        session.add(again)
        session.flush()
        files = select(literal(again.id), *FILE).where(PictureFile.picture_id == picture.id)
        names = ["picture_id", *(column.key for column in FILE)]
        session.execute(insert(PictureFile).from_select(names, files))
        for language, row in texts_of(session, picture.id).items():
            text = PictureText(picture_id=again.id, language=language, text=row.text)
            text.standing = row.standing
            session.add(text)
    session.flush()


def note(
    session: Session,
    event: Event,
    verb: str,
    picture: EventPicture,
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Write down what was done, and let the event's pages be made anew."""
    record(session, verb, event, {"slug": event.slug, "picture": picture.code}, at=at, by=by)
    event.revised_at = at
    session.flush()
    tell_changed(session, event, at=at)
    raise_revision(session)


def write_alt(session: Session, picture: EventPicture, alt: Alt, *, at: datetime) -> None:
    """Write what a picture shows in each language; those that lag behind the Danish are marked."""
    if not alt.can_be:
        raise PictureUndescribed
    rows = texts_of(session, picture.id)
    known = {each: Rendering({"text": row.text}, row.standing) for each, row in rows.items()}
    texts = {each: {"text": text.strip()} for each, text in alt.texts.items() if text.strip()}
    standings = restate(known, texts, alt.provenance, at=at)
    for language in rows.keys() - texts.keys():
        session.delete(rows[language])
    for language, words in texts.items():
        row = rows.get(language) or PictureText(picture_id=picture.id, language=language)
        row.text, row.standing = words["text"], standings[language]
        session.add(row)
    session.flush()
