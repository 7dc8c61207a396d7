"""Who may call what: each role tries each route, at its own event, another's and one that is not.

The guards are the real ones; behind each stands a stub instead of the view, so that "let in" is
told from all that a view may answer. What comes of it stands in docs/permissions.md.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import CellType, FunctionType
from typing import Any, cast

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.assistants.operations import name_assistant
from eventsys.people.operations import issue_api_token
from eventsys.people.rules import RoleName
from eventsys.web.api.bearers import DEVICES
from eventsys.web.common.guards import EVERYBODY
from tests.factories import make_account, make_event
from tests.settings import BASE_URL
from tests.web.conftest import sign_in

OWN, OTHER, NONE = "fest", "andet", "findes-ikke"
SLUGS = (OWN, OTHER, NONE)
LET_IN, SIGN_IN, NO_TOKEN, FORBIDDEN, NOT_THERE = 204, 302, 401, 403, 404
ROLES = (
    RoleName.VIEWER,
    RoleName.EVALUATOR,
    RoleName.SERVICE_DESK,
    RoleName.EVENT_ASSISTANT,
    RoleName.ORGANISER,
    RoleName.ADMINISTRATOR,
)
# What stands in addresses beside an event; views are not reached, so anything will do.
EXAMPLES = {
    "lang": "da",
    "of": "da",
    "public_id": "x",
    "kind": "x",
    "key": "x",
    "code": "x",
    "list_kind": "registrations",
}
WORDS: Mapping[tuple[int, ...], str] = {
    (LET_IN, LET_IN, LET_IN): "yes",
    (LET_IN, NOT_THERE, NOT_THERE): "own",
    (FORBIDDEN, FORBIDDEN, FORBIDDEN): "–",
}


@dataclass(frozen=True, kw_only=True)
class Route:
    """A route with what is written on its view."""

    rule: Rule
    methods: Sequence[str]
    allowed_for: object

    @property
    def title(self) -> str:
        """Name a route by its methods and its address."""
        return f"{', '.join(self.methods)} {self.rule.rule}"

    @property
    def is_of_event(self) -> bool:
        """Tell whether the address names an event."""
        return "slug" in self.rule.arguments

    @property
    def is_api(self) -> bool:
        """Tell whether programs call it."""
        return self.rule.endpoint.startswith("api.")

    @property
    def is_for_roles(self) -> bool:
        """Tell whether it is roles that are allowed to call it."""
        return isinstance(self.allowed_for, frozenset)


def routes_of(app: Flask) -> list[Route]:
    """List the application's routes by address; static files belong to everybody."""
    found = [
        Route(
            rule=rule,
            methods=sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}),
            allowed_for=vars(app.view_functions[rule.endpoint])["allowed_for"],
        )
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and (rule.methods or set()) - {"OPTIONS"}
    ]
    return sorted(found, key=lambda route: (route.rule.rule, route.title))


def address_of(app: Flask, route: Route, slug: str, *, number: int = 1) -> str:
    """Write an address of a route, at an event, with a number where it takes one."""
    known = {**EXAMPLES, "slug": slug}
    values = {name: known.get(name, number) for name in route.rule.arguments}
    return app.url_map.bind("127.0.0.1").build(route.rule.endpoint, values, method=route.methods[0])


def let_everybody_behind_the_guards_be_seen(app: Flask, routes: Sequence[Route]) -> None:
    """Put stubs behind the guards, and leave the token of forms unasked: it comes before them."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    for route in routes:
        guard = app.view_functions[route.rule.endpoint]
        app.view_functions[route.rule.endpoint] = with_stub(guard)


def with_stub(guard: Callable[..., Any]) -> Callable[..., Any]:
    """Copy a guard, with a stub where it holds its view."""
    function = cast("FunctionType", guard)
    names = function.__code__.co_freevars
    cells = zip(names, function.__closure__ or (), strict=True)
    stubbed = tuple(CellType(stub) if name == "view" else cell for name, cell in cells)
    assert "view" in names, f"{function.__qualname__} is no guard around a view"
    return FunctionType(function.__code__, function.__globals__, closure=stubbed)


def stub(**_arguments: object) -> tuple[str, int]:
    """Answer that whoever called was let in."""
    return "", LET_IN


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Somebody who tries: a browser that is signed in, and a token."""

    client: FlaskClient
    headers: Mapping[str, str]

    def tries(self, route: Route, path: str) -> set[int]:
        """Call a route by each of its methods; tell what came of it."""
        headers = self.headers if route.is_api else {"Origin": BASE_URL}
        return {
            self.client.open(path, method=method, base_url=BASE_URL, headers=headers).status_code
            for method in route.methods
        }


def callers_in(app: Flask) -> dict[RoleName | None, Caller]:
    """Make somebody of each role, and a guest; the assistant is named for one of two events."""
    at = clock.now()
    callers: dict[RoleName | None, Caller] = {None: Caller(client=FlaskClient(app), headers={})}
    with app.app_context(), transaction() as session:
        own, _other = (make_event(session, slug=slug, at=at) for slug in (OWN, OTHER))
        accounts = {role: make_account(session, f"{role}@x.dk", role, at=at) for role in ROLES}
        name_assistant(session, own, accounts[RoleName.EVENT_ASSISTANT].id, at=at, by=SYSTEM)
        tokens = {
            role: issue_api_token(session, account, at=at, by=SYSTEM)
            for role, account in accounts.items()
        }
        ids = {role: account.id for role, account in accounts.items()}
    for role, account_id in ids.items():
        client = FlaskClient(app, app.response_class)
        sign_in(client, account_id)
        headers = {"Authorization": f"Bearer {tokens[role]}"}
        callers[role] = Caller(client=client, headers=headers)
    return callers


def try_everything(app: Flask) -> dict[str, list[str]]:
    """Let a guest and everybody else call each route for roles; tell by route what came of it."""
    routes = [route for route in routes_of(app) if route.is_for_roles]
    callers = callers_in(app)
    let_everybody_behind_the_guards_be_seen(app, routes)
    return {
        route.title: [verdict(app, route, caller) for caller in callers.values()]
        for route in routes
    }


def verdict(app: Flask, route: Route, caller: Caller) -> str:
    """Tell in a word what somebody may do at their own event, at another and at none."""
    slugs = SLUGS if route.is_of_event else SLUGS[:1]
    found = [caller.tries(route, address_of(app, route, slug)) for slug in slugs]
    assert all(len(each) == 1 for each in found), f"{route.title}: its methods differ"
    statuses = [status for [status] in found] * (1 if route.is_of_event else len(SLUGS))
    is_sent_away = {SIGN_IN, NO_TOKEN} >= set(statuses)
    return "sign in" if is_sent_away else WORDS.get(tuple(statuses), str(statuses))


def document(app: Flask) -> str:
    """Write the page about who may call what."""
    routes, tried = routes_of(app), try_everything(app)
    return "\n".join([INTRODUCTION, *sections(routes, tried), ""])


def sections(routes: Sequence[Route], tried: Mapping[str, list[str]]) -> Iterator[str]:
    """Write the page's sections."""
    parts: tuple[tuple[str, Callable[[Route], bool]], ...] = (
        ("Pages of one event", lambda each: not each.is_api and each.is_of_event),
        ("Other pages behind the sign-in", lambda each: not each.is_api and not each.is_of_event),
        ("The API, with an account's token", lambda each: each.is_api),
    )
    for title, belongs in parts:
        yield from ("", f"## {title}", "", *HEAD)
        for route in routes:
            if route.is_for_roles and belongs(route):
                signed_out, *roles = tried[route.title]
                assert signed_out == "sign in", f"{route.title} lets guests in"
                yield f"| `{route.title}` | {' | '.join(roles)} |"
    yield from listed("The API, with a phone's token", routes, DEVICES)
    yield from listed("Open to everybody", routes, EVERYBODY)
    yield from (
        "",
        "## Signing in",
        "",
        "Flask-Security's own pages; what is not named is closed.",
        "",
    )
    for route in routes:
        if not route.is_for_roles and route.allowed_for not in {DEVICES, EVERYBODY}:
            yield f"- `{route.title}`: {route.allowed_for}"


def listed(title: str, routes: Sequence[Route], whose: str) -> Iterator[str]:
    """Write a section that only lists routes."""
    yield from ("", f"## {title}", "", ABOUT[whose], "")
    yield from (f"- `{route.title}`" for route in routes if route.allowed_for == whose)


INTRODUCTION = """\
# Who may do what

Made by `.venv/bin/python -m tests.tools.permissions`, by trying: somebody of each role called each
route, at an event of their own, at another one and at one that does not exist. A test does the same
and compares.

- **yes**: at every event.
- **own**: at the events for which an organiser named the account (the event's page *Team*);
  any other answers 404, exactly as one that does not exist.
- **–**: 403.

Guests are sent to the sign-in page; programs without a known token get 401. Whoever has several
roles may do what any of them allows. A role, a name or a token that is taken away counts no more
at the next request. Where a page is about somebody or something of an event, that must belong to
the event in the address (`tests/house/test_foreign.py`)."""
HEAD = (
    "| | viewer | evaluator | service desk | event assistant | organiser | administrator |",
    "| --- | --- | --- | --- | --- | --- | --- |",
)
ABOUT = {
    DEVICES: "A phone's token says which event it belongs to; it comes near no other.",
    EVERYBODY: "What stands behind `<token>`, `<code>` or `<secret>` is for whoever has that: it "
    "cannot be guessed.",
}
