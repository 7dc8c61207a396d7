"""When rows happened: the phones' clocks corrected, and the occasions that moments belong to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from eventsys.checkin.devices.queries import PostingDevice
from eventsys.checkin.requests import MadeRow
from eventsys.events.rules import nearest_occasion

FUTURE_TOLERATED = timedelta(minutes=5)
FARTHEST_PAST = timedelta(days=30)


@dataclass(slots=True)
class Timing:
    """When a row happened, the phone's clock corrected, and whether that can be trusted."""

    offset_ms: int
    effective_at: datetime
    clock_unsure: bool


class Clock:
    """The phone's clock against ours, measured by one batch."""

    def __init__(self, sent_at: datetime | None, received_at: datetime) -> None:
        self.received_at = received_at
        self.offset = received_at - sent_at if sent_at is not None else timedelta()
        self.is_measured = sent_at is not None

    def timing(self, row: MadeRow) -> Timing:
        """Correct the moment a row was made at; never later than it was received.

        The clock of a relayed row is not the sender's: how far they are apart comes with the row.
        """
        offset, is_measured = self.offset, self.is_measured
        if row.relayed_for is not None:
            offset += timedelta(milliseconds=row.relay_offset_ms or 0)
            is_measured = is_measured and row.relay_offset_ms is not None
        offset_ms = round(offset.total_seconds() * 1000)
        if row.device_at is None:
            return Timing(offset_ms, self.received_at, clock_unsure=True)
        corrected = row.device_at + offset
        if corrected < self.received_at - FARTHEST_PAST:
            return Timing(offset_ms, self.received_at, clock_unsure=True)
        is_strange = not is_measured or corrected > self.received_at + FUTURE_TOLERATED
        return Timing(offset_ms, min(corrected, self.received_at), clock_unsure=is_strange)


class Calendar:
    """The occasions of a device's event, to find where a moment belongs."""

    def __init__(self, device: PostingDevice) -> None:
        self.spans = [(each.id, each.starts_at, each.ends_at) for each in device.occasions]
        self.numbers = {each.id: each.no for each in device.occasions}

    def occasion_at(self, moment: datetime) -> int | None:
        """Find the id of the occasion nearest to a moment."""
        return nearest_occasion(self.spans, moment)
