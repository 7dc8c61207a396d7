"""Compares each night the sums of arrivals with the facts, and sets them right, loudly."""

import logging
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from eventsys.checkin.arrivals.operations import begin_proof, end_proof, mend
from eventsys.checkin.arrivals.queries import (
    find_differences,
    find_last_proof,
    list_lately_held,
)
from eventsys.core.db import db, write
from eventsys.core.localtime import local_day, to_local

NIGHT_HOUR = 3

logger = logging.getLogger(__name__)


def prove_sums(at: datetime) -> int:
    """Compare once each local day, from three at night on, whoever is the first to do it."""
    if to_local(at).hour < NIGHT_HOUR or is_proved(at):
        return 0
    proof_id = write(partial(begin_proof, at=at))
    if proof_id is None:
        return 0
    with Session(db.engine) as session:
        occasions = list_lately_held(session, at=at)
    wrong = sum(prove_one(each, at) for each in occasions)
    write(partial(end_proof, proof_id=proof_id, occasions=len(occasions), wrong=wrong, at=at))
    return 0


def is_proved(at: datetime) -> bool:
    """Tell whether the comparison of this local day is done or under way."""
    with Session(db.engine) as session:
        last = find_last_proof(session)
        return last is not None and last.day >= local_day(at)


def prove_one(occasion_id: int, at: datetime) -> int:
    """Compare one occasion; only what differs is written. Tell by how many persons it differed."""
    with Session(db.engine) as session:
        if not find_differences(session, [occasion_id]):
            return 0
    wrong = write(partial(mend, occasion_id=occasion_id, at=at))
    # A scan that was being stored at the first look leaves nothing wrong at the second.
    if wrong:
        logger.error(
            "the sums of occasion %s were wrong by %s; they were set right", occasion_id, wrong
        )
    return wrong
