"""The API's blueprint: what holds for all its routes, and how refusals of the domain are told."""

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from eventsys.checkin.errors import DeviceRevoked, PairingRefused, UnknownDevice
from eventsys.events.errors import (
    CapacityBelowTaken,
    EventNotFound,
    HasRegistrations,
    NotEnoughPlaces,
    SlugTaken,
    WrongTransition,
)
from eventsys.registration.errors import KeyReused, RegistrationClosed
from eventsys.registration.standing.errors import WayIsSet
from eventsys.web.api.farewells import with_farewells
from eventsys.web.api.refusals import Refusal, answer, too_large

blueprint = Blueprint("api", __name__)


@blueprint.before_request
def refuse_repeated_parameters() -> None:
    """Take one value for each parameter; which of two counts nobody could say."""
    if request.query_string:
        repeated = [name for name, values in request.args.lists() if len(values) > 1]
        if repeated:
            raise Refusal("E_QUERY", dict.fromkeys(repeated, "repeated"))


@blueprint.after_request
def announce(response: Response) -> Response:
    """Say on every answer what of the request will go, and when."""
    return with_farewells(response, current_app.view_functions[request.endpoint or ""])


@blueprint.errorhandler(Refusal)
def refused(refusal: Refusal) -> Response:
    """Tell a refusal of the API itself."""
    return answer(refusal)


@blueprint.errorhandler(RequestEntityTooLarge)
def body_too_large(_: RequestEntityTooLarge) -> Response:
    """Tell that less at once would do."""
    return answer(too_large())


@blueprint.errorhandler(UnknownDevice)
def unknown_device(_: UnknownDevice) -> Response:
    """Tell that no device has the token."""
    return answer(Refusal("E_DEVICE"))


@blueprint.errorhandler(DeviceRevoked)
def device_revoked(_: DeviceRevoked) -> Response:
    """Tell that the device may only hand in."""
    return answer(Refusal("E_REVOKED"))


@blueprint.errorhandler(PairingRefused)
def pairing_refused(_: PairingRefused) -> Response:
    """Tell that the code pairs nothing."""
    return answer(Refusal("E_PAIRING"))


@blueprint.errorhandler(EventNotFound)
def event_not_found(_: EventNotFound) -> Response:
    """Tell that there is no such event."""
    return answer(Refusal("E_NOT_FOUND"))


@blueprint.errorhandler(NotEnoughPlaces)
def full(error: NotEnoughPlaces) -> Response:
    """Tell how many places are left."""
    return answer(Refusal("E_FULL", left=error.left))


@blueprint.errorhandler(RegistrationClosed)
def closed(error: RegistrationClosed) -> Response:
    """Tell why no registrations are taken."""
    return answer(Refusal("E_CLOSED", state=error.state.value))


@blueprint.errorhandler(KeyReused)
def key_reused(_: KeyReused) -> Response:
    """Tell that the key has served."""
    return answer(Refusal("E_KEY_REUSED"))


@blueprint.errorhandler(SlugTaken)
def slug_taken(_: SlugTaken) -> Response:
    """Tell that the slug is taken."""
    return answer(Refusal("E_SLUG_TAKEN"))


@blueprint.errorhandler(CapacityBelowTaken)
def capacity_below_taken(error: CapacityBelowTaken) -> Response:
    """Tell how many places are taken."""
    return answer(Refusal("E_CAPACITY", taken=error.taken))


@blueprint.errorhandler(HasRegistrations)
def has_registrations(error: HasRegistrations) -> Response:
    """Tell how many places are taken."""
    return answer(Refusal("E_HAS_REGISTRATIONS", taken=error.places_taken))


@blueprint.errorhandler(WayIsSet)
def way_is_set(error: WayIsSet) -> Response:
    """Tell how many people registered under the way that would change."""
    return answer(Refusal("E_HAS_REGISTRATIONS", taken=error.people))


@blueprint.errorhandler(WrongTransition)
def wrong_transition(error: WrongTransition) -> Response:
    """Tell from where the event cannot go there."""
    return answer(Refusal("E_TRANSITION", status=error.status.value))
