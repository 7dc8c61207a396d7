"""What the sweep shows of webhooks: a receiver that is well, one that is away, one that is off."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.exchange.webhooks.operations import add_receiver, send_trial
from eventsys.exchange.webhooks.requests import ReceiverRequest
from eventsys.exchange.webhooks.rules import OFFERED_KINDS, DeliveryState, Failure
from tests.browser.sweep.acts import send
from tests.browser.sweep.places import Place

WEBHOOKS = "/organiser/webhooks/"
LONG_URL = "https://news.example.org/" + "a-very-long-path/" * 20
FAILURES = (None, *Failure)


def fill(session: Session, at: datetime) -> None:
    """Register three receivers; the first has deliveries in every state."""
    day = timedelta(days=1)
    for label in ("Biblioteket", "Kulturhusets hjemmeside på Nørrebro " * 2, "Skolen"):
        request = ReceiverRequest(label=label, url=LONG_URL, kinds=frozenset(OFFERED_KINDS))
        receiver = add_receiver(session, request, at=at, by=SYSTEM).receiver
        if receiver.id == 2:
            receiver.failing_since, receiver.failures = at - 2 * day, 9
        if receiver.id == 3:
            receiver.switched_off_at = at
        for failure in FAILURES:
            trial = send_trial(session, receiver, at=at)
            trial.state = DeliveryState.GIVEN_UP if failure else DeliveryState.DELIVERED
            trial.failure, trial.tried_at, trial.tries = failure, at, 8
            trial.status = 503 if failure is Failure.REFUSED else None
            trial.due_at = at + day
        send_trial(session, receiver, at=at).state = DeliveryState.SENDING
        send_trial(session, receiver, at=at).due_at = at + day


def places_of() -> list[Place]:
    """List the pages of webhooks."""
    return [
        Place("organiser.webhooks.index", WEBHOOKS),
        Place("organiser.webhooks.new", f"{WEBHOOKS}new"),
        Place("organiser.webhooks.new", f"{WEBHOOKS}new", send),
        *(Place("organiser.webhooks.show", f"{WEBHOOKS}{number}") for number in (1, 2, 3)),
        Place("organiser.webhooks.edit", f"{WEBHOOKS}1/edit"),
        Place("organiser.webhooks.secret", f"{WEBHOOKS}1/secret"),
        Place("organiser.webhooks.delete", f"{WEBHOOKS}1/delete"),
    ]
