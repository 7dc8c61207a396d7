"""All questionnaires that are over, and who answered them, year by year or altogether."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from eventsys.core.text import Language
from eventsys.evaluation.rates.comparing import AnsweredRow
from eventsys.evaluation.rates.rules import pooled
from eventsys.evaluation.rates.scopes import Scope
from eventsys.evaluation.surveys.rules import Questionnaire
from eventsys.web.common.apart import set_apart
from eventsys.web.common.words import _
from eventsys.web.organiser.comparison.wording import ShareRow, rate_row
from eventsys.web.organiser.results.wording import Words, time_name


@dataclass(frozen=True, kw_only=True)
class AnsweredView:
    """Who answered a questionnaire at one time after the events; `url` leads to what they said."""

    title: Words
    url: str
    when: str
    pair: str
    percent: str
    bar: int | None


def answered_view(
    row: AnsweredRow, surveys: Mapping[int, Questionnaire], scope: Scope, language: Language
) -> AnsweredView:
    """Lay out who answered a questionnaire, and lead to what they said within the same scope."""
    survey = surveys[row.survey_id]
    shown = rate_row("", row.rate)
    title = survey.worded(language).title
    return AnsweredView(
        title=set_apart(title, survey.language_in(language), language),
        url=url_for(
            "organiser.comparison.show",
            survey_id=row.survey_id,
            months=row.months,
            year=sorted(scope.years),
            district=sorted(scope.districts),
            kind=sorted(scope.kinds),
        ),
        when=time_name(row.months),
        pair=shown.pair,
        percent=shown.percent,
        bar=shown.bar,
    )


def whole_of(rows: Sequence[AnsweredRow]) -> ShareRow:
    """Put all who answered together."""
    return rate_row(_("Together"), pooled(each.rate for each in rows))
