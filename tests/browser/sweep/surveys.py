"""Waves in all their states, whose pages the sweep visits."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Provenance
from eventsys.core.text import Language
from eventsys.evaluation.responses.operations import answer_by_link
from eventsys.evaluation.waves.invites.queries import survey_token_of
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.evaluation.waves.queries import exit_token_of
from eventsys.evaluation.waves.replies.operations import send_reply, write_reply
from tests.waves import DAY, hold_and_ask, invites_of, sheet_of


def make_waves(session: Session, at: datetime) -> dict[str, str]:
    """Make a wave that is open, one that is over and told of, and one to come; give their links."""
    waves = [hold_and_ask(session, 2, at=at) for _ in range(3)]
    wave, over, early = waves
    links = {"survey": link(session, wave, 0), "answered": link(session, wave, 1)}
    answer_by_link(session, links["answered"], sheet_of(session, wave), at=at)
    early.opens_at = at + DAY
    body = {Language.DANISH: "Vi hørte, at der manglede pauser.\n\nNu er der to."}
    write_reply(session, over, body, Provenance(), at=at, by=SYSTEM)
    send_reply(session, over, at=at, by=SYSTEM)
    over.closes_at = at - DAY / 8
    exits = {"exit": exit_token_of(wave), "shut exit": exit_token_of(over)}
    return links | exits | {"survey over": link(session, over, 0), "early": link(session, early, 0)}


def link(session: Session, wave: SurveyWave, number: int) -> str:
    """Give the link of somebody who was asked."""
    return survey_token_of(invites_of(session, wave)[number])
