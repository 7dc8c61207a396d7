"""Registering for somebody, and reading who is registered."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from flask import current_app
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, write
from eventsys.core.principal import Principal
from eventsys.core.text import Language
from eventsys.events.queries import get_event
from eventsys.registration.errors import CompanionsAlone, OccasionMissing, OutsideAgeRule
from eventsys.registration.operations import register_once
from eventsys.registration.queries import ParticipantRow, list_participants, token_of
from eventsys.registration.questions.errors import WrongAnswers
from eventsys.registration.requests import Attempt, RegistrationRequest
from eventsys.registration.tickets.queries import HeldTicket, list_held_tickets
from eventsys.registration.waitlist.queries import STILL_THERE, position_of
from eventsys.web.api.answers import cursor_of, give, read_after, wrong_cursor
from eventsys.web.api.bearers import DESK, READERS, for_accounts, key_scope, principal
from eventsys.web.api.blueprint import blueprint
from eventsys.web.api.description import AFTER, BODY, KEY, LIMIT, Description, described
from eventsys.web.api.questions import Answered, wrong_answers
from eventsys.web.api.reading import read_json, read_key, read_limit, to_shape
from eventsys.web.api.refusals import FIELDS, Refusal
from eventsys.web.api.requests import to_request
from eventsys.web.api.shapes import registrations as shapes
from eventsys.web.common.words import _

LARGEST_ID = 2**63 - 1
REFUSES = (
    *BODY,
    *("E_QUERY", "E_KEY", "E_TOKEN", "E_FORBIDDEN", "E_NOT_FOUND"),
    *("E_FULL", "E_CLOSED", "E_KEY_REUSED", "E_BUSY"),
)


@dataclass(frozen=True, kw_only=True)
class Made:
    """What came of a request, and whether this very call made it."""

    reference: str
    language: Language
    token: str
    tickets: Sequence[HeldTicket]
    waiting_position: int | None
    is_new: bool


@blueprint.post("/events/<slug>/registrations")
@for_accounts(*DESK)
@described(
    Description(
        takes=shapes.RegistrationWritten,
        gives={201: shapes.RegistrationMade, 200: shapes.RegistrationMade},
        refuses=REFUSES,
        parameters=(KEY,),
    )
)
def add_registration(slug: str) -> ResponseReturnValue:
    """Register for somebody; repeated with the same key it is the same registration."""
    key, body = read_key(), read_json()
    request = to_request(to_shape(body, shapes.RegistrationWritten))
    attempt = Attempt(scope=key_scope(), key=key, body=slug + json.dumps(body, sort_keys=True))
    operation = partial(make, slug=slug, request=request, attempt=attempt)
    try:
        made = write(partial(operation, by=principal(), at=clock.now()), about=slug)
    except OutsideAgeRule as error:
        raise outside_age_rule(error) from error
    except CompanionsAlone as error:
        words = _("Register at least one child whom the event is for.")
        raise Refusal(FIELDS, {"participants": words}) from error
    except WrongAnswers as error:
        raise wrong_answers(error) from error
    except OccasionMissing as error:
        raise Refusal(FIELDS, {"occasion": _("Choose one of the occasions to come.")}) from error
    return give(made_shape(made), 201 if made.is_new else 200)


@blueprint.get("/events/<slug>/participants")
@for_accounts(*READERS)
@described(
    Description(
        gives={200: shapes.ParticipantList},
        refuses=("E_QUERY", "E_TOKEN", "E_FORBIDDEN", "E_NOT_FOUND"),
        parameters=(AFTER, LIMIT),
    )
)
def show_participants(slug: str) -> ResponseReturnValue:
    """List an event's participants in the order they registered."""
    session, limit = db.session(), read_limit()
    after = read_id()
    event = get_event(session, slug)
    rows = list_participants(session, event, after=after, limit=limit + 1)
    page, more = list(rows[:limit]), len(rows) > limit
    answered = Answered(event.id, page)
    return give(
        shapes.ParticipantList(
            items=[participant_shape(row, answered) for row in page],
            next=cursor_of(str(page[-1].id)) if more else None,
        )
    )


def make(
    session: Session,
    *,
    slug: str,
    request: RegistrationRequest,
    attempt: Attempt,
    by: Principal,
    at: datetime,
) -> Made:
    """Register, or find what the same attempt came to; in plain values, for another thread."""
    registered = register_once(session, slug, request, attempt, at=at, by=by)
    registration = registered.registration
    return Made(
        reference=registration.reference,
        language=registration.language,
        token=token_of(registration),
        tickets=list_held_tickets(session, registration),
        waiting_position=position_of(session, registration),
        is_new=registered.is_new,
    )


def made_shape(made: Made) -> shapes.RegistrationMade:
    """Write what came of a request."""
    is_waiting = any(ticket.status in STILL_THERE for ticket in made.tickets)
    return shapes.RegistrationMade(
        reference=made.reference,
        status="waiting" if is_waiting else "confirmed",
        manage_url=own_page(made.language, made.token),
        waiting_position=made.waiting_position,
        tickets=[
            shapes.TicketMade(
                code=each.codes.code, short_code=each.codes.short_code, name=each.name
            )
            for each in made.tickets
        ],
    )


def own_page(language: Language, token: str) -> str:
    """Give the address of a registration's own page."""
    return f"{current_app.config['BASE_URL']}/{language}/registrations/{token}"


def outside_age_rule(error: OutsideAgeRule) -> Refusal:
    """Tell for whom the event is not, and which birth years it is for."""
    rule = error.rule
    words = _(
        "The event is for those born from %(first)d to %(last)d.",
        first=rule.from_year,
        last=rule.to_year,
    )
    return Refusal(FIELDS, {f"participants.{index}.birth_year": words for index in error.positions})


def read_id() -> int:
    """Read behind which participant a page begins."""
    position = read_after()
    if position is None:
        return 0
    if not position.isascii() or not position.isdigit() or len(position) > len(str(LARGEST_ID)):
        raise wrong_cursor()
    return min(int(position), LARGEST_ID)


def participant_shape(row: ParticipantRow, answered: Answered) -> shapes.ParticipantShown:
    """Write a participant."""
    return shapes.ParticipantShown(
        reference=row.reference,
        contact=shapes.ContactShown(
            name=row.contact_name,
            channel=row.contact_channel,
            email=row.contact_email,
            phone=row.contact_phone,
        ),
        name=row.name,
        category=row.category,
        birth_year=row.birth_year,
        status=row.status,
        occasion=row.occasion_no,
        registered_at=row.registered_at,
        answers=answered.by(row),
    )
