"""Addresses that nobody was given are refused, and never reach the database."""

import pytest


@pytest.mark.parametrize(
    "path",
    [
        "/da/events/%00",
        "/da/events/a%00b/register",
        "/da/registrations/%00.x",
        "/T/%00",
        "/feeds/events/%00.ics",
        "/api/v1/events/%00",
    ],
)
def test_a_path_with_a_nul_leads_nowhere(both_databases, client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/da/?q=%00", "/feeds/events.ics?district=%00"])
def test_a_parameter_with_a_nul_is_refused(both_databases, client, path):
    assert client.get(path).status_code == 400
