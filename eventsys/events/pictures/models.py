"""The tables of pictures: each with its files, and what it shows in each language."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.core.text import Language
from eventsys.core.worded import Worded
from eventsys.events.pictures.rules import PictureSize


class EventPicture(Model):
    """A picture of an event; its code is random and stands in its address."""

    __tablename__ = "event_picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    added_at: Mapped[datetime]


class PictureFile(Model):
    """A picture in one size, drawn by us."""

    __tablename__ = "picture_file"
    __table_args__ = (
        UniqueConstraint("picture_id", "size"),
        CheckConstraint("width > 0 AND height > 0", name="extent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    picture_id: Mapped[int] = mapped_column(ForeignKey("event_picture.id", ondelete="CASCADE"))
    size: Mapped[PictureSize]
    width: Mapped[int]
    height: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class PictureText(Worded, Model):
    """What a picture shows, in one language; Danish is always there."""

    __tablename__ = "picture_text"
    __table_args__ = (UniqueConstraint("picture_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    picture_id: Mapped[int] = mapped_column(ForeignKey("event_picture.id", ondelete="CASCADE"))
    language: Mapped[Language]
    text: Mapped[str]
