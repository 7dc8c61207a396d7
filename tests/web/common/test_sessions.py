"""Who does not sign in has no session: no cookie, and nothing that hangs on one."""

import pytest
from flask import request

from eventsys.web.common.sessions import only_behind_the_sign_in


@pytest.mark.parametrize(
    "path", ["/da/", "/da/privacy", "/feeds/events.ics", "/api/v1/events", "/scan/", "/nowhere"]
)
def test_where_nobody_signs_in_there_is_no_session(client, path):
    answer = client.get(path, headers={"Cookie": "session=anything"})
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_back_office_has_one(client):
    answer = client.get("/organiser/")
    assert "Cookie" in answer.headers["Vary"]


def test_a_library_put_in_asks_only_where_somebody_can_be_signed_in(app, client):
    asked = []

    def question():
        asked.append(request.path)

    only_behind_the_sign_in(app, lambda: app.before_request(question))
    for path in ("/da/", "/account/sign-in", "/healthz"):
        client.get(path)
    assert asked == ["/account/sign-in"]
