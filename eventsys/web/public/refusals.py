"""What citizens read when the facts refuse a registration, and where it stands in the form."""

from http import HTTPStatus

from eventsys.core.errors import Busy, DomainError
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.rules import RegistrationState
from eventsys.registration.errors import (
    CompanionsAlone,
    KeyReused,
    OccasionMissing,
    OutsideAgeRule,
    RegistrationClosed,
)
from eventsys.registration.questions.errors import WrongAnswers
from eventsys.web.common.forms import refuse
from eventsys.web.common.limits import TooOften
from eventsys.web.common.words import _, ngettext
from eventsys.web.public.registration_form import ParticipantForm, RegistrationForm
from eventsys.web.public.wording import age_words

STATUSES: dict[type[DomainError], HTTPStatus] = {
    CompanionsAlone: HTTPStatus.UNPROCESSABLE_ENTITY,
    Busy: HTTPStatus.SERVICE_UNAVAILABLE,
    TooOften: HTTPStatus.TOO_MANY_REQUESTS,
}


def lay_on(form: RegistrationForm, refusal: DomainError) -> int:
    """Lay a refusal on the field it is about, and tell the answer's status."""
    match refusal:
        case OutsideAgeRule():
            return refuse_ages(form, refusal)
        case WrongAnswers():
            return refuse_answers(form, refusal)
        case OccasionMissing():
            refuse(form.occasion, _("Choose a date."))
            return HTTPStatus.UNPROCESSABLE_ENTITY
        case _:
            form.shortage = refusal if isinstance(refusal, NotEnoughPlaces) else None
            status = STATUSES.get(type(refusal), HTTPStatus.CONFLICT)
            return refuse_all(form, words_of(refusal), status)


def words_of(refusal: DomainError) -> str:
    """Word what the facts do not allow."""
    match refusal:
        case NotEnoughPlaces(left=left):
            return not_enough(left)
        case RegistrationClosed(state=state):
            return closed(state)
        case KeyReused():
            return sent_before()
        case CompanionsAlone():
            return _("Register at least one child whom the event is for.")
        case Busy():
            return in_a_queue()
        case TooOften():
            return too_often()
        case _:
            raise refusal


def refuse_all(form: RegistrationForm, message: str, status: int) -> int:
    """Lay a refusal on the people as a whole."""
    refuse(form.participants, message)
    return status


def refuse_ages(form: RegistrationForm, refusal: OutsideAgeRule) -> int:
    """Say of each person outside the age rule whom the event is for; the others keep theirs."""
    message = _("The event is for: %(whom)s.", whom=age_words(refusal.rule))
    for position in refusal.positions:
        person = form.participants[position].form
        refuse(person.birth_year, f"{message} {offer_to_companions(person)}".strip())
    return HTTPStatus.UNPROCESSABLE_ENTITY


def refuse_answers(form: RegistrationForm, refusal: WrongAnswers) -> int:
    """Say at each answer what is wrong; what is asked has changed since the page was made."""
    whole, *people = form.sheets()
    whole.lay(each for each in refusal.wrong if each.position is None)
    for position, person in enumerate(people):
        person.lay(each for each in refusal.wrong if each.position == position)
    return refuse_all(form, asked_anew(), HTTPStatus.CONFLICT)


def asked_anew() -> str:
    """Say that the questions are others than those that were answered."""
    return _("The questions have just been changed. Look at your answers and press Register again.")


def offer_to_companions(person: ParticipantForm) -> str:
    """Tell a child outside the age rule how to come along, where the event takes companions."""
    if "care" not in person or "who" not in person.care.form:
        return ""
    return _("Does the child come along with another? Then choose that above.")


def not_enough(left: int) -> str:
    """Say how many places are left, and what to do."""
    if left == 0:
        return _("All places are taken. Nobody is registered. Look again later.")
    return ngettext(
        "Only %(num)d place is left. Nobody is registered yet: choose fewer people.",
        "Only %(num)d places are left. Nobody is registered yet: choose fewer people.",
        left,
    )


def closed(state: RegistrationState) -> str:
    """Say that registrations are not taken now."""
    if state is RegistrationState.NOT_YET:
        return _("You cannot register yet.")
    return _("You cannot register any more.")


def sent_before() -> str:
    """Say that this form was sent before with other answers."""
    return _("You have sent this form before. Press Register again to register these people too.")


def in_a_queue() -> str:
    """Say that the system had no turn."""
    return _("Very many people are registering right now. Wait a moment and press Register again.")


def too_often() -> str:
    """Say that a contact registered too often."""
    return _("There are many registrations with this contact. Try again in an hour.")
