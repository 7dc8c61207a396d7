"""No page offers what its reader may not do: whoever follows all links and buttons is let in."""

from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.evaluation.surveys.queries import get_questionnaire
from eventsys.events.care.rules import Care, NeedKind
from eventsys.messages.composing.operations import compose_notices
from eventsys.people.rules import RoleName, may
from tests.actors import make_actor
from tests.answers import Given, make_measured
from tests.factories import make_device, make_event, make_family, make_registration
from tests.pages import Page
from tests.questions import make_question
from tests.settings import BASE_URL
from tests.surveys import make_questionnaire

FOREIGN = "Zwertlinck"
HEADS = "/organiser/"
FILES = (".pdf", ".csv", ".xlsx", ".ods", ".docx", ".zip", ".js", ".ics")


@pytest.fixture
def world(app):
    """An event with all that pages offer something about, and another one."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = make_event(
            session,
            slug="fest",
            at=at,
            capacity=3,
            asks_workplace=True,
            care=Care(needs=frozenset(NeedKind), photos=True),
        )
        make_question(session, event)
        for _ in range(2):
            make_family(session, event, at=at)
        make_device(session, event, at=at)
        make_actor(session, "Foreningen", at=at)
        questionnaire = get_questionnaire(session, make_questionnaire(session).id)
        long_ago = at - timedelta(days=100)
        make_measured(
            session, questionnaire, Given(responses=5, answers=[{"4": 3}]), event=event, at=long_ago
        )
        other = make_event(session, slug="andet", titles={Language.DANISH: FOREIGN}, at=at)
        make_registration(session, other, FOREIGN, at=at)
        while compose_notices(session, base_url=BASE_URL, at=at):
            pass


def offers_on(page):
    """List the addresses of a page's links and forms, with the method by which each is called.

    A form is not followed: it wants to be filled in first.
    """
    yield from (("GET", link.get("href"), True) for link in page.all("a") if link.get("href"))
    for form in page.all("form"):
        yield form.get("method", "get").upper(), form.get("action"), False


def follow(app, browser, role):
    """Follow every link of the office, one of each kind; list the offers that would be refused.

    Give the pages by their endpoints, too.
    """
    waiting, seen, refused = [HEADS], {}, set()
    adapter = app.url_map.bind("127.0.0.1")
    while waiting:
        here = waiting.pop()
        answer = browser.get(here, follow_redirects=True)
        assert answer.status_code == 200, here
        page = Page(answer.text)
        seen[adapter.match(here)[0]] = page.text
        for method, address, leads_on in offers_on(page):
            path = urlsplit(urljoin(here, address or here)).path
            if not path.startswith(HEADS):
                continue
            endpoint, values = adapter.match(path, method=method)
            allowed = vars(app.view_functions[endpoint])["allowed_for"]
            is_foreign = role is RoleName.EVENT_ASSISTANT and values.get("slug", "fest") != "fest"
            if is_foreign or not may(frozenset({role}), allowed):
                refused.add((here, method, path))
            elif leads_on and not path.endswith(FILES) and endpoint not in seen:
                seen[endpoint] = ""
                waiting.append(path)
    return seen, refused


@pytest.mark.parametrize("role", list(RoleName))
def test_nobody_is_offered_what_they_may_not_do(app, world, signed_in, role):
    named_for = "fest" if role is RoleName.EVENT_ASSISTANT else ""
    seen, refused = follow(app, signed_in(role, named_for=named_for), role)
    assert refused == set()
    assert len(seen) >= 8
    sees_foreign = {endpoint for endpoint, text in seen.items() if FOREIGN in text}
    assert bool(sees_foreign) is (role is not RoleName.EVENT_ASSISTANT), sees_foreign
