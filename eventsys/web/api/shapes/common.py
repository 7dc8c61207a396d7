"""Pieces that several shapes are made of."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

HIGHEST_SEQ = 2**31 - 1

Id = Annotated[
    str,
    Meta(
        pattern="^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
        max_length=36,
        description="A UUID made by the sender, never all zeros.",
    ),
]
Seq = Annotated[int, Meta(ge=0, le=HIGHEST_SEQ, description="The device's own numbering.")]
Name = Annotated[str, Meta(min_length=1, max_length=80)]
LongText = Annotated[str, Meta(max_length=20_000)]
OptionalId = Id | None


class Input(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a request holds; fields that are not known are refused."""


class Shape(msgspec.Struct, kw_only=True):
    """What an answer holds."""


class Error(Shape):
    """What every refusal says; below `ref` stands what the code names."""

    code: str
    message: str
    fields: Mapping[str, str]
    retryable: bool
    ref: str | None
    left: int | UnsetType = UNSET
    taken: int | UnsetType = UNSET
    state: str | UnsetType = UNSET
    status: str | UnsetType = UNSET
    max_rows: int | UnsetType = UNSET
