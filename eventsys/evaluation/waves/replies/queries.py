"""What is asked of replies to participants."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.text import Language
from eventsys.evaluation.waves.models import SurveyReply, SurveyWave


def replies_of(session: Session, wave: SurveyWave) -> Mapping[Language, SurveyReply]:
    """Give what participants of a wave are told, by language."""
    found = select(SurveyReply).where(SurveyReply.wave_id == wave.id)
    return {each.language: each for each in session.scalars(found)}


def find_reply(session: Session, wave: SurveyWave, language: Language) -> SurveyReply | None:
    """Find what somebody reads who reads a language: in it, else in Danish."""
    known = replies_of(session, wave)
    return known.get(language) or known.get(Language.DANISH)
