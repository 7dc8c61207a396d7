"""Puts an event together, as it is shown, from its rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from eventsys.core.standing import state_of
from eventsys.events.care.queries import care_of
from eventsys.events.groups.queries import groups_in
from eventsys.events.intake.queries import intake_in
from eventsys.events.programme.occasions import Held
from eventsys.events.programme.pools import places_shown, pool_in
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import AgeRule, RegistrationWindow
from eventsys.events.team.queries import contact_of

Rows = Sequence[Row[*tuple[Any, ...]]]


def view(event: Row[*tuple[Any, ...]], words: Rows, held: Held) -> EventView:
    """Put an event together."""
    shown = places_shown(pool_in(event), held.pools)
    texts = [each for each in words if each.title is not None]
    return EventView(
        id=event.id,
        slug=event.slug,
        kind=event.kind,
        status=event.status,
        visibility=event.visibility,
        attends=event.attends,
        audience=event.audience,
        zone=event.zone,
        window=window_of(event),
        age_rule=age_rule_of(event),
        revised_at=event.revised_at,
        titles={text.language: text.title for text in texts},
        bodies={text.language: text.body for text in texts},
        states={text.language: state_of(text.origin, text.outdated_at) for text in texts},
        spoken=frozenset(each.language for each in words if each.title is None),
        occasions=[each for each in held.views if not each.is_cancelled],
        cancelled_occasions=[each for each in held.views if each.is_cancelled],
        capacity=shown.capacity,
        taken=shown.taken,
        left=shown.left,
        places=shown.places,
        care=care_of(event),
        intake=intake_in(event),
        contact=contact_of(event),
        groups=groups_in(event),
        family_scan=event.family_scan,
        asks_workplace=event.asks_workplace,
        published_at=event.published_at,
    )


def window_of(event: Row[*tuple[Any, ...]]) -> RegistrationWindow:
    """Give the time in which registrations are taken."""
    return RegistrationWindow(
        takes_registrations=event.takes_registrations,
        opens_at=event.registration_opens_at,
        closes_at=event.registration_closes_at,
    )


def age_rule_of(event: Row[*tuple[Any, ...]]) -> AgeRule | None:
    """Give the birth years an event is for."""
    if event.birth_year_from is None:
        return None
    return AgeRule(event.birth_year_from, event.birth_year_to)
