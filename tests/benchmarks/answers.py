"""Answers to a questionnaire: 16 clients send what people chose, each by a link of their own."""

from collections.abc import Iterator, Sequence
from functools import partial
from urllib.parse import urlencode

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.settings import Settings
from eventsys.evaluation.responses.queries import progress_of
from eventsys.evaluation.surveys.queries import get_questionnaire
from eventsys.evaluation.waves.invites.queries import survey_token_of
from eventsys.web.common.form_tokens import make_form_token
from tests.benchmarks.figures import Figure, at_least, exactly, noted
from tests.benchmarks.load import Load, request_of
from tests.benchmarks.stage import Comparison, Stage, inside
from tests.browser.server import serving
from tests.factories import make_event, make_family
from tests.waves import DAY, invites_of, let_come, open_wave

PEOPLE = 400
CLIENTS = 16


def measure(stage: Stage) -> Iterator[Figure]:
    """Measure on SQLite and on PostgreSQL."""
    for name, databases in (("SQLite", stage.sqlite), ("PostgreSQL", stage.postgres)):
        settings = stage.install(databases)
        waves = ask(settings, stage.effort.rounds)
        with serving(settings):
            found = stage.compare(partial(send_all, settings.base_url, [*waves.values()]))
        yield from judged(name, found)
        with inside(settings):
            for wave_id in waves:
                answered = progress_of(db.session(), wave_id).by_link
                yield exactly(f"{name}: answered wave {wave_id}", answered, PEOPLE)


def ask(settings: Settings, rounds: int) -> dict[int, list[bytes]]:
    """Ask people about events, and fill in what each answers; give what is sent for each wave."""
    waves = {}
    for _ in range(rounds):
        with inside(settings) as app, transaction() as session:
            at = clock.now()
            event = make_event(session, at=at - 8 * DAY, capacity=None)
            for _family in range(PEOPLE // 10):
                make_family(session, event, 10, at=event.created_at)
            let_come(session, event, at=at - DAY)
            wave = open_wave(session, event, at=at)
            seen = get_questionnaire(session, wave.version_id).digest
            tokens = [survey_token_of(each) for each in invites_of(session, wave)]
            with app.test_request_context():
                sent = [filled_in(settings.base_url, token, seen) for token in tokens]
            waves[wave.id] = sent
    return waves


def filled_in(url: str, token: str, seen: str) -> bytes:
    """Write the request that sends one person's answers."""
    values = {
        "csrf_token": make_form_token(f"survey {token}", at=clock.now()),
        "answers-seen": seen,
        "answers-kan_du_bruge_det": "4",
        "answers-har_du_brugt_det": "yes",
        "answers-hvad_kan_blive_bedre": "Flere pauser, tak.",
    }
    body = urlencode(values).encode()
    headers = {
        "Origin": url,
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
    }
    return request_of("POST", url, f"/da/surveys/{token}", headers) + body


def send_all(url: str, loads: Sequence[Sequence[bytes]], number: int) -> Load:
    """Send the answers to one wave."""
    return Load(url=url, requests=loads[number], clients=CLIENTS)


def judged(name: str, found: Comparison) -> Iterator[Figure]:
    """Judge how fast it went, and that every answer was taken."""
    yield at_least(f"{name}: answers, share of the empty route", found.share, 3, " %")
    yield noted(f"{name}: answers per second", found.rate)
    yield noted(f"{name}: p99", found.quantile(0.99), " ms")
    yield exactly(f"{name}: faults and lost answers", found.faults, 0)
    for outcome in found.ours:
        yield exactly(f"{name}: taken", outcome.statuses[303], PEOPLE)
