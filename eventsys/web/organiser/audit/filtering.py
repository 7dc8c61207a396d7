"""What of the log the address asks for; what cannot be read narrows nothing."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from eventsys.core.audit_search import AuditFilter
from eventsys.core.localtime import from_local
from eventsys.web.organiser.events.filtering import day_in
from eventsys.web.organiser.paging import number_in_address


def read_filter(args: Mapping[str, str]) -> AuditFilter:
    """Read an address."""
    return AuditFilter(
        principal=args.get("who", "").strip(),
        verb=args.get("what", "").strip(),
        object_kind=args.get("kind", "").strip(),
        object_id=number_in_address("id"),
        since=midnight(args.get("from", ""), 0),
        until=midnight(args.get("to", ""), 1),
    )


def midnight(text: str, days: int) -> datetime | None:
    """Tell when a day begins here, or one some days later."""
    day = day_in(text)
    return from_local(datetime.combine(day + timedelta(days), time.min)) if day else None


def days_of(args: Mapping[str, str]) -> tuple[str, str]:
    """Give the days for the fields, as they were written if they are days."""
    first, last = day_in(args.get("from", "")), day_in(args.get("to", ""))
    return (first.isoformat() if first else "", last.isoformat() if last else "")
