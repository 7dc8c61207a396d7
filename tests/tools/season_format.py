"""Write the tables of docs/formats/season.md anew: every type of fact with its fields."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from eventsys.exchange.season.kinds.all import KINDS
from eventsys.exchange.season.kinds.base import Kind

PAGE = Path(__file__).resolve().parents[2] / "docs" / "formats" / "season.md"
MARK = "<!-- made by python -m tests.tools.season_format -->\n"
PLAIN = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    date: "day",
    datetime: "moment",
    Decimal: "decimal number, as text",
}
Hint = Any


def tables() -> str:
    """Describe all types."""
    return "\n".join(line for kind in KINDS.values() for line in lines_of(kind))


def lines_of(kind: Kind) -> Iterator[str]:
    """Describe one type."""
    yield f"### `{kind.tag}`\n\n{(kind.fact.__doc__ or '').strip()}\n"
    yield "| field | | what stands there |"
    yield "| --- | --- | --- |"
    for name, needed, said in rows_of(kind.fact):
        tag = kind.references.get(name)
        yield f"| `{name}` | {needed} | {f'id (`{tag}`): ' if tag else ''}{said} |"
    yield ""


def rows_of(struct: type[Struct]) -> Iterator[tuple[str, str, str]]:
    """Describe the fields of a type or of a part of it."""
    hints = get_type_hints(struct)
    for each in fields(struct):
        is_needed = each.default is NODEFAULT and each.default_factory is NODEFAULT
        yield each.name, "needed" if is_needed else "", worded(hints[each.name])


def worded(hint: Hint) -> str:
    """Say what may stand in a field."""
    inner = get_args(hint)
    origin: object = get_origin(hint)
    if origin in {Union, UnionType}:
        return worded(next(each for each in inner if each is not type(None)))
    if origin is Literal:
        return ", ".join(f"`{each}`" for each in inner)
    if origin is list:
        return f"list of {worded(inner[0])}"
    if origin is dict:
        return f"by {worded(inner[0])}: {worded(inner[1])}"
    return worded_plainly(hint)


def worded_plainly(hint: Hint) -> str:
    """Say what stands in a field that holds no others."""
    if issubclass(hint, Enum):
        return ", ".join(f"`{each.value}`" for each in hint)
    if issubclass(hint, Struct):
        return "{" + "; ".join(f"`{name}`: {said}" for name, _, said in rows_of(hint)) + "}"
    return PLAIN[hint]


def document(page: str) -> str:
    """Put the tables into the page."""
    return page.partition(MARK)[0] + MARK + "\n" + tables()


def main() -> None:
    """Write the page."""
    PAGE.write_text(document(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
