"""The figures of several years side by side, as they were kept."""

from collections.abc import Collection

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.localtime import local_day
from eventsys.core.text import read_count
from eventsys.reports.comparing.queries import compare_years, years_told
from eventsys.reports.comparing.rules import MOST_YEARS, years_until
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.languages import current_language
from eventsys.web.organiser.report.rows import paper_language
from eventsys.web.organiser.roles import OVERSEERS
from eventsys.web.organiser.years.rows import figures_over, stand_lines

blueprint = Blueprint("years", __name__)
LEAST_YEARS = 2


@blueprint.get("/report/years")
@allowed_for(*OVERSEERS)
def show() -> ResponseReturnValue:
    """Show every figure over some years; nothing is counted for it."""
    session, language = db.session(), current_language()
    told = years_told(session)
    this_year = local_day(clock.now()).year
    past = [year for year in told if year <= this_year]
    choices = sorted({*past, this_year}, reverse=True)
    last = asked_among(choices, "until", max(past, default=this_year))
    number = asked_among(range(LEAST_YEARS, MOST_YEARS + 1), "number", MOST_YEARS)
    written = paper_language(language)
    compared = compare_years(session, years_until(last, number, told), written)
    return render_template(
        "organiser/years/show.html",
        last=last,
        number=number,
        choices=choices,
        numbers=range(LEAST_YEARS, MOST_YEARS + 1),
        years=stand_lines(compared.years, language),
        figures=figures_over(compared, written),
        of_events=compared.of_events,
        paper=written,
    )


def asked_among(choices: Collection[int], name: str, default: int) -> int:
    """Read a number of the address; anything but one of the choices asks for the default."""
    asked = read_count(request.args.get(name, ""))
    return asked if asked is not None and asked in choices else default
