"""What makes events from other events."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.completion.operations import RuleRequest, set_rule
from eventsys.attendance.completion.queries import find_rule
from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.evaluation.waves.operations import plan_wave
from eventsys.evaluation.waves.queries import list_waves
from eventsys.evaluation.waves.requests import WavePlan
from eventsys.evaluation.waves.rules import Window
from eventsys.events.models import Event
from eventsys.events.operations import create_event
from eventsys.events.pictures.operations import copy_pictures
from eventsys.events.queries import plan_of
from eventsys.events.texts.queries import rows_of
from eventsys.exchange.copies.rules import first_day, moved, new_slug, shifted
from eventsys.registration.questions.operations import copy_questions


def copy_event(session: Session, event: Event, days: int, *, at: datetime, by: Principal) -> Event:
    """Make a draft like an event, so many days later, with all that was set up and nobody in it.

    Texts stand as they stood: what lagged behind the Danish still does. Raise what `create_event`
    raises where the new days cannot be.
    """
    known = plan_of(session, event)
    plan = moved(known, days, event.zone)
    old, new = first_day([*known.occasions], event.zone), first_day([*plan.occasions], event.zone)
    slug = new_slug(event.slug, old, new, frozenset(session.scalars(select(Event.slug))))
    copy = create_event(session, replace(plan, slug=slug), at=at, by=by)
    copy_standings(session, event, copy)
    copy_questions(session, event, copy)
    copy_pictures(session, event, copy, at=at)
    copy_rule(session, event, copy, at=at, by=by)
    copy_waves(session, event, copy, days, at=at, by=by)
    record(session, "copy", copy, {"from": event.slug, "days": days}, at=at, by=by)
    return copy


def copy_standings(session: Session, event: Event, copy: Event) -> None:
    """Write down how far the texts can be relied on."""
    rows = rows_of(session, copy)
    for language, row in rows_of(session, event).items():
        rows[language].standing = row.standing
    session.flush()


def copy_rule(session: Session, event: Event, copy: Event, *, at: datetime, by: Principal) -> None:
    """Set the rule by which it is completed, where the copy has as many occasions."""
    rule = find_rule(session, event)
    planned = len(plan_of(session, copy).occasions)
    if rule is not None and rule.needed <= planned:
        reason = rule.reason or event.slug
        set_rule(session, copy, RuleRequest(needed=rule.needed, reason=reason), at=at, by=by)


def copy_waves(
    session: Session, event: Event, copy: Event, days: int, *, at: datetime, by: Principal
) -> None:
    """Plan to ask those who come to the copy as those of the event were asked."""
    for wave in list_waves(session, event):
        window = Window(
            opens_at=shifted(wave.opens_at, days, event.zone),
            closes_at=shifted(wave.closes_at, days, event.zone),
        )
        plan = WavePlan(months=wave.months, version_id=wave.version_id, window=window)
        plan_wave(session, copy, plan, at=at, by=by)
