"""The API's own description, made from the shapes and from what is written on the views."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import msgspec
from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from msgspec.json import schema_components

from eventsys.core.version import VERSION
from eventsys.web.api.bearers import DEVICES
from eventsys.web.api.blueprint import blueprint
from eventsys.web.api.description import Description, Parameter
from eventsys.web.api.refusals import MEANINGS
from eventsys.web.api.shapes.common import Error
from eventsys.web.common.guards import EVERYBODY, open_to_all

REFERENCE = "#/components/schemas/{name}"
JSON = "application/json"
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
ALWAYS = ("E_QUERY",)


@dataclass(frozen=True, kw_only=True)
class Route:
    """A route of the API with what is written on its view."""

    path: str
    method: str
    name: str
    about: str
    allowed_for: object
    description: Description


@blueprint.get("/openapi.json")
@open_to_all
def show_description() -> ResponseReturnValue:
    """Describe the API as an OpenAPI document."""
    return msgspec.json.encode(document(current_app)), {"Content-Type": JSON}


def document(app: Flask) -> Mapping[str, Any]:
    """Put the whole description together."""
    routes = list(routes_of(app))
    references, schemas = describe_shapes(routes)
    paths: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for route in routes:
        paths[route.path][route.method] = describe(route, references)
    return {
        "openapi": "3.1.0",
        "info": {"title": "eventsys", "version": VERSION},
        "servers": [{"url": "/api/v1"}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "device": {"type": "http", "scheme": "bearer"},
                "account": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def routes_of(app: Flask) -> Iterator[Route]:
    """Find the API's routes."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.endpoint.startswith("api.") and hasattr(view, "description"):
            written = vars(view)
            methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
            yield Route(
                path=ARGUMENT.sub(r"{\1}", rule.rule.removeprefix("/api/v1")),
                method=next(iter(methods)).lower(),
                name=rule.endpoint.removeprefix("api."),
                about=(view.__doc__ or "").strip(),
                allowed_for=written["allowed_for"],
                description=written["description"],
            )


def describe_shapes(
    routes: Sequence[Route],
) -> tuple[Mapping[type, Mapping[str, Any]], Mapping[str, Any]]:
    """Describe all shapes; give the references to them, and the descriptions by name."""
    shapes: dict[type, None] = {Error: None}
    for route in routes:
        used = (route.description.takes, route.description.rows, *route.description.gives.values())
        shapes.update(dict.fromkeys(shape for shape in used if shape is not None))
    references, schemas = schema_components(list(shapes), ref_template=REFERENCE)
    return dict(zip(shapes, references, strict=True)), schemas


def describe(route: Route, references: Mapping[type, Mapping[str, Any]]) -> dict[str, Any]:
    """Describe one route."""
    written = route.description
    described: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.about,
        "parameters": [
            *(
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                for name in re.findall(r"{(\w+)}", route.path)
            ),
            *(describe_parameter(each) for each in written.parameters),
        ],
        "responses": describe_answers(written, references),
    }
    if written.farewell is not None:
        described |= {"deprecated": True, "description": written.farewell.instead}
    if written.takes is not None:
        schema = dict(references[written.takes])
        described["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    if route.allowed_for != EVERYBODY:
        scheme = "device" if route.allowed_for == DEVICES else "account"
        described["security"] = [{scheme: []}]
    return described


def describe_parameter(parameter: Parameter) -> dict[str, Any]:
    """Describe a parameter of the address or a header."""
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.required,
        "description": parameter.about,
        "deprecated": parameter.farewell is not None,
        "schema": {"type": "string", "pattern": parameter.pattern},
    }


def describe_answers(
    written: Description, references: Mapping[type, Mapping[str, Any]]
) -> dict[str, Any]:
    """Describe what a route gives, and its refusals by status with their codes."""
    answers: dict[str, Any] = {}
    for status, shape in written.gives.items():
        answers[str(status)] = {"description": HTTPStatus(status).phrase}
        if shape is not None:
            answers[str(status)]["content"] = {JSON: {"schema": references[shape]}}
    by_status: defaultdict[int, list[str]] = defaultdict(list)
    for code in dict.fromkeys((*ALWAYS, *written.refuses)):
        by_status[MEANINGS[code].status].append(code)
    for status, codes in sorted(by_status.items()):
        answers[str(status)] = {
            "description": " ".join(codes),
            "content": {JSON: {"schema": references[Error]}},
        }
    return answers
