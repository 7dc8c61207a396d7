"""One number that changes whenever something public changes; what is cached is tied to it."""

from sqlalchemy import CheckConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from eventsys.core.db import Model, ask_once


class PublicRevision(Model):
    """The one row that holds the number; the first migration puts it there."""

    __tablename__ = "public_revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]


RAISE = update(PublicRevision).values(number=PublicRevision.number + 1)
READ = select(PublicRevision.number)


def raise_revision(session: Session) -> None:
    """Say that something public changed."""
    session.execute(RAISE)


def current_revision(session: Session) -> int:
    """Tell the number as it stands; one query."""
    return session.scalars(READ).one()


def read_revision() -> int:
    """Tell the number that is committed; it is asked before every public page and feed."""
    number: int = ask_once("SELECT number FROM public_revision").number
    return number
