"""The three percentages of the paper of 2009 come out of real attendance and real answers.

Each mistake that could be made on the way gives another number, and so would turn the test red.
"""

import csv
import io
from decimal import ROUND_DOWN, Decimal

import pytest

from eventsys.attendance.actors.queries import count_actors
from eventsys.core.db import db, transaction
from eventsys.evaluation.rates import hiding, queries, rules, scopes
from eventsys.evaluation.rates.comparing import list_closed
from eventsys.evaluation.rates.rules import Share
from eventsys.evaluation.rates.scopes import Scope
from eventsys.people.rules import RoleName
from tests.evaluation.golden import DISTRICTS, REPORTED_AT, make_2009
from tests.web.conftest import add_signed_in

SCOPE = "year=2009&district=broenshoej-husum&district=noerrebro"
PAPER = {
    "better": ("55", "60", "91,7\u00a0%"),
    "used": ("44", "51", "86,3\u00a0%"),
    "answered at once": ("64", "66", "97\u00a0%"),
    "answered later": ("64", "66", "97\u00a0%"),
    "answered": "128 af 132 97 %",
    "actors": 33,
    "people": 66,
}


@pytest.fixture
def year(app):
    """The workshops of 2009, held and answered; the ids of their questionnaires."""
    with app.app_context(), transaction() as session:
        made = make_2009(session)
        return made.at_once.survey_id, made.later.survey_id


@pytest.fixture
def figures(app, client, year):
    """Read the paper's figures off the pages and files of the back office: `figures()`."""
    add_signed_in(app, client, RoleName.ORGANISER)

    def read():
        at_once, later = (shares(client, survey_id) for survey_id in year)
        with app.app_context():
            actors = count_actors(db.session(), events_in_scope(), at=REPORTED_AT)
        rows = client.page(f"/organiser/results?{SCOPE}").text
        return {
            "better": at_once[1],
            "used": later[1],
            "answered at once": at_once[0],
            "answered later": later[0],
            "answered": rows.rpartition("I alt ")[2],
            "actors": actors.number,
            "people": actors.people,
        }

    return read


def shares(client, survey_id):
    """Read who answered and the share of the question, for the two districts together."""
    path = f"/organiser/surveys/{survey_id}/results.csv?by=year&{SCOPE}"
    lines = csv.reader(io.StringIO(client.get(path).data.decode("utf-8-sig")), delimiter=";")
    return [tuple(row[2:]) for row in lines if row[0] == "I alt"]


def events_in_scope():
    """List the events of the area-based effort, as the results are restricted to them."""
    scope = Scope(years=frozenset({2009}), districts=frozenset(DISTRICTS))
    closed = list_closed(db.session(), at=REPORTED_AT)
    return {each.event_id for each in closed if scope.holds(each)}


def test_the_figures_of_the_paper_come_out(figures):
    assert figures() == PAPER


INVITED, REGISTERED, RELEVANT_AT_ONCE = 11, 12, 10  # of each workshop, on average


def truncated(share, decimals):
    """Cut a percentage off instead of rounding it."""
    exact = Decimal(100 * share.numerator) / Decimal(share.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)


# What is put in the place of what, the figure to look at, and what the mistake makes of it.
MUTANTS = {
    "of all who answered, at once": (
        (rules, "relevant_of", lambda counted: counted.responses),
        ("better", "85,9\u00a0%"),
    ),
    "of all who were asked, at once": (
        (rules, "relevant_of", lambda _: INVITED),
        ("better", "83,3\u00a0%"),
    ),
    "a blank is relevant, at once": (
        (rules, "relevant_of", lambda counted: counted.responses - counted.not_relevant),
        ("better", "90,2\u00a0%"),
    ),
    "only the highest step is positive": (
        (rules, "positive_of", lambda counted: counted.by_value.get("4", 0)),
        ("better", "51,7\u00a0%"),
    ),
    "cut off, at once": ((Share, "percent", truncated), ("better", "91,6\u00a0%")),
    "of all who answered, later": (
        (rules, "relevant_of", lambda counted: counted.responses),
        ("used", "68,8\u00a0%"),
    ),
    "of all who were asked, later": (
        (rules, "relevant_of", lambda _: INVITED),
        ("used", "66,7\u00a0%"),
    ),
    "a blank is a no": (
        (rules, "relevant_of", lambda counted: counted.responses - counted.not_relevant),
        ("used", "83,0\u00a0%"),
    ),
    "of those to whom the first question applied": (
        (rules, "relevant_of", lambda _: RELEVANT_AT_ONCE),
        ("used", "73,3\u00a0%"),
    ),
    "cut off, later": ((Share, "percent", truncated), ("used", "86,2\u00a0%")),
    "of all who registered": (
        (queries, "response_rate", lambda answered, _: Share(answered, REGISTERED)),
        ("answered at once", "89\u00a0%"),
    ),
    "cut off, who answered": ((Share, "percent", truncated), ("answered at once", "96\u00a0%")),
    "Valby answered too": (
        (scopes.Scope, "holds", lambda _, measured: measured.year == 2009),
        ("answered at once", "94\u00a0%"),
    ),
    "who answered at the exit answered too": (
        (queries, "IS_AT_EXIT", queries.responses.c.id.is_(None).label("at_exit")),
        ("answered at once", "–"),
    ),
}


def test_every_mistake_on_the_way_gives_another_figure(figures, monkeypatch):
    found = {}
    for name, ((place, attribute, mutant), (figure, _)) in MUTANTS.items():
        with monkeypatch.context() as patched:
            patched.setattr(place, attribute, mutant)
            found[name] = figures()[figure][-1]
    assert found == {name: shown for name, (_, (_, shown)) in MUTANTS.items()}
    assert not any(shown == PAPER[figure][-1] for _, (figure, shown) in MUTANTS.values())


def test_valby_is_hidden_and_would_change_the_figure(figures, monkeypatch):
    # Three people of Valby answered: their share follows from the year's, so that one is hidden.
    monkeypatch.setattr(scopes.Scope, "holds", lambda _, measured: measured.year == 2009)
    assert figures()["better"] == ("skjult", "", "")
    assert figures()["actors"] == 35
    monkeypatch.setattr(hiding.Span, "may_tell", lambda *_: True)
    assert figures()["better"] == ("56", "63", "88,9\u00a0%")
