"""The form by which everybody of a registration goes to another date of the event."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from eventsys.core.db import Session, db
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import Attends, RegistrationState
from eventsys.registration.changes.queries import is_move_allowed, list_present
from eventsys.registration.models import Registration
from eventsys.registration.moves.queries import can_go
from eventsys.registration.rules import ParticipantStatus
from eventsys.web.common.forms import OneOf, PublicForm
from eventsys.web.common.words import _
from eventsys.web.public.asking import choices_of
from eventsys.web.public.own_page import occasion_of


class MoveForm(PublicForm):
    """The dates there are to go to."""

    occasion = RadioField(
        _l("Which date?"), [OneOf(_l("Choose a date."))], choices=[], validate_choice=False
    )

    statuses: set[ParticipantStatus]

    @classmethod
    def of(
        cls, registration: Registration, event: EventView, language: Language, at: datetime
    ) -> "MoveForm":
        """Offer the dates that are still to come but the present one; keep how people stand."""
        form = cls(f"move {registration.public_id}")
        form.statuses = statuses_of(db.session(), registration)
        here = str(occasion_of(registration.occasion_id, event, at).no)
        choices = choices_of(event, language, at)
        form.occasion.choices = [choice for choice in choices if choice[0] != here]
        return form


def statuses_of(session: Session, registration: Registration) -> set[ParticipantStatus]:
    """Tell how those present of a registration stand."""
    return {person.status for person in list_present(session, registration)}


def has_other_dates(registration: Registration, event: EventView, at: datetime) -> bool:
    """Tell whether there is a date to go to, and the present one has not begun."""
    if event.attends is not Attends.ONE or registration.occasion_id is None:
        return False
    if event.registration_state(at) is not RegistrationState.OPEN:
        return False
    others = [each for each in event.occasions if each.id != registration.occasion_id]
    here = occasion_of(registration.occasion_id, event, at)
    return here.starts_at > at and any(each.ends_at > at for each in others)


def may_move(session: Session, registration: Registration, event: EventView, at: datetime) -> bool:
    """Tell whether a registration can be moved at all."""
    if not has_other_dates(registration, event, at):
        return False
    if not is_move_allowed(session, registration.event_id):
        return False
    return can_go(session, registration, list_present(session, registration))


def what_follows(statuses: Collection[ParticipantStatus]) -> str:
    """Say what becomes of the places, the offer or the number in the line that people have."""
    if set(statuses) == {ParticipantStatus.WAITING}:
        return _(
            "Are there places on the new date, you get them. Otherwise you go to the end of its "
            "waiting list. You lose your number on this one."
        )
    if set(statuses) == {ParticipantStatus.CONFIRMED}:
        return ""
    return _("You move only if there are places for all of you. You then wait no more.")


def not_enough_words(statuses: Collection[ParticipantStatus]) -> str:
    """Say that a date is full, and what people keep."""
    if set(statuses) == {ParticipantStatus.WAITING}:
        return _("There are not places enough on that date. You keep your number in the line.")
    return _("There are not places enough on that date. You keep the places you have.")
