"""The form by which everybody of a registration goes to another date of the event."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from eventsys.core.db import Session
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import Attends, RegistrationState
from eventsys.registration.changes.queries import is_move_allowed, list_present
from eventsys.registration.models import Registration
from eventsys.registration.rules import ParticipantStatus
from eventsys.web.common.forms import OneOf, PublicForm
from eventsys.web.public.asking import choices_of
from eventsys.web.public.own_page import occasion_of


class MoveForm(PublicForm):
    """The dates there are to go to."""

    occasion = RadioField(
        _l("Which date?"), [OneOf(_l("Choose a date."))], choices=[], validate_choice=False
    )

    @classmethod
    def of(
        cls, registration: Registration, event: EventView, language: Language, at: datetime
    ) -> "MoveForm":
        """Offer the dates that are still to come but the present one."""
        form = cls(f"move {registration.public_id}")
        here = str(occasion_of(registration.occasion_id, event, at).no)
        choices = choices_of(event, language, at)
        form.occasion.choices = [choice for choice in choices if choice[0] != here]
        return form


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
    people = list_present(session, registration)
    all_in = all(person.status is ParticipantStatus.CONFIRMED for person in people)
    return bool(people) and all_in and is_move_allowed(session, registration.event_id)
