"""What news of dates say beside the new: how each stood when its reader was last told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.core.notice_kinds import NoticeKind
from eventsys.events.occasions.queries import list_occasions_as_of
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.messages.models import OutboxMessage
from eventsys.registration.models import Registration

OF_DATES = frozenset({NoticeKind.MOVED, NoticeKind.RESTORED})
"""What is told when the dates may be others than its readers know."""


@dataclass(frozen=True, kw_only=True)
class DateChange:
    """One date before and now; without a before it is new, without a now it is gone."""

    before: OccasionView | None
    now: OccasionView | None

    @property
    def is_same(self) -> bool:
        """Tell whether its readers know it so already."""
        return read(self.before) == read(self.now)


def read(occasion: OccasionView | None) -> object:
    """Give what people read of a date: its hours to the minute, and its place."""
    if occasion is None:
        return None
    hours = (occasion.starts_at, occasion.ends_at)
    return [each.replace(second=0, microsecond=0) for each in hours], occasion.place


def changes_of(before: Sequence[OccasionView], now: Sequence[OccasionView]) -> Sequence[DateChange]:
    """Lay dates beside what they were, those that are gone last."""
    was, stays = {each.id: each for each in before}, {each.id for each in now}
    return [DateChange(before=was.get(each.id), now=each) for each in now] + [
        DateChange(before=each, now=None) for each in before if each.id not in stays
    ]


def list_known(
    session: Session, event: EventView, message: OutboxMessage, registration: Registration
) -> Sequence[OccasionView]:
    """List the dates as a message's reader knows them from the last one before it."""
    earlier = select(func.max(OutboxMessage.sent_at)).where(
        OutboxMessage.event_id == event.id,
        OutboxMessage.recipient == message.recipient,
        OutboxMessage.id < message.id,
    )
    told_at = session.scalar(earlier) or registration.created_at
    return list_occasions_as_of(session, event, max(told_at, registration.created_at))


def sample_before(occasions: Sequence[OccasionView]) -> Sequence[OccasionView]:
    """Make up that the first date was a day earlier, for a letter that shows what one says."""
    return [earlier_by(occasions[0], timedelta(days=1)), *occasions[1:]]


def earlier_by(occasion: OccasionView, days: timedelta) -> OccasionView:
    """Give a date that much earlier."""
    return replace(occasion, starts_at=occasion.starts_at - days, ends_at=occasion.ends_at - days)
