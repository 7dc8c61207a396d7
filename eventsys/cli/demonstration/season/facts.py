"""What the facts of the invented year have in common."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias
from uuid import NAMESPACE_OID, uuid5

FactLine: TypeAlias = Mapping[str, Any]

YEAR = 2009
PLANNED_AT = datetime(YEAR, 1, 5, 8, tzinfo=UTC)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
NORTH, EAST, WEST = "noerrebro", "valby", "broenshoej-husum"
INVENTED = "Opdigtet til demonstrationen."


def fact(tag: str, fact_id: str, **values: object) -> FactLine:
    """Write a fact; what is not known of it is left out."""
    told = {name: written(value) for name, value in values.items() if value is not None}
    return {"type": tag, "id": fact_id, **told}


def written(value: object) -> object:
    """Write days and moments as season files do."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def uuid_of(name: str) -> str:
    """Make the id of a row that a phone or a list makes; it is the same each time."""
    return str(uuid5(NAMESPACE_OID, f"{YEAR} {name}"))


def event_facts(
    slug: str, title: str, starts_at: datetime, hours: int, district: str, **values: object
) -> Iterator[FactLine]:
    """Write an event that was held once, and that citizens see no more."""
    plain = {
        "kind": "public",
        "status": "archived",
        "texts": {"da": {"title": title, "body": INVENTED}},
        "spoken": ["da"],
        "created_at": PLANNED_AT,
        "published_at": PLANNED_AT,
    }
    yield fact("event", slug, **(plain | values))
    yield fact(
        "occasion",
        occasion_of(slug),
        event=slug,
        no=1,
        starts_at=starts_at,
        ends_at=starts_at + hours * HOUR,
        venue=venue_of(district),
        created_at=PLANNED_AT,
    )


def occasion_of(slug: str) -> str:
    """Name the one date of an event."""
    return f"{slug}@{YEAR}.example.org"


def venue_of(district: str) -> str:
    """Name the one place that the year has in a district."""
    return f"{YEAR}-{district}"


def venue_facts() -> Iterator[FactLine]:
    """Write the places of the year."""
    for district in (NORTH, EAST, WEST):
        name = f"Et opdigtet hus ({YEAR})"
        yield fact("venue", venue_of(district), district=district, name=name)


def spread(numbers: Sequence[int]) -> Iterator[date]:
    """Give so many days of each month."""
    for month, number in enumerate(numbers, start=1):
        yield from (date(YEAR, month, place % 28 + 1) for place in range(number))
