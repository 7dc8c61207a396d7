"""Every list of the back office in a house of many years: its time, and its questions."""

import time
from collections.abc import Iterator

from flask.testing import FlaskClient

from eventsys.core.db import db, transaction
from eventsys.people.rules import RoleName
from tests.benchmarks.figures import Figure, at_most
from tests.benchmarks.filled import SLUG, fill
from tests.benchmarks.stage import Stage, inside
from tests.factories import make_account
from tests.watch import watch_statements
from tests.web.conftest import sign_in

LOOKS = 5
MOST_MILLISECONDS, MOST_QUERIES = 150, 10
EVENT = f"/organiser/events/{SLUG}"
PAGES = {
    "events": "/organiser/",
    "events, searched": "/organiser/?q=birthday&when=all",
    "people": f"{EVENT}/registrations",
    "people, narrowed down": f"{EVENT}/registrations?status=present&language=da&came=absent",
    "people, searched": f"{EVENT}/registrations?q=amina",
    "duplicates": f"{EVENT}/people/duplicates",
    "groups": f"{EVENT}/groups",
    "waiting list": f"{EVENT}/waitlist",
    "requests": f"{EVENT}/requests",
    "needs": f"{EVENT}/needs",
    "pictures of children": f"{EVENT}/pictures",
    "messages": f"{EVENT}/messages",
    "calls": f"{EVENT}/calls",
    "broadcasts": f"{EVENT}/broadcasts",
    "imports": f"{EVENT}/imports",
    "workplaces": f"{EVENT}/workplaces",
    "service desk": f"{EVENT}/desk",
    "check in": f"{EVENT}/desk/find?q=amina",
    "phones": f"{EVENT}/devices",
    "cases": f"{EVENT}/cases",
    "attendance list": f"{EVENT}/list",
    "one date's list": f"{EVENT}/list/1",
    "completion": f"{EVENT}/completion",
    "evaluation": f"{EVENT}/evaluation",
    "files": f"{EVENT}/exports",
    "pictures on the page": f"{EVENT}/images",
    "questions": f"{EVENT}/questions",
    "series": f"{EVENT}/series",
    "team": f"{EVENT}/team",
    "files of all": "/organiser/exports",
    "places": "/organiser/places/",
    "texts": "/organiser/texts/",
    "actors": "/organiser/actors/",
    "actors, searched": "/organiser/actors/?q=Forening",
    "imports of actors": "/organiser/actors/imports",
    "questionnaires": "/organiser/surveys/",
    "results": "/organiser/results",
    "accounts": "/organiser/accounts/",
    "log": "/organiser/audit",
    "log, searched": "/organiser/audit?who=1%40example.org",
    "tokens": "/account/tokens",
}


def measure(stage: Stage) -> Iterator[Figure]:
    """Look at each list on SQLite and on PostgreSQL."""
    for name, databases in (("SQLite", stage.sqlite), ("PostgreSQL", stage.postgres)):
        settings = stage.install(databases)
        with inside(settings) as app, transaction() as session:
            fill(session)
            keeper = make_account(session, "keeper@example.org", RoleName.ADMINISTRATOR)
            account_id = keeper.id
        client = app.test_client()
        sign_in(client, account_id)
        for page, path in PAGES.items():
            yield from look(client, settings.base_url, f"{name}, {page}", path)
        with app.app_context():
            db.engine.dispose()


def look(client: FlaskClient, base_url: str, name: str, path: str) -> Iterator[Figure]:
    """Look at one page several times: the least is what it costs by itself.

    Each look is a request of its own, so that who is signed in is asked anew as well.
    """
    taken, asked = [], 0
    for _ in range(LOOKS):
        began = time.perf_counter()
        with watch_statements() as statements:
            answer = client.get(path, base_url=base_url)
        taken.append(1000 * (time.perf_counter() - began))
        asked = len(statements)
        assert answer.status_code == 200, (path, answer.status_code)
    yield at_most(name, min(taken), MOST_MILLISECONDS, " ms")
    yield at_most(f"{name}: queries", asked, MOST_QUERIES)
