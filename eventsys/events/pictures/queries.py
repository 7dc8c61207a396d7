"""What is asked of pictures."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.core.text import Language
from eventsys.events.pictures.models import EventPicture, PictureFile, PictureText
from eventsys.events.pictures.rules import PictureSize, PictureView


def list_pictures(session: Session, event_id: int) -> Sequence[PictureView]:
    """List an event's pictures, the first one first; three queries, none where there are none."""
    found = select(EventPicture).where(EventPicture.event_id == event_id)
    pictures = session.scalars(found.order_by(EventPicture.position, EventPicture.id)).all()
    if not pictures:
        return []
    ids = [each.id for each in pictures]
    of_these = PictureFile.picture_id.in_(ids)
    sizes = select(
        PictureFile.picture_id, PictureFile.size, PictureFile.width, PictureFile.height
    ).where(of_these)
    extents = session.execute(sizes).all()
    texts = session.scalars(select(PictureText).where(PictureText.picture_id.in_(ids))).all()
    return [
        PictureView(
            id=each.id,
            code=each.code,
            widths={row.size: row.width for row in extents if row.picture_id == each.id},
            heights={row.size: row.height for row in extents if row.picture_id == each.id},
            texts={row.language: row.text for row in texts if row.picture_id == each.id},
            states={row.language: row.standing.state for row in texts if row.picture_id == each.id},
        )
        for each in pictures
    ]


def find_picture(session: Session, event_id: int, picture_id: int) -> EventPicture | None:
    """Find a picture of an event."""
    return session.scalar(select(EventPicture).filter_by(id=picture_id, event_id=event_id))


def find_file(session: Session, code: str, size: PictureSize) -> bytes | None:
    """Find the file of a picture in one size, by the code in its address."""
    found = (
        select(PictureFile.content)
        .join(EventPicture, EventPicture.id == PictureFile.picture_id)
        .where(EventPicture.code == code, PictureFile.size == size)
    )
    return session.scalar(found)


def count_pictures(session: Session, event_id: int) -> int:
    """Count the pictures of an event."""
    counted = select(func.count()).where(EventPicture.event_id == event_id)
    return session.scalars(counted).one()


def texts_of(session: Session, picture_id: int) -> Mapping[Language, PictureText]:
    """Give the rows of what a picture shows, by language."""
    rows = session.scalars(select(PictureText).where(PictureText.picture_id == picture_id))
    return {row.language: row for row in rows}
