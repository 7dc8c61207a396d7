"""What phones hand in at the same time, and which of it can be stored in one go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from eventsys.checkin.devices.queries import PostingDevice
from eventsys.checkin.requests import Batch, ScanRow, UnreadableRow
from eventsys.checkin.timing import Clock


@dataclass(frozen=True, kw_only=True)
class Post:
    """What a known phone hands in; `place` is where it stands among those that wait."""

    device: PostingDevice
    batch: Batch[ScanRow]
    at: datetime
    place: int = 0

    @cached_property
    def readable(self) -> Sequence[ScanRow]:
        """Give the rows that say something."""
        return [row for row in self.batch.rows if not isinstance(row, UnreadableRow)]

    @property
    def clock(self) -> Clock:
        """Give the phone's clock, measured by this post."""
        return Clock(self.batch.sent_at, self.at)


@dataclass
class Round:
    """Posts of phones of one event, none of which touches another's rows."""

    posts: list[Post] = field(default_factory=list)
    devices: set[int] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)

    def add(self, post: Post) -> None:
        """Take a post in."""
        self.posts.append(post)
        self.devices.add(post.device.id)
        self.rows.update(row.row_id for row in post.readable)

    def meets(self, post: Post) -> bool:
        """Tell whether the post's phone, or one of its scans, is here already."""
        here = post.device.id in self.devices
        return here or not self.rows.isdisjoint(row.row_id for row in post.readable)


def rounds_of(posts: Iterable[Post]) -> Sequence[Sequence[Post]]:
    """Put posts into rounds, one behind the other, as few as there can be.

    A scan that is sent twice, or a phone that is faster than its answers, waits for a later round.
    """
    rounds: dict[int, list[Round]] = {}
    for post in posts:
        of_event = rounds.setdefault(post.device.event_id, [Round()])
        if of_event[-1].meets(post):
            of_event.append(Round())
        of_event[-1].add(post)
    return [each.posts for of_event in rounds.values() for each in of_event]
