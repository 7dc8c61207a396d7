"""The demonstration's questionnaires: those that every organiser can begin from."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.evaluation.surveys.operations import create_survey
from eventsys.evaluation.surveys.queries import list_questionnaires
from eventsys.web.organiser.surveys.starters import Starter, plan_of, questions_of


def add_questionnaires(session: Session, *, at: datetime) -> None:
    """Make the questionnaires that are not there yet."""
    there = [
        each.worded(Language.DANISH).title
        for archived in (False, True)
        for each in list_questionnaires(session, archived=archived)
    ]
    for starter in Starter:
        plan = plan_of(starter)
        if plan.texts[Language.DANISH].title not in there:
            create_survey(session, plan, questions_of(starter), at=at, by=SYSTEM)
