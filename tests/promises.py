"""What the API has promised so far: every route, parameter, field and value, a line for each."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Schema = Mapping[str, Any]
FILE = Path(__file__).parent / "vectors" / "api-v1.txt"
MUST = " must be sent"


def promises_of(document: Schema) -> set[str]:
    """List what an OpenAPI document promises."""
    schemas = document["components"]["schemas"]
    return {
        line
        for path, methods in document["paths"].items()
        for method, route in methods.items()
        for line in of_route(f"{method.upper()} {path}", route, schemas)
    }


def of_route(name: str, route: Schema, schemas: Schema) -> Iterator[str]:
    """List what a route promises: what it takes and what it gives."""
    yield name
    for parameter in route["parameters"]:
        line = f"{name} takes {parameter['in']} {parameter['name']}"
        yield line
        if parameter["required"]:
            yield line + MUST
    for line in of_content(route.get("requestBody", {}), schemas, asked=True):
        yield f"{name} takes {line}"
    for status, answer in route["responses"].items():
        yield f"{name} answers {status}"
        if status.startswith("2"):
            for line in of_content(answer, schemas, asked=False):
                yield f"{name} gives {line}"


def of_content(part: Schema, schemas: Schema, *, asked: bool) -> Iterator[str]:
    """List what stands in a body."""
    for content in part.get("content", {}).values():
        yield from walk(content["schema"], schemas, "", (), asked=asked)


def walk(
    schema: Schema, schemas: Schema, path: str, seen: tuple[str, ...], *, asked: bool
) -> Iterator[str]:
    """Go through a schema: its fields by their paths, and the values of lists of choices."""
    reference = schema.get("$ref", "").rpartition("/")[2]
    if reference:
        if reference not in seen:
            found = schemas[reference]
            yield from walk(found, schemas, path, (*seen, reference), asked=asked)
        return
    for each in schema.get("anyOf", ()):
        yield from walk(each, schemas, path, seen, asked=asked)
    for value in schema.get("enum", ()):
        yield f"{path} = {value}"
    if isinstance(schema.get("items"), Mapping):
        yield from walk(schema["items"], schemas, f"{path}[]", seen, asked=asked)
    for name, field in schema.get("properties", {}).items():
        inner = f"{path}.{name}"
        yield inner
        if name in schema.get("required", ()):
            yield inner + (MUST if asked else " always")
        yield from walk(field, schemas, inner, seen, asked=asked)


def broken(promised: set[str], current: set[str]) -> set[str]:
    """List what was promised and is not there any more, and what must be sent all of a sudden."""
    gone = {line for line in promised - current if not line.endswith(MUST)}
    sudden = {
        line
        for line in current - promised
        if line.endswith(MUST) and line.partition(" takes ")[0] in promised
    }
    return gone | sudden
