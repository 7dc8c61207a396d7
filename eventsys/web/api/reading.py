"""What a request says: its token, its parameters and its JSON, read strictly."""

import json
import math
import re
import zlib
from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

import msgspec
from flask import request

from eventsys.web.api.refusals import FIELDS, Refusal, too_large
from eventsys.web.common.words import _

Shape = TypeVar("Shape")
LARGEST_BODY = 1024 * 1024
LARGEST_LIMIT = 500
USUAL_LIMIT = 100
LIMIT = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)
KEY = re.compile(r"[\x20-\x7e]{1,200}")
PLACE = re.compile(r" - at (?:`?key`? in )?`\$(?P<path>[^`]*)`$")
MISSING = re.compile(r"missing required field `(?P<name>[^`]+)`")
UNKNOWN = re.compile(r"unknown field `(?P<name>[^`]+)`")
GZIP = 31  # zlib's name for the format


def read_token() -> str:
    """Read the bearer's token; empty where there is none."""
    scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def read_limit() -> int:
    """Read how many items are wanted at most."""
    text = request.args.get("limit")
    if text is None:
        return USUAL_LIMIT
    if not LIMIT.fullmatch(text) or int(text) > LARGEST_LIMIT:
        raise Refusal("E_QUERY", {"limit": _("Write a whole number from 1 to 500.")})
    return int(text)


def read_key() -> str:
    """Read the key by which a repeated request is known to be the same."""
    keys = request.headers.getlist("Idempotency-Key")
    if len(keys) != 1 or not KEY.fullmatch(keys[0]):
        raise Refusal("E_KEY")
    return keys[0]


def read_body(shape: type[Shape]) -> Shape:
    """Read the body as a shape; refuse what it does not allow."""
    return to_shape(read_json(), shape)


def to_shape(value: object, shape: type[Shape]) -> Shape:
    """Read a JSON value as a shape."""
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        raise Refusal(FIELDS, explain(str(error))) from error


def explain(complaint: str) -> dict[str, str]:
    """Say which field is wrong and how, in the language of the answer."""
    place = PLACE.search(complaint)
    path = re.sub(r"\[(\d+)\]", r".\1", place["path"] if place else "")
    path = path.replace("[...]", "").strip(".")
    if missing := MISSING.search(complaint):
        return {joined(path, missing["name"]): _("This field is missing.")}
    if unknown := UNKNOWN.search(complaint):
        return {joined(path, unknown["name"]): _("This field is not known.")}
    return {path: _("This value cannot be used.")}


def joined(path: str, name: str) -> str:
    """Write the path of a field within another."""
    return f"{path}.{name}" if path else name


def read_json() -> object:
    """Read the body's JSON: no key twice, no number that JSON does not know."""
    if request.mimetype != "application/json":
        raise Refusal("E_CONTENT_TYPE")
    try:
        value: object = json.loads(
            unpacked(request.get_data(cache=False)).decode(),
            object_pairs_hook=without_duplicates,
            parse_constant=refuse_number,
            parse_float=finite,
        )
    except (ValueError, RecursionError) as error:
        raise Refusal("E_JSON") from error
    return value


def unpacked(body: bytes) -> bytes:
    """Give the body as it was before compression, if that is not too much."""
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "identity":
        return body
    if encoding != "gzip":
        raise Refusal("E_CONTENT_TYPE")
    unpacker = zlib.decompressobj(GZIP)
    try:
        plain = unpacker.decompress(body, LARGEST_BODY + 1)
    except zlib.error as error:
        raise Refusal("E_ENCODING") from error
    if len(plain) > LARGEST_BODY:
        raise too_large()
    if not unpacker.eof or unpacker.unused_data:
        raise Refusal("E_ENCODING")
    return plain


def without_duplicates(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its pairs; refuse a key that stands there twice."""
    pairs = list(pairs)
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def refuse_number(text: str) -> NoReturn:
    """Refuse NaN and the infinities."""
    raise ValueError(text)


def finite(text: str) -> float:
    """Read a number; refuse one too large to be told from infinity."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
