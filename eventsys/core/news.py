"""What other programs are told of: news, in the transaction of what happened.

Who is told, and how, is decided above. Nothing is laid that nobody wishes to hear of, so that an
installation that tells nobody pays one look at an empty table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from eventsys.core.db import Model, table_of
from eventsys.core.news_kinds import NewsKind

__all__ = ["News", "NewsKind", "NewsWish", "Told", "put_news"]


class News(Model):
    """Something that happened at an event, until it has become a delivery for each who hears it.

    It names nobody: of a registration it knows the reference, and how many persons it is about.
    """

    __tablename__ = "news"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[NewsKind]
    event_id: Mapped[int]
    reference: Mapped[str | None]
    persons: Mapped[int | None]
    at: Mapped[datetime]


class NewsWish(Model):
    """That somebody above wishes to hear of a kind of news."""

    __tablename__ = "news_wish"

    kind: Mapped[NewsKind] = mapped_column(primary_key=True)
    hearer_id: Mapped[int] = mapped_column(primary_key=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What one piece of news is about."""

    event_id: int
    reference: str | None = None
    persons: int | None = None


news, wishes = table_of(News), table_of(NewsWish)
COLUMNS = ("kind", "event_id", "reference", "persons", "at")
LAY = insert(news).from_select(
    list(COLUMNS),
    select(*(bindparam(f"new_{name}", type_=news.c[name].type) for name in COLUMNS)).where(
        exists().where(wishes.c.kind == bindparam("wished", type_=news.c.kind.type))
    ),
)


def put_news(session: Session, kind: NewsKind, told: Sequence[Told], *, at: datetime) -> None:
    """Lay news for those who wish to hear of its kind; nothing where nobody does."""
    rows = [
        {
            "new_kind": kind,
            "wished": kind,
            "new_event_id": each.event_id,
            "new_reference": each.reference,
            "new_persons": each.persons,
            "new_at": at,
        }
        for each in told
    ]
    if rows:
        session.connection().execute(LAY, rows)
