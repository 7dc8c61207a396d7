"""The API is asked all that its description allows, and much that it does not, by everybody."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings, strategies as st
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.assistants.operations import name_assistant
from eventsys.events.queries import get_event
from eventsys.people.operations import issue_api_token
from eventsys.people.rules import RoleName
from tests.factories import make_account, make_event
from tests.settings import BASE_URL
from tests.web.api.world import bearer

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
SOME = settings(SAME, max_examples=40, derandomize=False)
MODES = list(schemathesis.GenerationMode)


@pytest.fixture
def bearers(app, world):
    """The tokens of all roles, of a phone, of nobody, and none; the assistant has one event."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        make_event(session, slug="andet", at=at)
        accounts = {role: make_account(session, f"{role}@x.dk", role, at=at) for role in RoleName}
        assistant = accounts[RoleName.EVENT_ASSISTANT].id
        name_assistant(session, get_event(session, "fest"), assistant, at=at, by=SYSTEM)
        tokens = {
            role.value: bearer(issue_api_token(session, account, at=at, by=SYSTEM))
            for role, account in accounts.items()
        }
    return tokens | {"phone": world.phone, "unknown": bearer("x" * 43), "none": {}}


def operations_of(app, mode):
    """List what the description allows, and what it does not where anything can be wrong."""
    api = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, base_url=BASE_URL)
    operations = [found.ok() for found in api.get_all_operations()]
    positive = schemathesis.GenerationMode.POSITIVE
    return [each for each in operations if mode is positive or each.body or each.query]


@pytest.mark.parametrize("bounds", [SAME, pytest.param(MANY, marks=pytest.mark.long)])
@pytest.mark.parametrize("mode", MODES)
def test_no_request_is_a_fault_and_every_answer_is_as_described(bounds, mode, app, world):
    for operation in operations_of(app, mode):
        token = world.phone if operation.path in GATE else world.organiser
        ask(operation, mode, [token], bounds)


@pytest.mark.parametrize("mode", MODES)
def test_whatever_token_comes_no_request_is_a_fault(mode, app, bearers):
    for operation in operations_of(app, mode):
        ask(operation, mode, list(bearers.values()), SAME)


@pytest.mark.long
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("who", [*(role.value for role in RoleName), "phone", "unknown", "none"])
def test_each_role_is_answered_as_described(who, mode, app, bearers):
    for operation in operations_of(app, mode):
        ask(operation, mode, [bearers[who]], SOME)


def ask(operation, mode, tokens, bounds):
    """Ask one route many things, with one of the tokens each time."""

    @bounds
    @given(case=operation.as_strategy(generation_mode=mode), token=st.sampled_from(tokens))
    def run(case, token):
        case.headers.pop("Authorization", None)
        case.headers.update(token)
        known = ("fest", "andet", None)[len(str(case.path_parameters.get("slug", ""))) % 3]
        if known and "slug" in case.path_parameters:
            case.path_parameters["slug"] = known
        case.call_and_validate(checks=CHECKS)

    run()
