"""The API is asked all that its description allows, and much that it does not."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from tests.settings import BASE_URL

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
GATE = {"/inside", "/roster", "/scans", "/tallies", "/headcounts"}
SAME = settings(
    max_examples=12,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
MANY = settings(SAME, max_examples=150, derandomize=False)


@pytest.mark.parametrize("bounds", [SAME, pytest.param(MANY, marks=pytest.mark.long)])
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_no_request_is_a_fault_and_every_answer_is_as_described(bounds, mode, app, world):
    api = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, base_url=BASE_URL)
    for operation in (found.ok() for found in api.get_all_operations()):
        if mode is schemathesis.GenerationMode.POSITIVE or operation.body or operation.query:
            ask(operation, mode, world, bounds)


def ask(operation, mode, world, bounds):
    """Ask one route many things."""
    bearer = world.phone if operation.path in GATE else world.organiser

    @bounds
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case):
        case.headers.update(bearer)
        if len(str(case.path_parameters.get("slug", ""))) % 2:
            case.path_parameters["slug"] = "fest"
        case.call_and_validate(checks=CHECKS)

    run()
