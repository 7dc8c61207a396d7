"""How far a new installation has come; one query."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from eventsys.events.models import Event
from eventsys.events.rules import EventStatus
from eventsys.people.hints.models import HiddenHint
from eventsys.people.hints.rules import Hint
from eventsys.places.models import Venue


@dataclass(frozen=True, kw_only=True)
class FirstSteps:
    """What is done already; `draft` is the newest event that waits to be published."""

    has_place: bool
    draft: str | None
    is_published: bool
    is_put_away: bool

    @property
    def are_shown(self) -> bool:
        """Tell whether somebody still has to be shown the way."""
        return not self.is_published and not self.is_put_away


def first_steps(session: Session, account_id: int) -> FirstSteps:
    """Tell how far the installation has come, and whether an account wants to know."""
    newest = select(Event.slug).where(Event.status == EventStatus.DRAFT).order_by(Event.id.desc())
    hidden = exists().where(
        HiddenHint.account_id == account_id, HiddenHint.hint == Hint.FIRST_STEPS
    )
    row = session.execute(
        select(
            exists(select(Venue.id)).label("has_place"),
            newest.limit(1).scalar_subquery().label("draft"),
            exists().where(Event.published_at.is_not(None)).label("is_published"),
            hidden.label("is_put_away"),
        )
    ).one()
    return FirstSteps(
        has_place=bool(row.has_place),
        draft=row.draft,
        is_published=bool(row.is_published),
        is_put_away=bool(row.is_put_away),
    )
