"""What all facts have in common, and the values that their fields are made of."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeAlias

from msgspec import Meta, Struct

LONGEST_ID = 200
LONGEST_LINE = 300
LONGEST_TEXT = 20_000
LARGEST = 2_147_483_647
FARTHEST_OFFSET = 10**15
UUID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"

FactId: TypeAlias = Annotated[str, Meta(min_length=1, max_length=LONGEST_ID)]
Uuid: TypeAlias = Annotated[str, Meta(pattern=UUID)]
Line: TypeAlias = Annotated[str, Meta(max_length=LONGEST_LINE)]
Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=LONGEST_LINE)]
Text: TypeAlias = Annotated[str, Meta(max_length=LONGEST_TEXT)]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=LARGEST)]
Number: TypeAlias = Annotated[int, Meta(ge=1, le=LARGEST)]
Offset: TypeAlias = Annotated[int, Meta(ge=-FARTHEST_OFFSET, le=FARTHEST_OFFSET)]
Year: TypeAlias = Annotated[int, Meta(ge=1900, le=2100)]
Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]
Latitude: TypeAlias = Annotated[float, Meta(ge=-90, le=90)]
Longitude: TypeAlias = Annotated[float, Meta(ge=-180, le=180)]

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2100, 12, 31, tzinfo=UTC)


class Fact(
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="type",
):
    """A line of the file; its type and id name it for ever."""

    id: FactId

    def __post_init__(self) -> None:
        """Refuse what no single field can tell; whatever is raised names the reason."""
        for name in TIMES[type(self)]:
            require_in_range(name, getattr(self, name))
        self.check()

    def check(self) -> None:
        """Hold fields against each other."""


AnyFact: TypeAlias = Any
"""A fact of whichever type a field's name tells."""


class Value(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part of a fact that has no id of its own."""


class Times(dict[type[Fact], Sequence[str]]):
    """Which fields of each type hold days or moments."""

    def __missing__(self, fact: type[Fact]) -> Sequence[str]:
        """Look once which they are, by how they are called."""
        ends = ("_at", "_on", "_start", "_end")
        names = [name for name in fact.__struct_fields__ if name.endswith(ends)]
        return self.setdefault(fact, names)


TIMES = Times()


def require_in_range(name: str, value: date | datetime | None) -> None:
    """Refuse a day or a moment that no calendar of ours reaches."""
    if isinstance(value, datetime):
        is_near = FIRST <= value <= LAST
    else:
        is_near = value is None or FIRST_DAY <= value <= LAST_DAY
    require(name, is_true=is_near, reason="is out of range")


def require(name: str, *, is_true: bool, reason: str) -> None:
    """Refuse a fact for a reason about one of its fields."""
    if not is_true:
        raise ValueError(f"`{name}` {reason}")


def is_in_order(first: date | datetime | None, last: date | datetime | None) -> bool:
    """Tell whether a beginning is not after its end, where both are known."""
    return first is None or last is None or first <= last
